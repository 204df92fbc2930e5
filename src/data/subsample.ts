import { checkInteger, checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Rng } from "../core/rng.ts";
import type { Annotated } from "./annotated.ts";

/** Options of {@linkcode subsample}: `n` or `fraction`. */
export interface SubsampleOptions {
  /** Number of observations to keep. */
  readonly n?: number | undefined;
  /** Part of the observations to keep, from 0 to 1; rounded down, as scanpy does. */
  readonly fraction?: number | undefined;
  /** Seed of the choice; default 0. */
  readonly seed?: number | undefined;
}

/**
 * Some observations chosen at random without replacement, in their order, as a view.
 *
 * @param data One modality or several.
 * @param options `n` or `fraction`, and the seed.
 * @returns An object of the same class.
 * @throws {WeftError} `InvalidArgument` unless exactly one of `n` and `fraction` is given and possible.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, subsample } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.zeros(100, 2) });
 * assert.equal(subsample(adata, { n: 10, seed: 1 }).nObs, 10);
 * assert.equal(subsample(adata, { fraction: 0.25 }).nObs, 25);
 * ```
 */
export function subsample<T extends Annotated>(data: T, { n, fraction, seed = 0 }: SubsampleOptions): T {
  if ((n === undefined) === (fraction === undefined)) {
    throw new WeftError("InvalidArgument", {
      expected: "either n or fraction",
      found: n === undefined ? "neither" : "both",
      where: "subsample()",
    });
  }
  if (fraction !== undefined) checkNumber(fraction, "fraction", 0, 1);
  const count = n ?? Math.floor(fraction! * data.nObs);
  checkInteger(count, "n", 0, data.nObs);
  return data.subset({ obs: new Rng(seed).split("subsample").sample(data.nObs, count) }) as T;
}
