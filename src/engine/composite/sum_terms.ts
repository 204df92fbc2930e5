import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** A weighted sum of scalars in the library's own ops. */
export function sumTermsComposite({ tf }: Engine, values: readonly Tensor[], weights: readonly number[]): Tensor {
  return tf.addN(values.map((value, i) => tf.mul(value, weights[i]!)));
}
