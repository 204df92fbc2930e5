import { CategoricalColumn, type Categories } from "../columns/categorical_column.ts";
import type { Column } from "../columns/column.ts";
import { column } from "../columns/column.ts";
import type { Value } from "../columns/value.ts";

/**
 * The categories of several categorical columns in natural order, as an empty column; `null` when they cannot be
 * united: some ordered and not all alike, or labels of different kinds.
 */
export function unionCategories(columns: readonly Column[]): CategoricalColumn | null {
  const parts = columns.filter((part) => part.kind === "categorical");
  const [first] = parts;
  if (!first || parts.some(({ categories }) => categories.kind !== first.categories.kind)) return null;
  const none = new Int32Array(0);
  if (!parts.some(({ ordered }) => ordered)) {
    const all = parts.flatMap<Value>(({ categories }) => categories.toArray());
    if (new Set(all.map((label) => typeof label)).size > 1) return null;
    const labels = [...new Set(all)].sort(compareNaturally);
    return new CategoricalColumn(labels.length === 0 ? first.categories : column(labels) as Categories, none);
  }
  const labels = (part: CategoricalColumn) => JSON.stringify(part.categories.toArray().map(String));
  const filled = parts.filter(({ categories }) => categories.length > 0);
  const alike = filled.length > 0 && filled.every((part) => part.ordered && labels(part) === labels(filled[0]!));
  return alike ? new CategoricalColumn(filled[0]!.categories, none, { ordered: true }) : null;
}

/** Natural order, as natsort: digits by value, the rest by code point; numbers and booleans by value. */
export function compareNaturally(a: Value, b: Value): number {
  if (typeof a !== "string" || typeof b !== "string") return Number(a) - Number(b);
  const left = pieces(a);
  const right = pieces(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    if (i % 2 === 1 && Number(left[i]) === Number(right[i])) continue;
    if (i % 2 === 1) return Number(left[i]) - Number(right[i]);
    return left[i]! < right[i]! ? -1 : 1;
  }
  return left.length - right.length;
}

/** Text and digits in turn, text first. */
function pieces(text: string): string[] {
  return text.split(/(\d+)/).filter((piece, i, all) => !(piece === "" && i === all.length - 1 && i > 0));
}
