import { Dense } from "../data/dense.ts";
import { groupedRows } from "./grouped_rows.ts";
import type { Labels } from "./labels.ts";
import { nearestSpots } from "./nearest_spots.ts";

/**
 * Spatial chaos score: the mean distance of a spot to the nearest spot of its own cluster, in standardised coordinates.
 * Lower is smoother.
 *
 * Coordinates are scaled per axis to mean 0 and standard deviation 1 (ddof 0); a constant axis adds nothing. Clusters of one or two spots add nothing
 * to the sum, while their spots count in the number it is divided by.
 *
 * @param labels One label a spot; spots without a label are left out.
 * @param coordinates `nObs × 2` (or 3), such as `obsm["spatial"]`; any unit.
 * @returns A number ≥ 0; NaN without spots.
 * @throws {WeftError} `Misaligned` when there is not one label a spot; `BadValues` when a coordinate is not finite.
 *
 * @example Neighbouring spots of one domain are nearer to their kind than mixed ones
 * ```ts
 * import { chaos } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const row = Dense.fromRows([[0], [1], [2], [3], [4], [5]]);
 * assert(chaos([0, 0, 0, 1, 1, 1], row) < chaos([0, 1, 0, 1, 0, 1], row));
 * ```
 */
export function chaos(labels: Labels, coordinates: Dense): number {
  const { values, width, order, starts } = groupedRows(coordinates, labels, "euclidean");
  const n = order.length;
  if (n === 0) return NaN;
  standardize(values, n, width);
  let sum = 0;
  for (let k = 0; k + 1 < starts.length; k++) {
    const size = starts[k + 1]! - starts[k]!;
    if (size <= 2) continue;
    const cluster = values.subarray(starts[k]! * width, starts[k + 1]! * width);
    const { squared } = nearestSpots(new Dense(cluster, { shape: [size, width] }), 1);
    for (const square of squared) sum += Math.sqrt(square);
  }
  return sum / n;
}

function standardize(values: Float64Array, n: number, width: number): void {
  for (let c = 0; c < width; c++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i * width + c]! / n;
    let square = 0;
    for (let i = 0; i < n; i++) square += (values[i * width + c]! - mean) ** 2 / n;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let i = 0; i < n; i++) values[i * width + c] = (values[i * width + c]! - mean) * scale;
  }
}
