import type { AnnData } from "../../data/anndata.ts";
import type { Hdf5Writer, WrittenAttributes } from "../hdf5_writer/writer.ts";
import { alignedTables } from "./aligned_tables.ts";
import { encoding } from "./arrays.ts";
import { writeDict, writeElement } from "./element.ts";
import { writeFrame } from "./frame.ts";

/** Writes an AnnData as a group. */
export async function writeAnnData(
  adata: AnnData,
  writer: Hdf5Writer,
  attributes: WrittenAttributes = {},
): Promise<number> {
  const { X, raw, layers, obsp, varp, uns } = adata;
  const obsm = alignedTables(adata.obsm, adata.obs), varm = alignedTables(adata.varm, adata.var);
  const children = new Map<string, number>();
  if (X) children.set("X", await writeElement(X, writer, "X"));
  if (raw) {
    const parts = new Map([
      ["X", await writeElement(raw.X, writer, "raw.X")],
      ["var", await writeFrame(raw.var, writer)],
      ["varm", await writeDict(raw.varm, writer, "raw.varm")],
    ]);
    children.set("raw", writer.group(parts, encoding("raw", "0.1.0")));
  }
  children.set("obs", await writeFrame(adata.obs, writer));
  children.set("var", await writeFrame(adata.var, writer));
  for (const [slot, entries] of Object.entries({ layers, obsm, varm, obsp, varp, uns })) {
    children.set(slot, await writeDict(entries, writer, slot));
  }
  return writer.group(children, { ...encoding("anndata", "0.1.0"), ...attributes });
}
