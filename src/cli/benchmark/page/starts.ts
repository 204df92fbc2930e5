import { median } from "../../../core/median.ts";
import type { JobResult } from "../job.ts";
import type { Measured } from "../measured.ts";
import { likeliestBars } from "./bars.ts";
import { limits } from "./integration.ts";
import { list, paragraphs, table } from "./markdown.ts";
import { notRun } from "./not_run.ts";
import { short, spread } from "./numbers.ts";
import { coverage, isRun, type RowResults, rowsOf, tablesOf, valuesOf } from "./results.ts";

/** Least difference of two ARI that is counted. */
const APART = 0.01;
/** Least difference of two log-likelihoods that is counted, relative as where EM stops, which is a tenth of it. */
const LIKELIER = 1e-4;
/** ARI below which a mixture is told to have missed the domains. */
const FOUND = 0.9;

type Scores = JobResult["scores"];

/** What the start of the mixture costs on simulated tissues, and the bars judged again. */
export function starts(measured: readonly Measured[]): string {
  const rows = rowsOf(measured, "starts", "default");
  const hard = rowsOf(measured, "starts", "hard");
  const told = isRun(rows) ? paragraphs(ofRows(rows), likeliestBars(rows)) : notRun(rows);
  return hard.length === 0 ? told : paragraphs(told, "**Preset `hard`**", isRun(hard) ? ofRows(hard) : notRun(hard));
}

/** The same on several sections, factor by factor. */
export function sectionsStarts(measured: readonly Measured[]): string {
  return paragraphs(
    ...tablesOf(measured, "sections_starts").flatMap((name) => {
      const rows = rowsOf(measured, "sections_starts", name);
      const told = isRun(rows)
        ? [ofRows(rows), limits(rows, [{ id: "smart_ms", score: "likeliest", value: 0.9 }])]
        : [notRun(rows)];
      return [`**Factors of ${name}**`, ...told];
    }),
  );
}

function ofRows(rows: readonly RowResults[]): string {
  return paragraphs(
    table(
      ["row", "mclust", "likeliest of 10", "better / worse", "k-means"],
      rows.map((row) => [
        `${row.row.label}${coverage(row)}`,
        spread(valuesOf(row, "mclust")),
        spread(valuesOf(row, "likeliest")),
        `${counted(row, isBetter)} / ${counted(row, isWorse)}`,
        spread(valuesOf(row, "kmeans")),
      ]),
    ),
    table(
      [
        "row",
        "ARI from the truth",
        "truth likelier than one start",
        "likelier than the likeliest",
        "less likely than it",
      ],
      rows.map((row) => [
        row.row.label,
        spread(valuesOf(row, "truth")),
        `${counted(row, truthOverOne)}`,
        `${counted(row, truthOverLikeliest)}`,
        `${counted(row, likeliestOverTruth)}`,
      ]),
    ),
    list(verdicts(rows)),
  );
}

function verdicts(rows: readonly RowResults[]): string[] {
  const all = rows.flatMap(({ results }) => [...results.values()].map(({ scores }) => scores));
  const count = (holds: (scores: Scores) => boolean) => all.filter(holds).length;
  const preferred = all.filter(likeliestOverTruth);
  const away = preferred.filter(({ likeliest }) => likeliest! < FOUND).length;
  return [
    `Better than one start is the likeliest mixture in ${count(isBetter)} runs of ${all.length}, worse in ` +
    `${count(isWorse)}.`,
    ...moved(rows),
    `The mixture from the true domains is likelier than that of one start in ${count(truthOverOne)} runs, than the ` +
    `likeliest of ten in ${count(truthOverLikeliest)}: so often a likelier one was to be had.`,
    preferred.length === 0
      ? "In no run is it less likely than the likeliest."
      : `In ${preferred.length} it is less likely than the likeliest, which in ${away} of them has an ARI below ` +
        `${short(FOUND)}: there the likelihood itself prefers another partition, and more starts would not help.`,
  ];
}

/** Rows whose median the likeliest mixture changes. */
function moved(rows: readonly RowResults[]): string[] {
  const medians = rows.map((row) => ({
    label: row.row.label,
    one: median(valuesOf(row, "mclust")),
    likeliest: median(valuesOf(row, "likeliest")),
  }));
  const named = (kept: typeof medians) =>
    kept.map(({ label, one, likeliest }) => `${label} (${short(one)} to ${short(likeliest)})`).join(", ");
  const higher = medians.filter(({ one, likeliest }) => likeliest - one > APART);
  const lower = medians.filter(({ one, likeliest }) => one - likeliest > APART);
  return [
    ...(lower.length > 0 ? [`**Lower median by the likeliest**: ${named(lower)}.`] : []),
    ...(higher.length > 0 ? [`Higher median: ${named(higher)}.`] : []),
  ];
}

function counted({ results }: RowResults, holds: (scores: Scores) => boolean): number {
  return [...results.values()].filter(({ scores }) => holds(scores)).length;
}

function isBetter({ likeliest, mclust }: Scores): boolean {
  return likeliest! - mclust! > APART;
}

function isWorse({ likeliest, mclust }: Scores): boolean {
  return mclust! - likeliest! > APART;
}

function truthOverOne({ truthLogLikelihood, mclustLogLikelihood }: Scores): boolean {
  return isLikelier(truthLogLikelihood!, mclustLogLikelihood!);
}

function truthOverLikeliest({ truthLogLikelihood, likeliestLogLikelihood }: Scores): boolean {
  return isLikelier(truthLogLikelihood!, likeliestLogLikelihood!);
}

function likeliestOverTruth({ truthLogLikelihood, likeliestLogLikelihood }: Scores): boolean {
  return isLikelier(likeliestLogLikelihood!, truthLogLikelihood!);
}

function isLikelier(one: number, other: number): boolean {
  return one - other > LIKELIER * (1 + Math.abs(other));
}
