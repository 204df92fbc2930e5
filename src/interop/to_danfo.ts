import { examples } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { columnType } from "../data/columns/column_type.ts";
import type { Column } from "../data/columns/column.ts";
import type { Value } from "../data/columns/value.ts";
import type { Frame } from "../data/frame.ts";

/** What is used of the danfo library: its `DataFrame` class. */
export interface DanfoLibrary<Table> {
  /** Makes a data frame from columns by name. */
  readonly DataFrame: new (
    columns: Record<string, unknown[]>,
    options?: { index?: string[]; dtypes?: string[] },
  ) => Table;
}

/**
 * A table such as `obs` as a danfo data frame under the same row names.
 *
 * Danfo knows float32, int32, text and booleans only: other numbers become float32 columns whose values stay doubles,
 * 64-bit integers become numbers, labels become text.
 *
 * @param frame The table; danfo wants unique row names.
 * @param danfo The danfo library, as imported.
 * @returns A danfo data frame.
 * @throws {WeftError} `TooSmall` for a table without columns, `Duplicate` when row names repeat: danfo knows neither.
 *
 * @example
 * ```ts
 * import { Frame } from "weft/data";
 * import { toDanfo } from "weft/interop";
 * import assert from "node:assert/strict";
 *
 * class DataFrame {
 *   constructor(readonly columns: Record<string, unknown[]>, readonly options?: { index?: string[] }) {}
 * }
 * const df = toDanfo(new Frame(["a"], { total: [3] }), { DataFrame });
 * assert.deepEqual(df.columns, { total: [3] });
 * assert.deepEqual(df.options?.index, ["a"]);
 * ```
 */
export function toDanfo<Table>(frame: Frame, danfo: DanfoLibrary<Table>): Table {
  checkTable(frame);
  const columns = frame.columnNames.map((name) => frame.column(name));
  const values = columns.map((column, i) => [frame.columnNames[i]!, column.toArray().map(danfoValue)] as const);
  const dtypes = columns.map(danfoType);
  return new danfo.DataFrame(Object.fromEntries(values), { index: [...frame.index], dtypes });
}

function checkTable({ index, nCols }: Frame): void {
  if (nCols === 0) {
    throw new WeftError("TooSmall", { expected: "at least one column, as danfo does", found: "none" });
  }
  const seen = new Set<string>();
  const repeated = index.filter((name) => seen.size === seen.add(name).size);
  if (repeated.length === 0) return;
  throw new WeftError("Duplicate", {
    expected: "unique row names, as danfo does",
    found: `${repeated.length} that repeat (${examples(repeated)})`,
    next: "Call obsNamesMakeUnique() or varNamesMakeUnique() first.",
  });
}

function danfoValue(value: Value): Value {
  return typeof value === "bigint" ? Number(value) : value;
}

function danfoType(column: Column): string {
  const type = columnType(column).toLowerCase();
  if (type === "bool" || type === "boolean") return "boolean";
  if (type === "string" || type === "category") return "string";
  return type.startsWith("float") ? "float32" : "int32";
}
