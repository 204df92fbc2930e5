import { holm } from "../statistics/holm.ts";
import { mean } from "../statistics/mean.ts";
import { type PairedDifference, pairedDifference } from "../statistics/paired_difference.ts";
import { standardDeviation } from "../statistics/standard_deviation.ts";
import type { StudyRow } from "../study_row.ts";

/** Mean and spread of one score. */
export interface ScoreSpread {
  readonly mean: number;
  /** NaN for fewer than two seeds. */
  readonly sd: number;
}

/** One line of a study's table. */
export interface SummaryLine {
  readonly name: string;
  /** Seeds that are done. */
  readonly n: number;
  /** Seeds in all. */
  readonly nRows: number;
  /** By score, in the order of the table. */
  readonly scores: Readonly<Record<string, ScoreSpread>>;
  /** The metric, seed by seed, minus that of the first line; of the first line itself `undefined`. */
  readonly difference: PairedDifference | undefined;
  /** Its p-value, corrected for the number of lines. */
  readonly pHolm: number;
  /** Mean of the seconds that a training took. */
  readonly seconds: number;
}

/** Scores in the table, besides the metric; all others are in the rows. */
const SHOWN = ["ari", "nmi", "probe", "silhouette", "moransILabels", "pas", "chaos"] as const;

/** Names of the scores in the table of such rows: the metric first. */
export function shownMetrics(rows: readonly StudyRow[], metric: string): string[] {
  const known = new Set(rows.flatMap(({ scores }) => Object.keys(scores)));
  return [metric, ...SHOWN.filter((name) => name !== metric && known.has(name))];
}

/** Sums the rows of every line up, over the seeds that are done. */
export function summaryLines(rows: readonly StudyRow[], lines: readonly string[], metric: string): SummaryLine[] {
  const metrics = shownMetrics(rows, metric);
  const ofLine = new Map(lines.map((name) => [name, rows.filter(({ variant }) => variant === name)]));
  const seriesOf = (name: string) => Float64Array.from(ofLine.get(name)!, (row) => row.scores[metric] ?? NaN);
  const baseline = seriesOf(lines[0]!);
  const differences = lines.map((name, i) => i === 0 ? undefined : pairedDifference(seriesOf(name), baseline));
  const corrected = holm(differences.map((difference) => difference?.pValue ?? NaN));
  return lines.map((name, i) => {
    const own = ofLine.get(name)!;
    const done = own.filter(({ state }) => state === "done");
    const spread = (score: string): ScoreSpread => {
      const values = done.map(({ scores }) => scores[score] ?? NaN).filter((value) => !Number.isNaN(value));
      return { mean: mean(values), sd: standardDeviation(values) };
    };
    return {
      name,
      n: done.length,
      nRows: own.length,
      scores: Object.fromEntries(metrics.map((score) => [score, spread(score)])),
      difference: differences[i],
      pHolm: corrected[i]!,
      seconds: mean(done.map(({ seconds }) => seconds)),
    };
  });
}
