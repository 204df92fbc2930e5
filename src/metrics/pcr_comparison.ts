import { checkLength } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import type { Labels } from "./labels.ts";
import { pcr, type PcrOptions } from "./pcr.ts";

/** Options of {@linkcode pcrComparison}. */
export interface PcrComparisonOptions extends PcrOptions {
  /** Gives a fall of the share as a number from 0 to 1, and 0 for a rise; else the plain difference post − pre. Default true. */
  readonly scale?: boolean;
}

/** What rounding leaves of a share that is 0. */
const NOTHING = 1e-12;

/**
 * PCR comparison (scIB): by how much integration lowered the share of variance that batches explain,
 * max(0, (pre − post)/pre), see {@linkcode pcr}.
 *
 * @param pre Features before integration, mostly 50 principal components, `n × d`.
 * @param post The integrated embedding, `n × d′`.
 * @param covariate Batch (or modality) of every row, none missing.
 * @param options `categorical`, `nComps` (at most those there are), `scale`.
 * @returns A number from 0 to 1, higher is better; NaN when the covariate explains nothing before.
 * @throws {WeftError} `Misaligned` when rows differ in number; `BadValues`.
 *
 * @example
 * ```ts
 * import { pcrComparison } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const apart = Dense.fromRows([[0], [1], [9], [10]]);
 * const mixed = Dense.fromRows([[0], [1], [0], [1]]);
 * assert.equal(pcrComparison(apart, mixed, ["1", "1", "2", "2"]), 1);
 * assert.equal(pcrComparison(apart, apart, ["1", "1", "2", "2"]), 0);
 * ```
 */
export function pcrComparison(
  pre: Dense,
  post: Dense,
  covariate: Labels,
  options: PcrComparisonOptions = {},
): number {
  const { scale = true, ...rest } = options;
  checkLength(post.nRows, pre.nRows, "post", "pre");
  const share = (x: Dense) => pcr(x, covariate, atMost(rest, Math.min(x.nRows, x.nCols)));
  const before = share(pre);
  const after = share(post);
  if (!scale) return after - before;
  return before < NOTHING ? NaN : Math.max(0, (before - after) / before);
}

/** An embedding with fewer dimensions than components are looked at has them all looked at. */
function atMost(options: PcrOptions, most: number): PcrOptions {
  return options.nComps === undefined || options.nComps <= most ? options : { ...options, nComps: most };
}
