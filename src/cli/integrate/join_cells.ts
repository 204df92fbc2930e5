import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { categorical } from "../../data/columns/categorical.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import { type Column, column } from "../../data/columns/column.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { MuData } from "../../data/mudata.ts";
import { rowsOfModality } from "../../data/rows_of_modality.ts";
import { unpair } from "../../data/unpair.ts";
import { varNamesMakeUnique } from "../../data/var_names_make_unique.ts";
import type { PreparedTissue } from "./prepare.ts";
import type { Settings } from "./settings.ts";

/** Fewest cells that anything can be said about. */
const LEAST = 3;

/** Column of `obs` that says by which modality a cell was measured. */
export const MODALITY_KEY = "modality";

/**
 * Puts cells of all modalities one behind the other: `obs` of the whole tells their modality, and the labels and batches
 * that were named; every modality is told its batches too.
 *
 * @throws {WeftError} `Misaligned` for cells of several modalities that nobody asked to take apart; `NotFound` for a
 * column that is not there, or a batch that a modality lacks; `BadValues` for cells without a batch; `TooSmall` for a
 * modality of one cell.
 */
export function joinCells(tissue: MuData, { unpair: apart, labelsKey, batchKey }: Settings): PreparedTissue {
  const cells = withUniqueFeatures(apart ? unpair(tissue) : tissue);
  checkApart(cells);
  for (const [name, { nObs }] of Object.entries(cells.mod)) checkSize(name, nObs);
  const labels = labelsKey === undefined ? undefined : gathered(cells, labelsKey);
  const batches = batchKey === undefined ? undefined : gathered(cells, batchKey);
  if (batches) checkBatches(cells, batchKey!, batches);
  const joined = cells.with({
    obs: {
      [MODALITY_KEY]: modalities(cells),
      ...(labels && { [labelsKey!]: labels }),
      ...(batches && { [batchKey!]: batches }),
    },
    mod: batches ? withBatches(cells, batchKey!, batches) : {},
  });
  const without = labels ? codesOf(labels).codes.filter((code) => code < 0).length : 0;
  const notes = without === 0
    ? []
    : [`${without} of ${cells.nObs} cells have no label in obs[${show(labelsKey)}] and are not scored.`];
  return { tissue: joined, notes };
}

/** Features of one name would be taken for one gene. */
function withUniqueFeatures(cells: MuData): MuData {
  const mod = Object.entries(cells.mod).map(([name, adata]) => [name, varNamesMakeUnique(adata)] as const);
  return cells.with({ mod: Object.fromEntries(mod) });
}

function checkSize(name: string, nObs: number): void {
  if (nObs >= LEAST) return;
  throw new WeftError("TooSmall", {
    expected: `at least ${LEAST} cells`,
    found: `${nObs}`,
    where: `modality ${show(name)}`,
    next: "Leave the modality out, or bring more cells.",
  });
}

function checkApart({ obsNames, obsmap, modalityNames }: MuData): void {
  const times = new Uint8Array(obsNames.length);
  for (const name of modalityNames) obsmap[name]!.forEach((row, i) => times[i]! += row > 0 ? 1 : 0);
  const shared = obsNames.filter((_, i) => times[i]! > 1);
  if (shared.length === 0) return;
  throw new WeftError("Misaligned", {
    expected: "modalities with cells of their own",
    found: `${shared.length} cells in several (${examples(shared)})`,
    next: "Pass --unpair to take every measured cell for one of its own, or make names that only look alike unique.",
  });
}

/** A column of all cells: each modality's own, else the whole's. */
function gathered(cells: MuData, key: string): Column {
  const { obs, mod } = cells;
  const own = Object.entries(mod).filter(([, adata]) => adata.obs.has(key));
  if (own.length === 0 && !obs.has(key)) {
    const known = new Set([obs, ...Object.values(mod).map((adata) => adata.obs)].flatMap((one) => one.columnNames));
    throw new WeftError("NotFound", {
      expected: `a column ${show(key)} in obs of a modality or of the whole`,
      found: known.size === 0 ? "no columns at all" : `the columns ${examples(known, 12)}`,
    });
  }
  const values: unknown[] = obs.has(key) ? obs.column(key).toArray() : new Array(cells.nObs).fill(null);
  for (const [name, adata] of own) {
    const measured = adata.obs.column(key);
    rowsOfModality(cells, name).forEach((row, i) => values[row] = measured.get(i));
  }
  const isNumeric = values.every((value) => value === null || typeof value === "number");
  return column((isNumeric ? values : values.map((value) => value === null ? null : `${value}`)) as (string | null)[]);
}

function checkBatches(cells: MuData, key: string, batches: Column): void {
  const { codes } = codesOf(batches);
  for (const [name, { obsNames }] of Object.entries(cells.mod)) {
    const rows = rowsOfModality(cells, name);
    const without = obsNames.filter((_, i) => codes[rows[i]!]! < 0);
    if (without.length === 0) continue;
    const all = without.length === obsNames.length;
    throw new WeftError(all ? "NotFound" : "BadValues", {
      expected: `a batch in obs[${show(key)}] for every cell`,
      found: all ? "none at all" : `${without.length} cells without (${examples(without)})`,
      where: `modality ${show(name)}`,
      next: "Give these cells a batch, the same one for all if there is no other, or leave --batch-key out.",
    });
  }
}

function modalities(cells: MuData): Column {
  const names = new Array<string>(cells.nObs);
  for (const name of cells.modalityNames) for (const row of rowsOfModality(cells, name)) names[row] = name;
  return categorical(names, { categories: cells.modalityNames });
}

function withBatches(cells: MuData, key: string, batches: Column): Record<string, AnnData> {
  return Object.fromEntries(
    Object.entries(cells.mod).map(([name, adata]) =>
      [name, adata.with({ obs: { [key]: batches.take(rowsOfModality(cells, name)) } })] as const
    ),
  );
}
