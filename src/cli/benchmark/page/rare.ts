import { median } from "../../../core/median.ts";
import type { Measured } from "../measured.ts";
import { table } from "./markdown.ts";
import { short } from "./numbers.ts";
import { coverage, type RowResults, rowsOf, valuesOf } from "./results.ts";

/** The domains of preset `rare`: those of the default tissue first, then three small ones. */
const CLASSES = [
  ["1", "plus, 180"],
  ["2", "ring, 234"],
  ["3", "stair, 192"],
  ["4", "T, 180"],
  ["5", "6 × 6, 36"],
  ["6", "3 × 3, 54"],
  ["7", "2 × 2, 24"],
] as const;

/** Recall and F1 of every true domain of preset `rare` after matching. */
export function rare(measured: readonly Measured[]): string {
  return classTable(rowsOf(measured, "accuracy", "rare"));
}

/** The same for rows of any study on that preset. */
export function classTable(rows: readonly RowResults[]): string {
  return table(
    ["row", ...CLASSES.map(([, words]) => words)],
    rows.filter(({ results }) => results.size > 0).map((row) => [
      `${row.row.label}${coverage(row)}`,
      ...CLASSES.map(([label]) =>
        `${short(median(valuesOf(row, `recall ${label}`)))} / ${short(median(valuesOf(row, `f1 ${label}`)))}`
      ),
    ]),
  );
}
