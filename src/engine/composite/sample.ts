import type { Engine } from "../engine.ts";
import type { Gaussians } from "../ops/kl_gaussian.ts";
import type { Tensor } from "../tf.ts";

/** A reparameterised draw in the library's own ops. */
export function sampleComposite({ tf }: Engine, { mean, logVar }: Gaussians, noise: Tensor): Tensor {
  return tf.add(mean, tf.mul(tf.exp(tf.mul(logVar, 0.5)), noise));
}
