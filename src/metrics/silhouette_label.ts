import type { Dense } from "../data/dense.ts";
import type { Labels } from "./labels.ts";
import { silhouette, type SilhouetteOptions } from "./silhouette.ts";

/**
 * Silhouette of cell types (scIB's ASW label): the mean over rows of (s + 1)/2, s from {@linkcode silhouetteSamples}.
 *
 * @param x The embedding, `n × d`, finite values.
 * @param labels Cell type of every row; rows without one are left out.
 * @param options `metric`, `sampleSize`, `seed`, `signal`, `onProgress`.
 * @returns A number from 0 to 1, higher for types that lie apart; NaN when there are fewer than two.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { silhouetteLabel } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [0], [9], [9]]);
 * assert.equal(silhouetteLabel(x, ["T", "T", "B", "B"]), 1);
 * ```
 */
export function silhouetteLabel(x: Dense, labels: Labels, options: SilhouetteOptions = {}): number {
  return (1 + silhouette(x, labels, options)) / 2;
}
