import type { Engine } from "../engine/engine.ts";
import { type Gaussians, klGaussianOp } from "../engine/ops/kl_gaussian.ts";
import type { Tensor } from "../engine/tf.ts";
import { checkPair } from "./check_pair.ts";

/**
 * Kullback–Leibler divergence of normal distributions with independent coordinates: the mean over rows of
 * `½ Σ [lv₀ − lv + (e^lv + (μ − μ₀)²) / e^lv₀ − 1]`.
 *
 * @param engine Where it runs.
 * @param posterior Means and logarithms of variances, `nObs × nLatent` each.
 * @param prior The same of the distribution it is held to; default standard normal. Gradients flow into it too.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` when shapes differ.
 *
 * @example
 * ```ts
 * import { klGaussian } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const divergence = engine.run(() => {
 *   const at = (value: number) => engine.tensor(new Float32Array([value, value]), [1, 2]);
 *   return klGaussian(engine, { mean: at(3), logVar: at(0) }).dataSync()[0];
 * });
 * assert.equal(divergence, 9);
 * ```
 */
export function klGaussian(engine: Engine, posterior: Gaussians, prior?: Gaussians): Tensor {
  const all = {
    logVar: posterior.logVar,
    ...(prior && { "prior's mean": prior.mean, "prior's logVar": prior.logVar }),
  };
  for (const [name, tensor] of Object.entries(all)) checkPair(posterior.mean, tensor, ["mean", name]);
  return klGaussianOp(engine, posterior, prior);
}
