import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { toDense } from "../data/matrix.ts";
import { obsVector } from "../data/obs_vector.ts";
import { isNumeric, numbersOf } from "./channel.ts";
import type { NamedSet } from "./matrix_labels.ts";

/** Which genes a picture shows: a list, or lists by name. */
export type VarNames = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** Where the values of genes are read from. */
export interface GeneSource {
  /** Layer that genes are read from. Default: `raw` where it knows the gene, else `X`. */
  readonly layer?: string | undefined;
  /** Whether genes are read from `raw`. Default: when there is one that knows the gene and no `layer` is named. */
  readonly useRaw?: boolean | undefined;
}

/** Values of some genes in all observations. */
export interface GeneTable {
  readonly names: readonly string[];
  /** How the names stand together; one set without a name when they are a plain list. */
  readonly sets: readonly NamedSet[];
  /** `nObs` values of each gene; NaN is missing. */
  readonly columns: readonly Float64Array[];
}

/** The genes asked for, in their order. */
export function geneTable(data: Annotated, varNames: VarNames, source: GeneSource): GeneTable {
  const lists = Array.isArray(varNames) ? { "": varNames as readonly string[] } : varNames as Record<string, string[]>;
  const names = Object.values(lists).flat();
  if (names.length === 0) {
    throw new WeftError("TooSmall", { expected: "at least one name in varNames", found: "none" });
  }
  const sets = Object.entries(lists).filter(([, { length }]) => length > 0)
    .map(([name, { length }]) => ({ name, length }));
  return {
    names,
    sets,
    columns: fromOneMatrix(data, names, source) ?? names.map((name) => oneByOne(data, name, source)),
  };
}

function oneByOne(data: Annotated, name: string, source: GeneSource): Float64Array {
  const column = obsVector(data, name, source);
  if (isNumeric(column)) return numbersOf(column);
  throw new WeftError("BadValues", { expected: `${show(name)} to hold numbers`, found: `${column.kind} values` });
}

/** All genes cut out of a matrix at once: a sparse matrix is gone through once instead of once a gene. */
function fromOneMatrix(data: Annotated, names: readonly string[], source: GeneSource): Float64Array[] | undefined {
  if (data.kind !== "anndata" || names.some((name) => data.obs.has(name))) return undefined;
  const raw = source.layer === undefined && source.useRaw !== false ? data.raw : null;
  const [matrix, index] = raw ? [raw.X, raw.var.index] : [
    source.layer === undefined ? data.X : data.layers[source.layer],
    data.varNames,
  ];
  const places = new Map(index.map((name, at) => [name, at]));
  const order = names.map((name) => places.get(name));
  if (!matrix || order.includes(undefined)) return undefined;
  const { data: values, nCols } = toDense(matrix.takeColumns(order as number[]));
  return names.map((_, j) => Float64Array.from({ length: data.nObs }, (_, i) => Number(values[i * nCols + j])));
}

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
      found: examples([`${low}`, `${high}`]),
    });
  }
  return low < high ? [low, high] : Number.isFinite(low) ? [low - 0.5, low + 0.5] : [0, 1];
}
