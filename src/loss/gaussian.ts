import type { Engine } from "../engine/engine.ts";
import { likelihood } from "../engine/ops/likelihood.ts";
import type { Tensor } from "../engine/tf.ts";
import { type EntryMask, maskedSum } from "./entry_mask.ts";

/** Options of {@linkcode gaussian}. */
export interface GaussianOptions {
  /** Which entries were observed; default all. */
  readonly mask?: EntryMask | undefined;
}

/**
 * Gaussian reconstruction with unit variance, up to its constants: `(x − μ)²`, summed over variables, mean over
 * observations.
 *
 * @param engine Where it runs.
 * @param x `nObs × nVars`; constants.
 * @param mean `nObs × nVars`; gradients flow into it.
 * @param options Mask.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` when the mask does not fit the observations.
 *
 * @example
 * ```ts
 * import { gaussian } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const at = (values: number[]) => engine.tensor(new Float32Array(values), [1, 2]);
 * const mask = { rows: new Float32Array([1, 0]) };
 * assert.equal(engine.run(() => gaussian(engine, at([1, 5]), at([4, 0]), { mask }).dataSync()[0]), 18);
 * ```
 */
export function gaussian(engine: Engine, x: Tensor, mean: Tensor, { mask }: GaussianOptions = {}): Tensor {
  const [nObs, nVars] = x.shape as [number, number];
  return likelihood(engine, { x, mean }, { family: "gaussian", ...maskedSum(mask, nObs, nVars) });
}
