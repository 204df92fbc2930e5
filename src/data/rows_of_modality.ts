import type { MuData } from "./mudata.ts";

/** Row of the whole of each of a modality's observations, in the modality's order. */
export function rowsOfModality(mdata: MuData, name: string): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(mdata.modality(name).nObs);
  mdata.obsmap[name]!.forEach((row, i) => {
    if (row > 0) rows[row - 1] = i;
  });
  return rows;
}
