import type { Engine } from "../engine/engine.ts";
import { likelihood } from "../engine/ops/likelihood.ts";
import type { Tensor } from "../engine/tf.ts";
import { type EntryMask, maskedSum } from "./entry_mask.ts";

/** Options of {@linkcode poisson}. */
export interface PoissonOptions {
  /** Factor on the means of each observation, `nObs` numbers in any shape; constants; default 1. */
  readonly size?: Tensor | undefined;
  /** `mean` holds logarithms; default false. */
  readonly logMean?: boolean | undefined;
  /**
   * `mean` holds logits, whose softmax over the variables is taken first: shares of what `size` says an observation has in
   * all; default false.
   */
  readonly softmaxMean?: boolean | undefined;
  /** Which entries were observed; default all. */
  readonly mask?: EntryMask | undefined;
}

/**
 * Poisson reconstruction: `μ − x ln μ + lnΓ(x + 1)`, summed over variables, mean over observations; computed as a
 * deviance, so that it holds to float32 for large counts; `μ` is held within 10⁻¹⁰ and 10¹⁰.
 *
 * @param engine Where it runs.
 * @param counts `nObs × nVars`; constants.
 * @param mean `nObs × nVars`, before the size factor; gradients flow into it.
 * @param options Form of the mean, size factors, mask.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` when the mask does not fit the observations.
 *
 * @example
 * ```ts
 * import { poisson } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const loss = engine.run(() => {
 *   const [x, mean] = [0, 3].map((value) => engine.tensor(new Float32Array([value]), [1, 1]));
 *   return poisson(engine, x!, mean!).dataSync()[0];
 * });
 * assert.equal(loss, 3);
 * ```
 */
export function poisson(
  engine: Engine,
  counts: Tensor,
  mean: Tensor,
  { size, logMean = false, softmaxMean = false, mask }: PoissonOptions = {},
): Tensor {
  const [nObs, nVars] = counts.shape as [number, number];
  const form = { family: "poisson", logMean, softmaxMean } as const;
  return likelihood(engine, { x: counts, mean, size }, { ...form, ...maskedSum(mask, nObs, nVars) });
}
