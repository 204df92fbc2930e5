import type { ModalityMaps } from "../../data/modality_maps.ts";
import type { MuData } from "../../data/mudata.ts";
import type { Hdf5Writer } from "../hdf5_writer/writer.ts";
import { alignedTables } from "./aligned_tables.ts";
import { writeAnnData } from "./anndata.ts";
import { encoding, writeNumbers } from "./arrays.ts";
import { writeDict } from "./element.ts";
import { writeFrame } from "./frame.ts";

const ENCODER = { encoder: "weft", "encoder-version": "0.1.0" };

/** Writes a MuData as a group. */
export async function writeMuData(data: MuData, writer: Hdf5Writer): Promise<number> {
  const { obsp, varp, uns } = data;
  const obsm = alignedTables(data.obsm, data.obs), varm = alignedTables(data.varm, data.var);
  const children = new Map([
    ["obs", await writeFrame(data.obs, writer)],
    ["var", await writeFrame(data.var, writer)],
  ]);
  for (const [slot, entries] of Object.entries({ obsm, varm, obsp, varp, uns })) {
    children.set(slot, await writeDict(entries, writer, slot));
  }
  children.set("obsmap", await writeMaps(data.obsmap, writer));
  children.set("varmap", await writeMaps(data.varmap, writer));
  const modalities = new Map<string, number>();
  for (const [name, adata] of Object.entries(data.mod)) {
    modalities.set(name, await writeAnnData(adata, writer, ENCODER));
  }
  children.set("mod", writer.group(modalities, { "mod-order": data.modalityNames }));
  return writer.group(children, { axis: data.axis, ...encoding("MuData", "0.1.0"), ...ENCODER });
}

async function writeMaps(maps: ModalityMaps, writer: Hdf5Writer): Promise<number> {
  const children = new Map<string, number>();
  for (const [name, rows] of Object.entries(maps)) {
    children.set(name, await writeNumbers(Uint32Array.from(rows), "uint32", [rows.length], writer));
  }
  return writer.group(children, encoding("dict", "0.1.0"));
}
