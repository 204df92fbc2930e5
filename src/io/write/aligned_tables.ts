import type { AxisArray } from "../../data/anndata_parts.ts";
import type { Frame } from "../../data/frame.ts";
import type { Slots } from "../../data/slots.ts";

/**
 * The entries of `obsm` or `varm` with every table under the names of its axis: Python refuses a file in which they
 * differ, as they do once the names of the axis have been made unique.
 */
export function alignedTables(arrays: Slots<AxisArray>, { index }: Frame): Slots<AxisArray> {
  const aligned: Record<string, AxisArray> = Object.create(null);
  for (const [name, array] of Object.entries(arrays)) {
    aligned[name] = array.kind === "frame" && array.index !== index ? array.withIndex(index) : array;
  }
  return aligned;
}
