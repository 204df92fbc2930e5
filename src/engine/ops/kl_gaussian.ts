import { klGaussian } from "../backend/kernels/kl_gaussian.ts";
import { klGaussianComposite } from "../composite/kl_gaussian.ts";
import type { Engine } from "../engine.ts";
import type { Tensor } from "../tf.ts";
import { lossOp } from "./loss_op.ts";

/** Normal distributions with independent coordinates, one a row. */
export interface Gaussians {
  /** Means, `n × width`. */
  readonly mean: Tensor;
  /** Logarithms of the variances, `n × width`. */
  readonly logVar: Tensor;
}

/** Mean over rows of `KL(posterior ‖ prior)`; without a prior the standard normal one. */
export function klGaussianOp(engine: Engine, posterior: Gaussians, prior?: Gaussians): Tensor {
  if (!engine.backend) return klGaussianComposite(engine, posterior, prior);
  const both = prior ? [posterior, prior] : [posterior];
  return lossOp(engine, klGaussian, { inputs: both.flatMap(({ mean, logVar }) => [mean, logVar]) }, {});
}
