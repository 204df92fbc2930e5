import type { Tensor, Tf, Variable } from "../tf.ts";

/** `mean ← decay · mean + (1 − decay) · x` in the library's own ops. */
export function moveTowardsComposite(tf: Tf, mean: Variable, x: Tensor, decay: number): void {
  mean.assign(tf.add(tf.mul(mean as never, decay), tf.mul(x as never, 1 - decay)) as never);
}
