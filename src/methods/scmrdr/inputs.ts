import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Csr } from "../../data/csr.ts";
import { rowsOfModality } from "../../data/rows_of_modality.ts";
import type { InputLayout, InputOptions } from "../method.ts";
import { modalitiesOf } from "../read_features.ts";
import type { SlotNeed } from "../slot_need.ts";
import { maskOf, sharedAxis } from "./axis.ts";
import type { ScmrdrConfig } from "./config.ts";
import { type Part, rowSums, stackedCounts } from "./counts.ts";

/** What scMRDR reads from an object. */
export interface ScmrdrInputs extends InputLayout {
  /** Cells of all modalities. */
  readonly nObs: number;
  /** The genes of the shared axis and the batches, which the network is bound to. */
  readonly names: { readonly genes: readonly string[]; readonly batches: readonly string[] };
  /** Modality of each cell. */
  readonly modality: Int32Array;
  /** Batch of each cell; −1 for one that the network does not know. */
  readonly batch: Int32Array;
  /** What was measured, `nObs × nGenes`. */
  readonly counts: Csr;
  /** Size factors: each cell's sum. */
  readonly size: Float32Array;
  /** `nModalities × nGenes`: 1 where the modality measures the gene. */
  readonly mask: Float32Array;
}

/** The slots scMRDR reads from an object with these modalities. */
export function scmrdrSlots(names: readonly string[]): SlotNeed[] {
  return names.map((name): SlotNeed => ({
    slot: "obsm",
    key: "X",
    of: { modality: name },
    next: 'Give the modality counts in X or layers["counts"].',
    values: "counts",
  }));
}

/** Reads and checks what scMRDR needs. */
export function scmrdrInputs(data: Annotated, config: ScmrdrConfig, { names }: InputOptions): ScmrdrInputs {
  const modalities = modalitiesOf(data);
  const parts = modalities.map(([name, adata]) => ({ name, adata, rows: rowsOf(data, name, adata) }));
  const modality = modalityOfRows(parts, data.nObs);
  const genes = names?.["genes"] ?? sharedAxis(modalities, config);
  const mask = maskOf(modalities, genes);
  const counts = stackedCounts(parts, genes, data.nObs, config);
  const { batch, batches } = batchesOf(parts, data.nObs, config.batchKey, names?.["batches"]);
  return {
    nObs: data.nObs,
    modalities: modalities.map(([name]) => ({ name, nFeatures: genes.length })),
    names: { genes, batches },
    modality,
    batch,
    counts,
    size: rowSums(counts),
    mask: config.mask ? mask : mask.fill(1),
  };
}

function rowsOf(data: Annotated, name: string, { nObs }: AnnData): Int32Array {
  if (nObs < 2) {
    throw new WeftError("TooSmall", {
      expected: "at least 2 cells in every modality",
      found: `${nObs}`,
      where: `modality ${show(name)}`,
      next: "Leave this modality out.",
    });
  }
  return data.kind === "anndata" ? Int32Array.from({ length: nObs }, (_, i) => i) : rowsOfModality(data, name);
}

function modalityOfRows(parts: readonly Part[], nObs: number): Int32Array {
  const modality = new Int32Array(nObs).fill(-1);
  parts.forEach(({ name, adata, rows }, m) =>
    rows.forEach((row, i) => {
      const other = modality[row]!;
      modality[row] = m;
      if (other < 0) return;
      throw new WeftError("Misaligned", {
        expected: "modalities with cells of their own",
        found: `${show(adata.obsNames[i])} in both ${show(parts[other]!.name)} and ${show(name)}`,
        next: "Call unpair() first: it takes every measured cell for one of its own, and remembers the pairs.",
      });
    })
  );
  const missing = modality.indexOf(-1);
  if (missing < 0) return modality;
  throw new WeftError("Misaligned", { expected: "cells that a modality measures", found: `none for row ${missing}` });
}

function batchesOf(
  parts: readonly Part[],
  nObs: number,
  key: string | null,
  known: readonly string[] | undefined,
): { readonly batch: Int32Array; readonly batches: readonly string[] } {
  const batch = new Int32Array(nObs).fill(-1);
  if (key === null) return { batch, batches: [] };
  const places = new Map((known ?? []).map((name, b) => [name, b]));
  for (const { name, adata, rows } of parts) {
    if (!adata.obs.has(key)) {
      throw new WeftError("NotFound", {
        expected: `column ${show(key)} in obs of every modality`,
        found: adata.obs.columnNames.length === 0 ? "no columns" : `the columns ${examples(adata.obs.columnNames, 12)}`,
        where: `modality ${show(name)}`,
        next: "Give its cells a batch too, the same one for all if there is no other, or set batchKey: null.",
      });
    }
    const column = adata.obs.column(key);
    rows.forEach((row, i) => {
      const value = column.get(i);
      if (value === null || (typeof value === "number" && Number.isNaN(value))) {
        throw new WeftError("BadValues", {
          expected: `a batch for every cell`,
          found: `none for ${show(adata.obsNames[i])}`,
          where: `column ${show(key)} of modality ${show(name)}`,
        });
      }
      const label = `${value}`;
      if (!known && !places.has(label)) places.set(label, places.size);
      batch[row] = places.get(label) ?? -1;
    });
  }
  return { batch, batches: [...places.keys()] };
}
