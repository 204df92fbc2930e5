import type { Engine } from "../engine.ts";
import type { AppnpOptions } from "../ops/appnp.ts";
import { spmm } from "../ops/spmm.ts";
import type { SparseOperator } from "../sparse_operator.ts";
import type { Tensor } from "../tf.ts";

/** Steps of a walk with restarts, in the library's own ops. */
export function appnpComposite(
  engine: Engine,
  operator: SparseOperator,
  x: Tensor,
  { alpha, steps }: AppnpOptions,
): Tensor {
  const { tf } = engine;
  let t = tf.mul(x, 1);
  for (let step = 0; step < steps; step++) t = tf.add(tf.mul(spmm(engine, operator, t), 1 - alpha), tf.mul(x, alpha));
  return t;
}
