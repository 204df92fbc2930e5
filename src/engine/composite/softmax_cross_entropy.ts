import type { TemperatureAttributes } from "../backend/kernels/softmax_cross_entropy.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { oneHot } from "./one_hot.ts";

/** Cross-entropy of a softmax in the library's own ops. */
export function softmaxCrossEntropyComposite(
  engine: Engine,
  logits: Tensor,
  labels: Tensor,
  { temperature }: TemperatureAttributes,
): Tensor {
  const { tf } = engine;
  const [nRows, width] = logits.shape as [number, number];
  if (nRows === 0) return tf.mul(tf.sum(logits), 0);
  const own = tf.mul(tf.logSoftmax(tf.div(logits, temperature)), oneHot(engine, labels, width));
  return tf.div(tf.sum(own), -nRows);
}
