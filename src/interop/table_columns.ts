import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Column } from "../data/columns/column.ts";
import type { Frame } from "../data/frame.ts";

/** The columns of a table with its row names as the first one. */
export function tableColumns<T>(
  frame: Frame,
  indexColumn: string,
  values: (column: Column) => T,
): Record<string, T | string[]> {
  if (frame.has(indexColumn)) {
    throw new WeftError("Duplicate", {
      expected: "the column of row names to have a name of its own",
      found: `a column ${show(indexColumn)} already`,
      next: "Name another with indexColumn.",
    });
  }
  const columns = frame.columnNames.map((name) => [name, values(frame.column(name))] as const);
  return Object.fromEntries<T | string[]>([[indexColumn, [...frame.index]], ...columns]);
}
