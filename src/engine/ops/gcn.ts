import type { Activation } from "../../kernels/ops/activation.ts";
import type { Engine } from "../engine.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";
import { biasRows } from "./bias_rows.ts";
import { dense } from "./dense.ts";
import { spmm } from "./spmm.ts";

/** The weights of one GCN layer. */
export interface GcnWeights {
  /** `nIn × nOut`. */
  readonly weight: Tensor;
  /** `nOut`; default none. */
  readonly bias?: Tensor | undefined;
}

/** `y = act(Â x W + b)`; the narrower side is propagated, which gives the same: `(Â x) W = Â (x W)`. */
export function gcn(
  engine: Engine,
  x: Tensor,
  { weight, bias }: GcnWeights,
  operator: SparseOperator,
  activation: Activation = {},
): Tensor {
  const [nIn, nOut] = weight.shape as [number, number];
  if (nIn <= nOut) return dense(engine, { x: spmm(engine, operator, x), weight, bias }, activation);
  return biasRows(engine, spmm(engine, operator, dense(engine, { x, weight })), bias, activation);
}
