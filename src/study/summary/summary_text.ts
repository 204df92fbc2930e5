import { shownMetrics, type SummaryLine } from "./summary_lines.ts";
import type { StudyRow } from "../study_row.ts";

/** Scores in words beside the metric; all are in the table. */
const MORE = 2;

/** The lines of a study as text: seeds, the metric with its difference and interval, a few other scores, seconds. */
export function summaryText(lines: readonly SummaryLine[], rows: readonly StudyRow[], metric: string): string {
  const others = shownMetrics(rows, metric).slice(1, 1 + MORE);
  const head = ["", "seeds", metric, "difference", "95 % interval", "p (Holm)", ...others, "seconds"];
  const body = lines.map(({ name, n, nRows, scores, difference, pHolm, seconds }) => [
    name,
    n === nRows ? `${n}` : `${n} of ${nRows}`,
    spread(scores[metric]!.mean, scores[metric]!.sd),
    difference ? number(difference.mean) : "",
    difference && Number.isFinite(difference.low) ? `${number(difference.low)} … ${number(difference.high)}` : "",
    number(pHolm),
    ...others.map((name) => number(scores[name]!.mean)),
    Number.isNaN(seconds) ? "" : seconds.toFixed(1),
  ]);
  const widths = head.map((_, j) => Math.max(...[head, ...body].map((cells) => cells[j]!.length)));
  const text = (cells: readonly string[]) =>
    cells.map((cell, j) => j === 0 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)).join("  ").trimEnd();
  return [head, ...body].map(text).join("\n");
}

function spread(mean: number, sd: number): string {
  return Number.isNaN(sd) ? number(mean) : `${number(mean)} ± ${number(sd)}`;
}

function number(value: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(3).replace(/^-0\.000$/, "0.000");
}
