import { median } from "../../../core/median.ts";
import { pairedDifference } from "../../../study/statistics/paired_difference.ts";
import type { Measured } from "../measured.ts";
import { table } from "./markdown.ts";
import { short, signed } from "./numbers.ts";
import { pairsOf, type RowResults, rowsOf, valuesOf } from "./results.ts";

/** A least median that a row must reach on the default tissue. */
interface Bar {
  readonly id: string;
  readonly score: "mclust" | "probe";
  readonly least: number;
}

const PROBED = ["spatialglue", "praga", "ria", "crct", "trsmi"];
const BARS: readonly Bar[] = [
  ...PROBED.map((id): Bar => ({ id, score: "probe", least: 0.97 })),
  { id: "praga", score: "mclust", least: 0.97 },
  { id: "ria", score: "mclust", least: 0.95 },
  { id: "spatialglue", score: "mclust", least: 0.94 },
  { id: "trsmi", score: "mclust", least: 0.93 },
];

/** Which of the bars set beforehand are met. */
export function bars(measured: readonly Measured[]): string {
  const rows = rowsOf(measured, "accuracy", "default");
  const row = (id: string) => rows.find((found) => found.row.id === id);
  const told = BARS.flatMap(({ id, score, least }) => {
    const found = row(id);
    if (!found) return [];
    const value = median(valuesOf(found, score));
    return [[found.row.label, `${score}, median ≥ ${short(least)}`, short(value), said(value >= least, found)]];
  });
  return table(["row", "bar on `default`", "found", ""], [...told, ...crctBeside(row("crct"), row("praga_lr"))]);
}

function crctBeside(crct: RowResults | undefined, praga: RowResults | undefined): string[][] {
  if (!crct || !praga) return [];
  return (["mclust", "kmeans", "probe"] as const).map((score) => {
    const { mean, low, high, n } = pairedDifference(...pairsOf(crct, praga, score));
    const found = n < 2 ? "–" : `${signed(mean)} (${signed(low)} to ${signed(high)})`;
    const verdict = n < 2 ? "not run" : said(high >= 0, crct);
    return [crct.row.label, `${score}, no worse than PRAGA at lr 0.01, paired`, found, verdict];
  });
}

function said(met: boolean, { results, nPlanned }: RowResults): string {
  if (results.size === 0) return "not run";
  const part = results.size < nPlanned ? `, on ${results.size} of ${nPlanned} runs` : "";
  return `${met ? "met" : "**missed**"}${part}`;
}
