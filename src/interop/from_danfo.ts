import type { ColumnInput } from "../data/columns/column.ts";
import { Frame } from "../data/frame.ts";
import { foreignColumn } from "./foreign_column.ts";

/** What is used of a danfo data frame. */
export interface DanfoDataFrame {
  /** Names of the columns. */
  readonly columns: string[];
  /** Row names. */
  readonly index: (string | number)[];
  /** Types of the columns: float32, int32, string or boolean. */
  readonly dtypes: string[];
  /** A column by name. */
  column(name: string): { readonly values: ArrayLike<unknown> };
}

/**
 * A danfo data frame as a {@linkcode Frame} under the same row names.
 *
 * @param df A danfo data frame.
 * @returns The table; int32 columns stay int32 (float64 when they hold larger numbers or gaps), other numbers are
 * float64, gaps are missing.
 * @throws {WeftError} `BadValues` when a column mixes kinds.
 *
 * @example
 * ```ts
 * import { fromDanfo } from "weft/interop";
 * import assert from "node:assert/strict";
 *
 * const df = { columns: ["n"], index: ["a", "b"], dtypes: ["int32"], column: () => ({ values: [1, 2] }) };
 * assert.deepEqual(fromDanfo(df).row(1), { index: "b", n: 2 });
 * ```
 */
export function fromDanfo(df: DanfoDataFrame): Frame {
  const columns = df.columns.map((name, i): [string, ColumnInput] => {
    const { values } = df.column(name);
    const integers = df.dtypes[i] === "int32" && Array.from(values).every((value) => isInt32(value));
    return [name, integers ? Int32Array.from(values as ArrayLike<number>) : foreignColumn(values, name)];
  });
  return new Frame(df.index.map(String), columns);
}

function isInt32(value: unknown): boolean {
  return typeof value === "number" && value === (value | 0);
}
