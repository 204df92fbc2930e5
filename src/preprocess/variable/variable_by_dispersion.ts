import { BooleanColumn } from "../../data/columns/boolean_column.ts";
import { takeRows } from "../../data/matrix.ts";
import { type DispersionFlavor, type Dispersions, dispersionsOf } from "./dispersions.ts";
import type { RowMajor } from "../row_major.ts";
import type { VariableColumns } from "./variable_columns.ts";

/** Open limits for mean and normalised dispersion. */
export interface DispersionCutoffs {
  readonly minMean: number;
  readonly maxMean: number;
  readonly minDisp: number;
  readonly maxDisp: number;
}

/** What the choice by dispersion needs to know. */
export interface ByDispersion {
  /** How dispersions are compared. */
  readonly flavor: DispersionFlavor;
  /** Rows of every batch; `undefined` for one batch in which unexpressed variables count too. */
  readonly batches: readonly Int32Array[] | undefined;
  /** How many variables to choose; the cutoffs decide when left out. */
  readonly nTop: number | undefined;
  /** Limits used without `nTop`. */
  readonly cutoffs: DispersionCutoffs;
  /** Bins of means for `seurat`. */
  readonly nBins: number;
  /** Base of the logarithm in the data, `null` for natural. */
  readonly base: number | null;
}

/** Highly variable features by dispersion (flavors `seurat` and `cell_ranger`). */
export function variableByDispersion(x: RowMajor, options: ByDispersion): VariableColumns {
  const { flavor, batches, nTop, cutoffs, nBins, base } = options;
  if (!batches) {
    const all = dispersionsOf(x, flavor, { nBins, base, expressedOnly: false });
    return columns(all, chosenOf(all, nTop, cutoffs));
  }
  const each = batches.map((rows) =>
    dispersionsOf(takeRows(x, rows) as RowMajor, flavor, { nBins, base, expressedOnly: true })
  );
  const inBatches = new Int32Array(x.nCols);
  for (const one of each) chosenOf(one, nTop, cutoffs).forEach((chosen, j) => inBatches[j]! += chosen);
  const average: Dispersions = {
    means: meanOf(each.map((one) => one.means)),
    dispersions: meanOf(each.map((one) => one.dispersions)),
    normalized: meanOf(each.map((one) => one.normalized)),
  };
  const chosen = nTop === undefined
    ? chosenOf(average, undefined, cutoffs)
    : mostOften(inBatches, average.normalized, nTop);
  return {
    ...columns(average, chosen),
    highly_variable_nbatches: inBatches,
    highly_variable_intersection: new BooleanColumn(Uint8Array.from(inBatches, (n) => n === batches.length ? 1 : 0)),
  };
}

function columns({ means, dispersions, normalized }: Dispersions, chosen: Uint8Array): VariableColumns {
  return { highly_variable: new BooleanColumn(chosen), means, dispersions, dispersions_norm: normalized };
}

function chosenOf(found: Dispersions, nTop: number | undefined, cutoffs: DispersionCutoffs): Uint8Array {
  const { means, normalized } = found;
  if (nTop === undefined) {
    const { minMean, maxMean, minDisp, maxDisp } = cutoffs;
    return Uint8Array.from(means, (mean, j) => {
      const dispersion = normalized[j]! || 0;
      return mean > minMean && mean < maxMean && dispersion > minDisp && dispersion < maxDisp ? 1 : 0;
    });
  }
  const known = normalized.filter((value) => !Number.isNaN(value)).sort();
  const limit = known[Math.max(0, known.length - nTop)] ?? Infinity;
  return Uint8Array.from(normalized, (value) => value >= limit ? 1 : 0);
}

/** The variables chosen in most batches, ties by normalised dispersion. */
function mostOften(inBatches: Int32Array, normalized: Float64Array, nTop: number): Uint8Array {
  const value = (j: number) => Number.isNaN(normalized[j]!) ? -Infinity : normalized[j]!;
  const order = Int32Array.from(inBatches.keys()).sort((a, b) =>
    inBatches[b]! - inBatches[a]! || (value(a) === value(b) ? a - b : value(b) - value(a))
  );
  const chosen = new Uint8Array(inBatches.length);
  for (const j of order.subarray(0, nTop)) chosen[j] = 1;
  return chosen;
}

/** Mean over the lists, leaving NaN out. */
function meanOf(lists: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: lists[0]!.length }, (_, j) => {
    const known = lists.map((list) => list[j]!).filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
