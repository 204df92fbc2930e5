import { median } from "../../../core/median.ts";
import type { Measured } from "../measured.ts";
import { scoresTable } from "./accuracy.ts";
import { list, paragraphs } from "./markdown.ts";
import { short } from "./numbers.ts";
import { best, type RowResults, rowsOf, tablesOf, valuesOf } from "./results.ts";

const SCORES = [
  ["mclust", "ARI, mclust"],
  ["kmeansStart", "ARI, EEE from k-means"],
  ["kmeans", "ARI, k-means"],
  ["nmi", "NMI"],
  ["pas", "PAS"],
  ["chaos", "CHAOS"],
] as const;

/** Real cells: every table of osmFISH, each with a sentence on smoothing. */
export function osmfish(measured: readonly Measured[]): string {
  return paragraphs(
    ...tablesOf(measured, "osmfish").flatMap((name) => {
      const rows = rowsOf(measured, "osmfish", name);
      return [`**${name[0]!.toUpperCase()}${name.slice(1)}**`, scoresTable(rows, SCORES), list(verdict(rows))];
    }),
  );
}

function verdict(rows: readonly RowResults[]): string[] {
  const smooth = best(rows.filter(({ row }) => row.method === "smoothed_pca"), "mclust");
  if (!smooth) return [];
  const rival = median(valuesOf(smooth, "mclust"));
  const methods = rows.filter((row) => row.row.group === "method" && row.results.size > 0);
  const below = methods.filter((row) => median(valuesOf(row, "mclust")) < rival);
  const names = (of: readonly RowResults[]) =>
    of.map((row) => `${row.row.label} (${short(median(valuesOf(row, "mclust")))})`).join(", ");
  const above = methods.filter((row) => !below.includes(row));
  return [
    ...(below.length > 0
      ? [`**Below plain smoothing** (${smooth.row.label}, median ${short(rival)}): ${names(below)}.`]
      : []),
    ...(above.length > 0 ? [`Not below plain smoothing (median ${short(rival)}): ${names(above)}.`] : []),
  ];
}
