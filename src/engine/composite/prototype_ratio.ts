import type { TemperatureAttributes } from "../backend/kernels/softmax_cross_entropy.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { oneHot } from "./one_hot.ts";

/** Takes rows of other prototypes out of a log-sum-exp. */
const BOTTOM = -1e30;

/** The ratio loss in the library's own ops. */
export function prototypeRatioComposite(
  engine: Engine,
  products: Tensor,
  labels: Tensor,
  { temperature }: TemperatureAttributes,
): Tensor {
  const { tf } = engine;
  const [nRows, width] = products.shape as [number, number];
  if (nRows === 0) return tf.mul(tf.sum(products), 0);
  const scaled = tf.div(products, temperature);
  const own = oneHot(engine, labels, width);
  const sizes = tf.sum(own, 0);
  const counts = tf.cast(tf.logicalAnd(tf.greater(sizes, 0), tf.less(sizes, nRows)), "float32");
  const inside = tf.logSumExp(tf.add(scaled, tf.mul(tf.sub(1, own), BOTTOM)), 0);
  const gap = tf.sub(tf.sub(inside, tf.logSumExp(scaled, 0)), tf.log(tf.div(tf.maximum(sizes, 1), nRows)));
  return tf.div(tf.sum(tf.mul(gap, counts)), -width);
}
