import { checkInteger } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import { checkLabels, labelCodes, labelledRows, type Labels } from "./labels.ts";
import { nearestSpots } from "./nearest_spots.ts";

/** Options of {@linkcode pas}. */
export interface PasOptions {
  /** How many nearest spots are looked at. Default 10. */
  readonly nNeighbors?: number;
}

/**
 * Percentage of abnormal spots, as a share: spots of which more than half of the nearest spots (6 of 10) carry another
 * label. Lower is smoother.
 *
 * @param labels One label a spot; spots without a label are left out and are no neighbours.
 * @param coordinates `nObs × 2` (or 3), such as `obsm["spatial"]`; any unit.
 * @param options `nNeighbors`.
 * @returns A number from 0 to 1.
 * @throws {WeftError} `Misaligned` when there is not one label a spot; `TooSmall` when there are not more spots than
 * neighbours; `BadValues` when a coordinate is not finite.
 *
 * @example One stray spot in a row of one domain
 * ```ts
 * import { pas } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const row = Dense.fromRows([[0], [1], [2], [3], [4]]);
 * assert.equal(pas(["a", "a", "b", "a", "a"], row, { nNeighbors: 2 }), 0.2);
 * ```
 */
export function pas(labels: Labels, coordinates: Dense, { nNeighbors = 10 }: PasOptions = {}): number {
  checkInteger(nNeighbors, "nNeighbors", 1);
  checkLabels(labels, coordinates.nRows, "the coordinates");
  const { codes } = labelCodes(labels);
  const rows = labelledRows(codes);
  const { indices } = nearestSpots(coordinates.takeRows(rows), nNeighbors);
  let abnormal = 0;
  for (let i = 0; i < rows.length; i++) {
    let other = 0;
    for (let k = 0; k < nNeighbors; k++) if (codes[rows[indices[i * nNeighbors + k]!]!] !== codes[rows[i]!]) other++;
    if (other > nNeighbors / 2) abnormal++;
  }
  return abnormal / rows.length;
}
