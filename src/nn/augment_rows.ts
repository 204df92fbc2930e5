import { WeftError } from "../core/error.ts";
import type { Engine } from "../engine/engine.ts";
import { customGradient } from "../engine/ops/custom_gradient.ts";
import type { Tensor } from "../engine/tf.ts";

/** What rows are moved by in {@linkcode augmentRows}. */
export interface AugmentOptions {
  /** The class of each row, `nObs` int32. */
  readonly labels: Tensor;
  /** Standard deviation of each class, `nClasses × width`. */
  readonly deviations: Tensor;
  /** Standard normal draws, `nObs × width`. */
  readonly noise: Tensor;
  /** `ρ`, what the noise is multiplied by. */
  readonly strength: number;
}

/**
 * Semantic augmentation: every row moves at random in the directions in which its class varies,
 * `z̃ᵢ = zᵢ + ρ σ(yᵢ) ⊙ ξᵢ`. Classes, deviations and noise are constants; the gradient is that of `z`.
 *
 * @param engine Where it runs.
 * @param z `nObs × width`.
 * @param options Classes, deviations, noise and strength.
 * @returns `nObs × width`.
 * @throws {WeftError} `Misaligned` when the noise does not have the shape of `z`, or there is not one label a row.
 *
 * @example
 * ```ts
 * import { augmentRows } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const moved = engine.run(() => {
 *   const [z, noise] = [[1, 2], [10, -10]].map((values) => engine.tensor(new Float32Array(values), [2, 1]));
 *   const deviations = engine.tensor(new Float32Array([0.5, 0]), [2, 1]);
 *   const labels = engine.tf.tensor1d([0, 1], "int32");
 *   return augmentRows(engine, z!, { labels, deviations, noise: noise!, strength: 0.1 }).dataSync();
 * });
 * assert.deepEqual([...moved], [1.5, 2]);
 * ```
 */
export function augmentRows(
  engine: Engine,
  z: Tensor,
  { labels, deviations, noise, strength }: AugmentOptions,
): Tensor {
  if (`${noise.shape}` !== `${z.shape}`) {
    throw new WeftError("Misaligned", { expected: `noise of shape [${z.shape}]`, found: `[${noise.shape}]` });
  }
  if (labels.size !== z.shape[0]) {
    throw new WeftError("Misaligned", { expected: `${z.shape[0]} labels, one a row`, found: `${labels.size}` });
  }
  const { tf } = engine;
  return customGradient(engine, [z], () => ({
    value: tf.add(z, tf.mul(tf.gather(tf.mul(deviations, strength), labels as never), noise)),
    saved: [],
    gradient: (dy) => [dy],
  }));
}
