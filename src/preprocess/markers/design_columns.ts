import { WeftError } from "../../core/error.ts";
import type { AnnData } from "../../data/anndata.ts";
import { codesOf } from "../../data/columns/codes_of.ts";

/**
 * Columns of a regression on keys of `obs`: the intercept, numbers as they are, labels as one indicator a category.
 *
 * @throws {WeftError} `NotFound` for an unknown key; `BadValues` where a value is missing or not finite.
 */
export function designColumns(adata: AnnData, keys: readonly string[]): Float64Array[] {
  return [new Float64Array(adata.nObs).fill(1), ...keys.flatMap((key) => columnsOf(adata, key))];
}

function columnsOf(adata: AnnData, key: string): Float64Array[] {
  const column = adata.obs.column(key);
  const isNumeric = column.kind === "numeric" || (column.kind === "nullable" && column.values.kind === "numeric");
  if (isNumeric) {
    const numbers = Float64Array.from({ length: adata.nObs }, (_, i) => Number(column.get(i) ?? NaN));
    checkComplete(numbers.findIndex((value) => !Number.isFinite(value)), key, adata);
    return [numbers];
  }
  const { codes, categories } = codesOf(column);
  checkComplete(codes.indexOf(-1), key, adata);
  return categories.map((_, k) => Float64Array.from(codes, (code) => code === k ? 1 : 0));
}

function checkComplete(row: number, key: string, adata: AnnData): void {
  if (row < 0) return;
  throw new WeftError("BadValues", {
    expected: "a finite value or a label for every observation",
    found: `none for '${adata.obsNames[row]}' (row ${row})`,
    where: `obs["${key}"]`,
    next: "Leave out these observations or fill the values first.",
  });
}
