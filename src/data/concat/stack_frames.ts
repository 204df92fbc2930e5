import { Frame } from "../frame.ts";
import { type Join, joinNames } from "./join_names.ts";
import { sharedIndexName } from "./merge_columns.ts";
import { stackColumns } from "./stack_columns.ts";

/** One table of a stack, or the number of rows that have none. */
export type FramePart = Frame | number;

/** Tables one below the other under new row names, columns joined by name. */
export function stackFrames(parts: readonly FramePart[], index: readonly string[], join: Join): Frame {
  const frames = parts.filter((part) => typeof part !== "number");
  const names = joinNames(frames.map((frame) => frame.columnNames), join);
  const columns = names.map((name) => {
    const stacked = parts.map((part) => {
      if (typeof part === "number") return { kind: "missing", length: part } as const;
      return part.columns[name] ?? { kind: "missing", length: part.nRows } as const;
    });
    return [name, stackColumns(stacked)] as const;
  });
  return new Frame(index, columns, { indexName: sharedIndexName(frames) });
}
