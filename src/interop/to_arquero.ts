import type { Column } from "../data/columns/column.ts";
import type { TypedArray } from "../data/dtype.ts";
import type { Frame } from "../data/frame.ts";
import { tableColumns } from "./table_columns.ts";

/** What is used of the arquero library: its `table` function. */
export interface ArqueroLibrary<Table> {
  /** Makes a table from columns by name. */
  table(columns: Record<string, ArrayLike<unknown>>): Table;
}

/** Options of {@linkcode toArquero}. */
export interface ToArqueroOptions {
  /** Name of the column that holds the row names; default the name of the index, else "index". */
  readonly indexColumn?: string | undefined;
}

/**
 * A table such as `obs` as an arquero table, for queries.
 *
 * Numbers keep their typed array (shared, not copied), labels become text, missing values `null`.
 *
 * @param frame The table.
 * @param aq The arquero library, as imported.
 * @param options `indexColumn`.
 * @returns An arquero table; the row names are its first column.
 * @throws {WeftError} `Duplicate` when a column has the name of the index column.
 *
 * @example
 * ```ts
 * import * as aq from "arquero";
 * import { Frame } from "weft/data";
 * import { toArquero } from "weft/interop";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(["a", "b"], { domain: ["x", "y"], total: new Float32Array([3, 5]) });
 * const table = toArquero(obs, aq).filter((row: { total: number }) => row.total > 4);
 * assert.deepEqual(table.array("index"), ["b"]);
 * ```
 */
export function toArquero<Table>(
  frame: Frame,
  aq: ArqueroLibrary<Table>,
  { indexColumn = frame.indexName ?? "index" }: ToArqueroOptions = {},
): Table {
  return aq.table(tableColumns(frame, indexColumn, values));
}

function values(column: Column): TypedArray | unknown[] {
  return column.kind === "numeric" ? column.values : column.toArray();
}
