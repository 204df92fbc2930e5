import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { TrsmiConfig } from "./config.ts";
import { cooledShare } from "./cooling.ts";
import type { TrsmiNet } from "./model.ts";

/**
 * The share `β` that the diffusion has in encodings at an epoch: `clip(2 σ(b) · schedule, 0, 1)`, and not more than at the
 * epoch before, whose value is a constant.
 */
export function diffusionShare(
  { engine, cool, lastBeta }: TrsmiNet,
  config: TrsmiConfig,
  clock: { readonly epoch: number; readonly nEpochs: number },
): Tensor {
  const { tf } = engine;
  const share = cooledShare(config, clock);
  const given = config.learnBeta
    ? tf.mul(tf.sigmoid(cool as never), 2 * share)
    : engine.tensor(Float32Array.of(share), [1]);
  const clipped = tf.clipByValue(given as never, 0, 1) as Tensor;
  return config.monotoneBeta ? tf.minimum(clipped as never, lastBeta as never) : clipped;
}

/** The share at the first epoch, with the factor that is learned as it starts. */
export function shareAtStart(engine: Engine, config: TrsmiConfig): Tensor {
  return engine.tensor(Float32Array.of(cooledShare(config, { epoch: 0, nEpochs: 1 })), [1]);
}
