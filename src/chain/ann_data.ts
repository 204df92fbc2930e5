import type { AnnData as BaseAnnData, AnnDataParts } from "../data/anndata.ts";
import { AnnData } from "./anndata.ts";
import { wrapAnnData } from "./wrap_anndata.ts";

/**
 * A chainable AnnData from its slots, or from an AnnData of the data layer.
 *
 * @param parts The slots, such as `{ X, obs, var }`.
 * @returns The object; nothing is copied.
 * @throws {WeftError} `Misaligned` when a shape does not fit; the error names the slot.
 *
 * @example
 * ```ts
 * import { annData } from "weft";
 * import { Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = annData({ X: Dense.fromRows([[1, 0], [0, 2]]), obs: new Frame(["a", "b"]) });
 * assert.deepEqual(rna.subset({ obs: ["b"] }).normalizeTotal({ targetSum: 4 }).X?.nRows, 1);
 * ```
 */
export function annData(parts: AnnDataParts | BaseAnnData): AnnData {
  return "kind" in parts ? wrapAnnData(parts) : new AnnData(parts);
}
