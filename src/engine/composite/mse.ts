import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";

/** Mean squared error in the library's own ops. */
export function mseComposite({ tf }: Engine, prediction: Tensor, target: Tensor): Tensor {
  return tf.div(tf.sum(tf.square(tf.sub(prediction, target))), Math.max(1, prediction.size));
}
