import type { AnnData as BaseAnnData } from "../data/anndata.ts";
import type { MuDataParts } from "../data/mudata.ts";
import { MuData } from "./mudata.ts";

/** Further slots of a {@linkcode MuData}: all but the modalities. */
export type MuDataOptions = Omit<MuDataParts, "mod">;

/**
 * A chainable MuData of modalities, joined by the names of their observations.
 *
 * @param modalities The modalities by name, in their order.
 * @param options Further slots, such as `obs` and `obsm` of the whole.
 * @returns The object; nothing is copied.
 * @throws {WeftError} `TooSmall` without modalities, `Duplicate` when names repeat, `Misaligned` when a shape does not
 * fit.
 *
 * @example
 * ```ts
 * import { annData, muData } from "weft";
 * import { Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = annData({ X: Dense.zeros(2, 3), obs: new Frame(["a", "b"]) });
 * const adt = annData({ X: Dense.zeros(2, 1), obs: new Frame(["b", "a"]) });
 * assert.deepEqual([...muData({ rna, adt }).obsmap.adt!], [2, 1]);
 * ```
 */
export function muData(modalities: Readonly<Record<string, BaseAnnData>>, options: MuDataOptions = {}): MuData {
  return new MuData({ ...options, mod: modalities });
}
