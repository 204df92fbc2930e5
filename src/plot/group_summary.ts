import { WeftError } from "../core/error.ts";
import type { GeneTable } from "./gene_table.ts";

/** How numbers are stretched to 0 … 1 before they are drawn. */
export type StandardScale = "var" | "group" | undefined;

/** What each gene does in each group. */
export interface GroupSummary {
  /** Mean, a row a group and a column a gene. */
  readonly mean: readonly Float64Array[];
  /** Share of observations above the cutoff, likewise. */
  readonly fraction: readonly Float64Array[];
}

/** Mean and share of expressing observations of each gene in each group; `onlyExpressed` leaves the others out of the mean. */
export function summarize(
  { columns }: GeneTable,
  groups: readonly Int32Array[],
  cutoff: number,
  onlyExpressed: boolean,
): GroupSummary {
  const mean = groups.map(() => new Float64Array(columns.length));
  const fraction = groups.map(() => new Float64Array(columns.length));
  groups.forEach((rows, g) =>
    columns.forEach((values, j) => {
      let [sum, known, above] = [0, 0, 0];
      for (const i of rows) {
        const value = values[i]!;
        if (value !== value) continue;
        known++;
        if (value > cutoff) above++;
        if (value > cutoff || !onlyExpressed) sum += value;
      }
      mean[g]![j] = sum / (onlyExpressed ? above || 1 : known);
      fraction[g]![j] = above / known;
    })
  );
  return { mean, fraction };
}

/** A table stretched so that each column ("var") or row ("group") goes from 0 to 1; the same table when nothing is asked. */
export function standardized(table: readonly Float64Array[], by: StandardScale): readonly Float64Array[] {
  if (by === undefined) return table;
  if (by === "group") return table.map(stretched);
  const columns = Array.from(table[0]!, (_, j) => stretched(Float64Array.from(table, (row) => row[j]!)));
  return table.map((_, g) => Float64Array.from(columns, (column) => column[g]!));
}

function stretched(values: Float64Array): Float64Array {
  const known = values.filter(Number.isFinite);
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  return values.map((value) => high > low ? (value - low) / (high - low) : value - low);
}

/** Least and greatest number of a table, or what was asked for. */
export function rangeOf(table: readonly Float64Array[], vmin?: number, vmax?: number): [number, number] {
  const known = table.flatMap((row) => [...row.filter(Number.isFinite)]);
  const low = vmin ?? known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = vmax ?? known.reduce((most, value) => Math.max(most, value), -Infinity);
  if (low > high && known.length > 0) {
    throw new WeftError("InvalidArgument", {
      expected: "vmin to be no more than vmax",
      found: `${low} and ${high}`,
    });
  }
  return low < high ? [low, high] : Number.isFinite(low) ? [low - 0.5, low + 0.5] : [0, 1];
}
