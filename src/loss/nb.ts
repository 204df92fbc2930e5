import { checkLength } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import { likelihood } from "../engine/ops/likelihood.ts";
import type { Tensor } from "../engine/tf.ts";
import { maskedSum } from "./entry_mask.ts";
import type { PoissonOptions } from "./poisson.ts";

/** Parameters of {@linkcode nb}. */
export interface NbParameters {
  /** `nObs × nVars`, mean of each entry before the size factor; gradients flow into it. */
  readonly mean: Tensor;
  /**
   * Inverse dispersion, the larger the nearer to Poisson: one number a variable (`nVars`), one for each entry
   * (`nObs × nVars`), or some rows (`nRows × nVars`) that `thetaOf` picks from; gradients flow into it.
   */
  readonly theta: Tensor;
}

/** Options of {@linkcode nb}. */
export interface NbOptions extends PoissonOptions {
  /** Which row of `theta` holds for each observation, say its modality; default its own, or the only one. */
  readonly thetaOf?: Int32Array | undefined;
  /** `theta` holds logarithms; default false. */
  readonly logTheta?: boolean | undefined;
}

/**
 * Negative binomial reconstruction: negative log-likelihood of counts, summed over variables, mean over observations.
 * `ln NB(x; μ, θ) = lnΓ(x + θ) − lnΓ(θ) − lnΓ(x + 1) + θ ln(θ / (θ + μ)) + x ln(μ / (θ + μ))`, computed as deviances
 * (Loader 2000) so that it holds to float32 at any `θ`; `μ` and `θ` are held within 10⁻¹⁰ and 10¹⁰.
 *
 * @param engine Where it runs.
 * @param counts `nObs × nVars`; constants.
 * @param parameters Mean and inverse dispersion.
 * @param options Form of the parameters, size factors, mask.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` when the mask or a list of rows does not fit the observations.
 *
 * @example
 * ```ts
 * import { nb } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const loss = engine.run(() => {
 *   const one = (value: number) => engine.tensor(new Float32Array([value]), [1, 1]);
 *   return nb(engine, one(2), { mean: one(1), theta: one(1) }).dataSync()[0]!;
 * });
 * // With θ = 1 it is geometric: NB(2; 1, 1) = ½³.
 * assert(Math.abs(loss - 3 * Math.LN2) < 1e-5);
 * ```
 */
export function nb(
  engine: Engine,
  counts: Tensor,
  { mean, theta }: NbParameters,
  { size, thetaOf, logMean = false, softmaxMean = false, logTheta = false, mask }: NbOptions = {},
): Tensor {
  const [nObs, nVars] = counts.shape as [number, number];
  const thetaAt = rowsOfTheta(theta, thetaOf, nObs, nVars);
  const form = { family: "nb", logMean, softmaxMean, logTheta, thetaAt } as const;
  return likelihood(engine, { x: counts, mean, theta, size }, { ...form, ...maskedSum(mask, nObs, nVars) });
}

/** The row of theta for each observation, unless it has one of its own. */
export function rowsOfTheta(
  theta: Tensor,
  thetaOf: Int32Array | undefined,
  nObs: number,
  nVars: number,
): Int32Array | undefined {
  if (thetaOf) {
    checkLength(thetaOf.length, nObs, "thetaOf", "the observations");
    return thetaOf;
  }
  if (theta.size === nVars) return new Int32Array(nObs);
  checkLength(theta.size, nObs * nVars, "theta", "the entries");
  return undefined;
}
