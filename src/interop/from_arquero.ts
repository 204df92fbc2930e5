import { Frame } from "../data/frame.ts";
import { foreignColumn } from "./foreign_column.ts";

/** What is used of an arquero table. */
export interface ArqueroTable {
  /** Names of the columns. */
  columnNames(): string[];
  /** Number of rows left after filters. */
  numRows(): number;
  /** Values of a column in the table's order, filters applied. */
  array(name: string): ArrayLike<unknown>;
}

/** Options of {@linkcode fromArquero}. */
export interface FromArqueroOptions {
  /** Column that holds the row names; default "index" when there is one, else rows are named "0", "1", …. */
  readonly indexColumn?: string | undefined;
}

/**
 * An arquero table as a {@linkcode Frame}: filters and order are applied, dates become ISO text.
 *
 * @param table An arquero table, such as the result of a query on `obs`.
 * @param options `indexColumn`.
 * @returns The table.
 * @throws {WeftError} `NotFound` when the index column is not there, `BadValues` when a column mixes kinds.
 *
 * @example
 * ```ts
 * import * as aq from "arquero";
 * import { fromArquero } from "weft/interop";
 * import assert from "node:assert/strict";
 *
 * const frame = fromArquero(aq.table({ index: ["a", "b"], total: [1, 2] }));
 * assert.deepEqual(frame.index, ["a", "b"]);
 * assert.deepEqual(frame.columnNames, ["total"]);
 * ```
 */
export function fromArquero(table: ArqueroTable, { indexColumn }: FromArqueroOptions = {}): Frame {
  const names = table.columnNames();
  const indexName = indexColumn ?? (names.includes("index") ? "index" : undefined);
  const columns = names.map((name) => [name, foreignColumn(table.array(name), name)] as const);
  const numbered = Array.from({ length: table.numRows() }, (_, i) => `${i}`);
  const frame = new Frame(numbered, columns);
  if (indexName === undefined) return frame;
  const index = frame.column(indexName).toArray().map(String);
  return frame.with({ [indexName]: undefined }).withIndex(index, indexName === "index" ? null : indexName);
}
