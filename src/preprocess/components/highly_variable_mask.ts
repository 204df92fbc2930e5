import { WeftError } from "../../core/error.ts";
import type { AnnData } from "../../data/anndata.ts";

/**
 * The variables that `var["highly_variable"]` chooses; `undefined` for all of them, when told so or when nothing was
 * said and there is no such column.
 */
export function highlyVariableMask(adata: AnnData, useHighlyVariable: boolean | undefined): Int32Array | undefined {
  const { highly_variable: column } = adata.var.columns;
  if (useHighlyVariable === false || (useHighlyVariable === undefined && !column)) return undefined;
  if (!column) {
    throw new WeftError("NotFound", {
      expected: `a column "highly_variable"`,
      found: "none",
      where: "var",
      next: "Call highlyVariableGenes() first, or leave useHighlyVariable out to use all variables.",
    });
  }
  if (column.kind !== "boolean") {
    throw new WeftError("BadValues", {
      expected: "true and false",
      found: `a ${column.kind} column`,
      where: `var["highly_variable"]`,
      next: "Pass useHighlyVariable: false to use all variables.",
    });
  }
  return Int32Array.from(column.values.keys().filter((j) => column.values[j] === 1));
}
