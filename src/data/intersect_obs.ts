import { WeftError } from "../core/error.ts";
import { checkAligned } from "./check_aligned.ts";
import type { MuData } from "./mudata.ts";
import type { UnsDict } from "./uns.ts";

/**
 * The observations that all modalities have, in the order of the whole, which every modality then follows.
 *
 * How many each modality lost stands in `uns.weft.intersect_obs`: `{ n_kept, n_dropped: { rna: 0, adt: 12 } }`.
 *
 * @param mdata Several modalities.
 * @returns An object of the same class whose modalities hold the same observations in the same order.
 * @throws {WeftError} `Misaligned` when no observation is in all modalities.
 *
 * @example
 * ```ts
 * import { AnnData, Frame, intersectObs, MuData } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = new AnnData({ obs: new Frame(["a", "b", "c"]) });
 * const adt = new AnnData({ obs: new Frame(["c", "b", "d"]) });
 * const both = intersectObs(new MuData({ mod: { rna, adt } }));
 * assert.deepEqual(both.obsNames, ["b", "c"]);
 * assert.deepEqual(both.modality("adt").obsNames, ["b", "c"]);
 * assert.deepEqual(both.uns.weft, { intersect_obs: { n_kept: 2, n_dropped: { rna: 1, adt: 1 } } });
 * ```
 */
export function intersectObs<T extends MuData>(mdata: T): T {
  const maps = Object.values(mdata.obsmap);
  const rows = Int32Array.from(mdata.obsNames.keys().filter((i) => maps.every((map) => map[i]! > 0)));
  if (rows.length === 0 && mdata.nObs > 0) {
    checkAligned(mdata);
    throw new WeftError("Misaligned", {
      expected: `observations that all of ${mdata.modalityNames.length} modalities have`,
      found: "none",
    });
  }
  const dropped = Object.entries(mdata.mod).map(([name, adata]) => [name, adata.nObs - rows.length]);
  const note = { "n_kept": rows.length, "n_dropped": Object.fromEntries(dropped) };
  const weft = mdata.uns.weft as UnsDict | undefined;
  return mdata.subset({ obs: rows }).with({ uns: { weft: { ...weft, "intersect_obs": note } } });
}
