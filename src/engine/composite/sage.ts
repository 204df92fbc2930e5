import type { SageForm } from "../backend/kernels/sage.ts";
import type { Engine } from "../engine.ts";
import { spmm } from "../ops/spmm.ts";
import type { SageInput, SageWeights } from "../ops/sage.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { unitRowsComposite } from "./unit_rows.ts";

/** A SAGE layer in the library's own ops. */
export function sageComposite(
  engine: Engine,
  input: SageInput,
  { neighbor, self, bias }: SageWeights,
  operator: SparseOperator,
  { relu, normalize }: SageForm,
): Tensor {
  const { tf } = engine;
  const constant = "constant" in input;
  const x = constant ? input.constant : input.x;
  const sums = constant ? input.aggregated : spmm(engine, operator, x);
  const both = tf.add(tf.matMul(sums as never, neighbor as never), tf.matMul(x as never, self as never));
  const biased = tf.add(both, bias);
  const active = relu ? tf.relu(biased) : biased;
  return normalize ? unitRowsComposite(engine, active) : active;
}
