import type { Engine } from "../engine/engine.ts";
import { likelihood } from "../engine/ops/likelihood.ts";
import type { Tensor } from "../engine/tf.ts";
import { maskedSum } from "./entry_mask.ts";
import { type NbOptions, type NbParameters, rowsOfTheta } from "./nb.ts";

/** Parameters of {@linkcode zinb}. */
export interface ZinbParameters extends NbParameters {
  /** `nObs × nVars`, probability that an entry is a zero in excess of the negative binomial's; gradients flow into it. */
  readonly dropout: Tensor;
}

/** Options of {@linkcode zinb}. */
export interface ZinbOptions extends NbOptions {
  /** `dropout` holds logits `ln(π / (1 − π))`; default false. */
  readonly logit?: boolean | undefined;
}

/**
 * Zero-inflated negative binomial reconstruction: negative log-likelihood of counts, summed over variables, mean over
 * observations. With `NB` as in {@linkcode nb}: `x = 0`: `−ln(π + (1 − π) NB(0) + ε)`; `x > 0`: `−ln(1 − π + ε) − ln NB(x)`;
 * `ε = 10⁻¹⁰`.
 *
 * @param engine Where it runs.
 * @param counts `nObs × nVars`; constants.
 * @param parameters Mean, inverse dispersion and dropout.
 * @param options Form of the parameters, size factors, mask.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` when the mask or a list of rows does not fit the observations.
 *
 * @example
 * ```ts
 * import { zinb } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const loss = engine.run(() => {
 *   const one = (value: number) => engine.tensor(new Float32Array([value]), [1, 1]);
 *   return zinb(engine, one(0), { mean: one(1), theta: one(1), dropout: one(0.5) }).dataSync()[0]!;
 * });
 * // Half the zeros are dropouts; of the others NB(0; 1, 1) = ½ are zeros.
 * assert(Math.abs(loss + Math.log(0.75)) < 1e-6);
 * ```
 */
export function zinb(
  engine: Engine,
  counts: Tensor,
  { mean, theta, dropout }: ZinbParameters,
  { size, thetaOf, logMean = false, softmaxMean = false, logTheta = false, logit = false, mask }: ZinbOptions = {},
): Tensor {
  const [nObs, nVars] = counts.shape as [number, number];
  const thetaAt = rowsOfTheta(theta, thetaOf, nObs, nVars);
  const form = { family: "zinb", logMean, softmaxMean, logTheta, logit, thetaAt } as const;
  return likelihood(engine, { x: counts, mean, theta, dropout, size }, { ...form, ...maskedSum(mask, nObs, nVars) });
}
