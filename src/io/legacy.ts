import { CategoricalColumn } from "../data/columns/categorical_column.ts";
import { NumericColumn } from "../data/columns/numeric_column.ts";
import { StringColumn } from "../data/columns/string_column.ts";
import type { Frame } from "../data/frame.ts";
import type { Matrix } from "../data/matrix.ts";
import { Dense } from "../data/dense.ts";
import { StringArray } from "../data/uns/string_array.ts";
import type { UnsDict, UnsValue } from "../data/uns.ts";
import { isMatrix } from "./elements/slots.ts";

interface Frames {
  readonly obs: Frame | undefined;
  readonly var: Frame | undefined;
}

type Uns = Readonly<Record<string, UnsValue>>;

const SUFFIX = "_categories";

/**
 * Files by anndata before 0.7 keep the categories of a column `x` in `uns["x_categories"]` and bare codes in the table:
 * the tables with their categoricals, and `uns` without what served for them.
 */
export function restoreCategories({ obs, var: vars }: Frames, uns: Uns): [Frames, Uns] {
  let frames: Frames = { obs, var: vars };
  const rest = { ...uns };
  for (const [key, value] of Object.entries(uns)) {
    const categories = key.endsWith(SUFFIX) ? asCategories(value) : undefined;
    if (categories === undefined) continue;
    const name = key.slice(0, -SUFFIX.length);
    const next = { obs: withLabels(frames.obs, name, categories), var: withLabels(frames.var, name, categories) };
    if (next.obs !== frames.obs || next.var !== frames.var) delete rest[key];
    frames = next;
  }
  return [frames, rest];
}

/** Files by anndata before 0.7 keep neighbour graphs in `uns["neighbors"]`: `obsp` with them, and `uns` without. */
export function moveAdjacency(obsp: Readonly<Record<string, Matrix>>, uns: Uns): [Record<string, Matrix>, Uns] {
  const neighbors = uns["neighbors"];
  if (!isDict(neighbors)) return [obsp, uns];
  const graphs = Object.entries(neighbors).filter((entry): entry is [string, Matrix] =>
    (entry[0] === "distances" || entry[0] === "connectivities") && isMatrix(entry[1]) && entry[1].shape.length === 2
  );
  if (graphs.length === 0) return [obsp, uns];
  const moved = new Set(graphs.map(([name]) => name));
  const rest = Object.fromEntries(Object.entries(neighbors).filter(([name]) => !moved.has(name)));
  return [{ ...Object.fromEntries(graphs), ...obsp }, { ...uns, neighbors: rest }];
}

function withLabels(
  frame: Frame | undefined,
  name: string,
  categories: StringColumn | NumericColumn,
): Frame | undefined {
  const codes = frame?.has(name) ? frame.column(name) : undefined;
  if (codes?.kind !== "numeric" || codes.values instanceof BigInt64Array || codes.values instanceof BigUint64Array) {
    return frame;
  }
  const fits = codes.values.every((code) => Number.isInteger(code) && code >= -1 && code < categories.length);
  return fits ? frame!.with({ [name]: new CategoricalColumn(categories, codes.values) }) : frame;
}

function asCategories(value: UnsValue): StringColumn | NumericColumn | undefined {
  if (value instanceof StringArray) return new StringColumn(value.values);
  if (value instanceof Dense) return new NumericColumn(value.data);
  return typeof value === "string" ? new StringColumn([value]) : undefined;
}

function isDict(value: UnsValue | undefined): value is UnsDict {
  return typeof value === "object" && value !== null && !("kind" in value);
}
