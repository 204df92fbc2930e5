import { holm } from "../../../study/statistics/holm.ts";
import { type PairedDifference, pairedDifference } from "../../../study/statistics/paired_difference.ts";
import { list, paragraphs, table } from "./markdown.ts";
import { notRun } from "./not_run.ts";
import { probability, signed, spread } from "./numbers.ts";
import { best, coverage, pairsOf, type RowResults, valuesOf } from "./results.ts";

/** The read-outs of every embedding, with their headings. */
export const READ_OUTS = [["mclust", "mclust"], ["kmeans", "k-means"], ["probe", "probe"]] as const;

/** Rows with their read-outs, median and range. */
export function scoresTable(
  rows: readonly RowResults[],
  readOuts: readonly (readonly [string, string])[] = READ_OUTS,
): string {
  const open = rows.every(({ results, nFailed, problem }) => results.size + nFailed === 0 && problem === undefined);
  if (open) return notRun(rows);
  return table(
    ["row", ...readOuts.map(([, heading]) => heading)],
    rows.map((row) => [
      `${row.row.label}${coverage(row)}`,
      ...readOuts.map(([score]) => spread(valuesOf(row, score))),
    ]),
  );
}

/** One method beside the best simple baseline, by one read-out. */
interface Compared {
  readonly method: RowResults;
  readonly heading: string;
  readonly difference: PairedDifference;
  readonly pValue: number;
}

/** Paired differences of the methods to the best simple baseline, and what they say in words. */
export function differences(rows: readonly RowResults[]): string {
  const simple = rows.filter(({ row }) => row.group !== "method");
  const learning = rows.filter(({ row }) => row.group === "method");
  const found: Omit<Compared, "pValue">[] = [];
  const baselines: string[] = [];
  for (const [score, heading] of READ_OUTS) {
    const baseline = best(simple, score);
    if (!baseline) continue;
    baselines.push(`by ${heading} ${baseline.row.label} (${spread(valuesOf(baseline, score))})`);
    for (const method of learning) {
      const difference = pairedDifference(...pairsOf(method, baseline, score));
      if (difference.n > 1) found.push({ method, heading, difference });
    }
  }
  if (found.length === 0) return "";
  const corrected = holm(found.map(({ difference }) => difference.pValue));
  const compared = found.map((one, i): Compared => ({ ...one, pValue: corrected[i]! }));
  return paragraphs(
    `Paired differences to the best simple baseline: ${baselines.join("; ")}. Mean with its 95 % interval and the ` +
      `p-value of Student's paired test after Holm's correction over the ${compared.length} comparisons of this table.`,
    differenceTable(learning, compared),
    list(verdicts(compared)),
  );
}

function differenceTable(learning: readonly RowResults[], compared: readonly Compared[]): string {
  const rows = learning.filter((method) => compared.some((one) => one.method === method)).map((method) => [
    method.row.label,
    ...READ_OUTS.map(([, heading]) => {
      const one = compared.find((found) => found.method === method && found.heading === heading);
      if (!one) return "–";
      const { mean, low, high } = one.difference;
      return `${signed(mean)} (${signed(low)} to ${signed(high)}), p ${probability(one.pValue)}`;
    }),
  ]);
  return table(["method", ...READ_OUTS.map(([, heading]) => heading)], rows);
}

function verdicts(compared: readonly Compared[]): string[] {
  const named = (kept: readonly Compared[]) =>
    kept.map(({ method, heading }) => `${method.row.label} (${heading})`).join(", ");
  const sure = compared.filter(({ pValue }) => pValue < 0.05);
  const worse = sure.filter(({ difference }) => difference.mean < 0);
  const better = sure.filter(({ difference }) => difference.mean > 0);
  const neither = compared.filter((one) => !worse.includes(one) && !better.includes(one));
  return [
    ...(worse.length > 0 ? [`**Loses to a simple baseline**: ${named(worse)}.`] : []),
    ...(better.length > 0 ? [`Beats the best simple baseline: ${named(better)}.`] : []),
    ...(neither.length > 0 ? [`Not told apart from it: ${named(neither)}.`] : []),
  ];
}
