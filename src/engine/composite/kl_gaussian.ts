import type { Engine } from "../engine.ts";
import type { Gaussians } from "../ops/kl_gaussian.ts";
import type { Tensor } from "../tf.ts";

/** The divergence of normal distributions in the library's own ops. */
export function klGaussianComposite({ tf }: Engine, { mean, logVar }: Gaussians, prior?: Gaussians): Tensor {
  const priorLogVar = prior ? prior.logVar : tf.scalar(0);
  const reach = tf.square(prior ? tf.sub(mean, prior.mean) : mean);
  const ratio = tf.div(tf.add(tf.exp(logVar), reach), tf.exp(priorLogVar));
  const terms = tf.add(tf.sub(priorLogVar, logVar), tf.sub(ratio, 1));
  return tf.mul(tf.sum(terms), 0.5 / Math.max(1, mean.shape[0]!));
}
