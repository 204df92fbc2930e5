import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { Dense } from "../data/dense.ts";
import { representation } from "../data/representation.ts";
import { transfer, type TransferOptions } from "./transfer.ts";

/** Options of {@linkcode locate}. */
export interface LocateOptions extends TransferOptions {
  /** Key in `obsm` of the embedding that both share. */
  readonly useRep: string;
  /** Key in `obsm` of the tissue's coordinates, and of those the cells get. Default `"spatial"`. */
  readonly spatialKey?: string;
}

/**
 * Places dissociated cells on a tissue: each gets a mean of the places of the spots that are like it, by nearest
 * neighbours or along a transport plan, see {@linkcode transfer}.
 *
 * A mean lies between its spots: cells of a type that is everywhere end up in the middle. How well cells are placed can
 * be held against {@linkcode transfer} from shuffled spots.
 *
 * @param cells Cells without places.
 * @param tissue Spots with places.
 * @param options See {@linkcode LocateOptions}.
 * @returns The cells with `obsm["spatial"]`, `nObs × 2` or 3, float64.
 * @throws {WeftError} `NotFound` for an embedding or coordinates that are not there; otherwise as {@linkcode transfer}.
 *
 * @example
 * ```ts
 * import { locate } from "weft/impute";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const tissue = new AnnData({
 *   X: Dense.zeros(2, 0),
 *   obsm: { X_joint: Dense.fromRows([[0], [9]]), spatial: Dense.fromRows([[10, 20], [30, 40]]) },
 * });
 * const cells = new AnnData({ X: Dense.zeros(2, 0), obsm: { X_joint: Dense.fromRows([[9], [0]]) } });
 * const placed = locate(cells, tissue, { useRep: "X_joint", method: "emd" });
 * assert.deepEqual((placed.obsm.spatial as Dense).toRows(), [[30, 40], [10, 20]]);
 * ```
 */
export function locate<T extends Annotated>(cells: T, tissue: Annotated, options: LocateOptions): T {
  const { useRep, spatialKey = "spatial", ...rest } = options;
  const places = representation(tissue, spatialKey);
  const found = transfer(representation(cells, useRep), representation(tissue, useRep), places, rest);
  return withAnnotations(cells, { obsm: { [spatialKey]: new Dense(found.data, { shape: found.shape }) } });
}
