import type { BatchNormForm } from "../../kernels/ops/batch_norm.ts";
import type { Engine } from "../engine.ts";
import type { BatchNormTensors, RunningMoments } from "../ops/batch_norm.ts";
import type { Tensor } from "../tf.ts";
import { activationComposite } from "./activation.ts";

/** A batch norm in the library's own ops. */
export function batchNormComposite(
  engine: Engine,
  { x, gamma, beta }: BatchNormTensors,
  { means, variances }: RunningMoments,
  { training, epsilon, momentum, ...activation }: BatchNormForm,
): Tensor {
  const { tf } = engine;
  const nRows = x.shape[0]!;
  let off: Tensor = tf.sub(x, means), variance: Tensor = variances;
  if (training && nRows > 0) {
    const mean = tf.mean(x, 0);
    const rough = tf.sub(x, mean);
    // What rounding left in the mean of a column far from 0.
    const rest = tf.mean(rough, 0);
    off = tf.sub(rough, rest);
    variance = tf.mean(tf.square(off), 0);
    const unbiased = tf.mul(variance, nRows / Math.max(1, nRows - 1));
    means.assign(tf.add(tf.mul(means, 1 - momentum), tf.mul(tf.add(mean, rest), momentum)) as never);
    variances.assign(tf.add(tf.mul(variances, 1 - momentum), tf.mul(unbiased, momentum)) as never);
  }
  const y = tf.add(tf.mul(tf.div(off, tf.sqrt(tf.add(variance, epsilon))), gamma), beta);
  return activationComposite(engine, y as Tensor, activation);
}
