import type { BooleanColumn } from "../../data/columns/boolean_column.ts";

/** Columns of `var` that describe highly variable features, one value a variable. */
export interface VariableColumns {
  /** Whether the variable is chosen. */
  readonly "highly_variable": BooleanColumn;
  /** Further columns under scanpy's names. */
  readonly [name: string]: BooleanColumn | Float64Array | Int32Array;
}
