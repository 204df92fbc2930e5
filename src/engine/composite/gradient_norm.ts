import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** Euclidean length of some tensors together in the library's own ops. */
export function gradientNormComposite({ tf }: Engine, tensors: readonly Tensor[]): Tensor {
  const squares = tensors.map((tensor) => tf.sum(tf.square(tensor)));
  return tf.sqrt(squares.length === 0 ? tf.scalar(0) : tf.addN(squares));
}
