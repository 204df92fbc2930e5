import type { Column } from "../columns/column.ts";
import { Frame } from "../frame.ts";
import { rowsByName } from "../selector.ts";
import { sameNames } from "./join_names.ts";
import { stackColumns } from "./stack_columns.ts";

/** Which columns of the other axis survive: those `same` in all, `unique` where they occur, `first`, or in `only` one. */
export type Merge = "same" | "unique" | "first" | "only";

/** Columns of the tables of the axis that is not concatenated, over its joined names; none without a strategy. */
export function mergeColumns(frames: readonly Frame[], index: readonly string[], merge: Merge | null): Frame {
  const indexName = sharedIndexName(frames);
  if (merge === null) return new Frame(index, {}, { indexName });
  const aligned = frames.map((frame) => alignRows(frame, index));
  const names = [...new Set(frames.flatMap((frame) => frame.columnNames))];
  const kept = names.flatMap((name) => {
    const found = aligned.flatMap((columns) => columns.get(name) ?? []);
    return survives(found, frames.length, merge, sameValues) ? [[name, found[0]!] as const] : [];
  });
  return new Frame(index, kept, { indexName });
}

/** Whether something found in some of the objects is kept by a strategy. */
export function survives<T>(
  found: readonly T[],
  nObjects: number,
  merge: Merge,
  same: (a: T, b: T) => boolean,
): boolean {
  if (merge === "first") return true;
  if (merge === "only") return found.length === 1;
  if (merge === "same" && found.length < nObjects) return false;
  return found.every((one) => same(one, found[0]!));
}

function alignRows(frame: Frame, index: readonly string[]): ReadonlyMap<string, Column> {
  if (sameNames(frame.index, index)) return new Map(Object.entries(frame.columns));
  const rows = rowsByName(frame.index);
  const places = Int32Array.from(index, (name) => rows.get(name) ?? frame.nRows);
  const gap = { kind: "missing", length: 1 } as const;
  const whole = places.every((place) => place < frame.nRows);
  const columns = Object.entries(frame.columns).map(([name, column]) => {
    return [name, (whole ? column : stackColumns([column, gap])).take(places)] as const;
  });
  return new Map(columns);
}

/** The name that the indexes of all tables bear, if it is one. */
export function sharedIndexName(frames: readonly Frame[]): string | null {
  const name = frames[0]?.indexName ?? null;
  return frames.every(({ indexName }) => indexName === name) ? name : null;
}

/** Whether two columns hold the same values; missing ones are alike. */
export function sameValues(a: Column, b: Column): boolean {
  const left = a.toArray();
  const right = b.toArray();
  return left.every((value, i) => Object.is(value, right[i]) || value === right[i]);
}
