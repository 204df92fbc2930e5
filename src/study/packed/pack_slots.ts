import type { Annotated } from "../../data/annotated.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { AxisArray } from "../../data/anndata_parts.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import type { Matrix } from "../../data/matrix.ts";
import { representation } from "../../data/representation.ts";
import type { SlotNeed } from "../../methods/slot_need.ts";
import { packFeatures } from "./packed_features.ts";
import { type PackedMatrix, packMatrix } from "./packed_matrix.ts";
import type { PackedModality, PackedTable, PackedTissue } from "./packed_tissue.ts";

/**
 * The slots named of an object and nothing else, with the modalities named, and of the columns named those that it has;
 * with a main matrix its features and the layers that are named like columns.
 *
 * @throws {WeftError} `NotFound` when a representation is a table.
 */
export function packSlots(
  data: Annotated,
  needs: readonly SlotNeed[],
  modalities: readonly string[],
  columns: readonly string[] = [],
): PackedTissue {
  const whole = needs.filter(({ of }) => data.kind === "anndata" || of === "whole");
  const keysIn = (slot: SlotNeed["slot"]) => whole.filter((need) => need.slot === slot).map(({ key }) => key);
  const wantsX = keysIn("obsm").includes("X") && data.kind === "anndata" && data.X;
  return {
    kind: data.kind,
    nObs: data.nObs,
    ...(wantsX && data.kind === "anndata" ? { X: packMatrix(data.X!), features: packFeatures(data, columns) } : {}),
    obs: packColumns(data, columns),
    obsm: packTables(data, data.obsm, keysIn("obsm").filter((key) => !(wantsX && key === "X"))),
    obsp: Object.fromEntries(keysIn("obsp").map((key) => [key, packMatrix(data.obsp[key]!)])),
    modalities: data.kind === "anndata" ? {} : Object.fromEntries(modalities.map((name) => {
      const keys = needs.filter(({ of }) => of !== "whole" && of.modality === name).map(({ key }) => key);
      const adata = data.modality(name);
      const obs = packColumns(adata, columns);
      return [name, { ...packModality(adata, rowsOf(data.obsmap[name]!, adata.nObs), keys, columns), obs }];
    })),
  };
}

function packModality(
  adata: AnnData,
  rows: Int32Array,
  keys: readonly string[],
  words: readonly string[],
): Omit<PackedModality, "obs"> {
  const wantsX = keys.includes("X") && adata.X !== null;
  const obsm = packTables(adata, adata.obsm, keys.filter((key) => !(wantsX && key === "X")));
  return { rows, ...(wantsX && { X: packMatrix(adata.X!), features: packFeatures(adata, words) }), obsm };
}

function packColumns({ obs }: Annotated, columns: readonly string[]): PackedTissue["obs"] {
  return Object.fromEntries(columns.filter((name) => obs.has(name)).map((name) => [name, codesOf(obs.column(name))]));
}

function packTables(
  owner: Annotated,
  slots: Readonly<Record<string, AxisArray>>,
  keys: readonly string[],
): PackedTable {
  const pack = (key: string): PackedMatrix => {
    const found = slots[key];
    return packMatrix(found && found.kind !== "frame" ? found as Matrix : representation(owner, key));
  };
  return Object.fromEntries([...new Set(keys)].map((key) => [key, pack(key)]));
}

/** For each row of a modality, that of the whole. */
function rowsOf(obsmap: Int32Array, nObs: number): Int32Array {
  const rows = new Int32Array(nObs).fill(-1);
  obsmap.forEach((row, i) => {
    if (row > 0) rows[row - 1] = i;
  });
  return rows;
}
