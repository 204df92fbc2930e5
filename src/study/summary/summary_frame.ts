import { Frame } from "../../data/frame.ts";
import type { StudyRow } from "../study_row.ts";
import { shownMetrics, type SummaryLine, summaryLines } from "./summary_lines.ts";

/** The table of a study: a line a variant. */
export function summaryFrame(rows: readonly StudyRow[], lines: readonly string[], metric: string): Frame {
  const summary = summaryLines(rows, lines, metric);
  const numbers = (get: (line: SummaryLine) => number) => Float64Array.from(summary, get);
  const scores = shownMetrics(rows, metric).flatMap((name) => [
    [name, numbers((line) => line.scores[name]!.mean)] as const,
    [`${name}_sd`, numbers((line) => line.scores[name]!.sd)] as const,
  ]);
  const [[main, values], [spread, sd], ...others] = scores as [typeof scores[0], typeof scores[0], ...typeof scores];
  return new Frame(lines, {
    n: Int32Array.from(summary, ({ n }) => n),
    [main]: values,
    [spread]: sd,
    difference: numbers(({ difference }) => difference?.mean ?? NaN),
    low: numbers(({ difference }) => difference?.low ?? NaN),
    high: numbers(({ difference }) => difference?.high ?? NaN),
    p_value: numbers(({ difference }) => difference?.pValue ?? NaN),
    p_holm: numbers(({ pHolm }) => pHolm),
    ...Object.fromEntries(others),
    seconds: numbers(({ seconds }) => seconds),
  }, { indexName: "variant" });
}
