import { CategoricalColumn } from "./columns/categorical_column.ts";
import { type Column, column } from "./columns/column.ts";

/** The values at 1-based rows; 0 is missing. */
export function placed(values: Column, rows: ArrayLike<number>): Column {
  const at = Int32Array.from(rows, (row) => Number(row) - 1);
  if (!at.includes(-1)) return values.take(at);
  if (values.kind !== "categorical") return column(Array.from(at, (row) => row < 0 ? null : values.get(row)));
  const codes = at.map((row) => row < 0 ? -1 : values.codes[row]!);
  return new CategoricalColumn(values.categories, codes, { ordered: values.ordered });
}
