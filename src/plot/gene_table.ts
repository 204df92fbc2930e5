import { show } from "../core/check.ts";
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
  if (source.useRaw === true && source.layer !== undefined) return undefined;
  const raw = source.layer === undefined && source.useRaw !== false ? data.raw : null;
  if (source.useRaw === true && !raw) return undefined;
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
