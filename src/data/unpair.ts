import { takeArrays } from "./axis_slots.ts";
import { categorical } from "./columns/categorical.ts";
import type { MuData } from "./mudata.ts";
import type { MuDataParts } from "./mudata_parts.ts";
import { remakeMuData } from "./remake.ts";
import { rowsOfModality } from "./rows_of_modality.ts";

/**
 * Takes every measured cell for one of its own: cells that several modalities measured become as many, named
 * `MODALITY:CELL`, one modality's behind the other's. For methods of unpaired data; the pairs are kept for scoring.
 *
 * Tables and arrays of the whole follow their cells; matrices between cells are dropped. `obs["modality"]` tells a cell's
 * modality, `obs["cell"]` the name under which its partners are found.
 *
 * @param mdata Several modalities.
 * @returns An object of the same class whose modalities share no cell.
 * @example
 * ```ts
 * import { AnnData, Frame, MuData, unpair } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const [rna, atac] = [["a", "b"], ["b"]].map((names) => new AnnData({ obs: new Frame(names) }));
 * const apart = unpair(new MuData({ mod: { rna: rna!, atac: atac! } }));
 * assert.deepEqual(apart.obsNames, ["rna:a", "rna:b", "atac:b"]);
 * assert.deepEqual(apart.obs.column("cell").toArray(), ["a", "b", "b"]);
 * ```
 */
export function unpair<T extends MuData>(mdata: T): T {
  const modalities = Object.entries(mdata.mod);
  const rows = Int32Array.from(modalities.flatMap(([name]) => Array.from(rowsOfModality(mdata, name))));
  const mod = Object.fromEntries(modalities.map(([name, adata]) => {
    const names = adata.obsNames.map((cell) => `${name}:${cell}`);
    return [name, adata.with({ obs: adata.obs.withIndex(names) })];
  }));
  const modality = modalities.flatMap(([name, { nObs }]) => new Array<string>(nObs).fill(name));
  const names = Object.values(mod).flatMap(({ obsNames }) => obsNames);
  const obs = mdata.obs.takeRows(rows).withIndex(names, null).with({
    modality: categorical(modality, { categories: mdata.modalityNames }),
    cell: modalities.flatMap(([, { obsNames }]) => [...obsNames]),
  });
  const { axis, var: vars, varm, varp, uns } = mdata;
  const parts: MuDataParts = { mod, axis, obs, var: vars, varm, varp, uns, obsm: takeArrays(mdata.obsm, rows) };
  return remakeMuData(mdata, parts);
}
