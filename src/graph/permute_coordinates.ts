import { Rng } from "../core/rng.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import type { MuData } from "../data/mudata.ts";
import { sectionsOf } from "./spatial/sections_of.ts";
import { spatialCoordinates, type SpatialCoordinatesOptions } from "./spatial_coordinates.ts";

/** Options of {@linkcode permuteCoordinates}. */
export interface PermuteCoordinatesOptions extends SpatialCoordinatesOptions {
  /** Column of `obs` that names sections: spots change places within theirs. */
  readonly libraryKey?: string;
  /** Seed of the permutation. Default 0. */
  readonly seed?: number;
}

/**
 * Lets the spots change places at random: the control that tells whether a result owes anything to where spots lie.
 *
 * @param data One modality or several, with coordinates.
 * @param options See {@linkcode PermuteCoordinatesOptions}.
 * @returns The object with `obsm["spatial"]` permuted; of a MuData in the whole, and left out of its modalities.
 * @throws {WeftError} `NotFound` or `Ambiguous` coordinates.
 *
 * @example
 * ```ts
 * import { permuteCoordinates, spatialCoordinates } from "weft/graph";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const spatial = Dense.fromRows([[0, 0], [1, 1], [2, 2]], "float64");
 * const adata = new AnnData({ obs: new Frame(["a", "b", "c"]), obsm: { spatial } });
 * const control = permuteCoordinates(adata, { seed: 1 });
 * assert.deepEqual(spatialCoordinates(control).toRows().sort(), [[0, 0], [1, 1], [2, 2]]);
 * ```
 */
export function permuteCoordinates<T extends Annotated>(data: T, options: PermuteCoordinatesOptions = {}): T {
  const { spatialKey = "spatial", libraryKey, seed = 0 } = options;
  const coords = spatialCoordinates(data, options);
  const rng = new Rng(seed).split("permuteCoordinates");
  const from = new Int32Array(data.nObs);
  for (const { rows } of sectionsOf(data, libraryKey)) {
    rng.permutation(rows.length).forEach((p, i) => from[rows[i]!] = rows[p]!);
  }
  const bare = data.kind === "mudata" ? withoutPlaces(data, spatialKey) : data;
  return withAnnotations(bare as T, { obsm: { [spatialKey]: coords.takeRows(from) } });
}

/** Modalities that kept the old places would contradict the whole. */
function withoutPlaces(data: MuData, spatialKey: string): MuData {
  const mod = Object.entries(data.mod).map(([name, modality]) => [
    name,
    modality.with({ obsm: { [spatialKey]: undefined } }),
  ]);
  return data.with({ mod: Object.fromEntries(mod) });
}
