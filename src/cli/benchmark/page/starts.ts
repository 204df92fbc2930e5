import type { JobResult } from "../job.ts";
import type { Measured } from "../measured.ts";
import { likeliestBars } from "./bars.ts";
import { limits } from "./integration.ts";
import { list, paragraphs, table } from "./markdown.ts";
import { notRun } from "./not_run.ts";
import { spread } from "./numbers.ts";
import { coverage, type RowResults, rowsOf, tablesOf, valuesOf } from "./results.ts";

/** Least difference of two ARI that is counted. */
const APART = 0.01;
/** Least difference of two log-likelihoods that is counted, relative as where EM stops, which is a tenth of it. */
const LIKELIER = 1e-4;
/** ARI below which a mixture is told to have missed the domains. */
const FOUND = 0.9;

type Scores = JobResult["scores"];

/** What the start of the mixture costs on simulated tissues, and the bars judged again. */
export function starts(measured: readonly Measured[]): string {
  const [rows, hard] = ["default", "hard"].map((preset) => rowsOf(measured, "starts", preset)) as [
    RowResults[],
    RowResults[],
  ];
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

function isRun(rows: readonly RowResults[]): boolean {
  return rows.some(({ results }) => results.size > 0);
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
      ["row", "ARI from the truth", "truth likelier than one start", "than the likeliest", "less likely than it"],
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
    `Of ${all.length} runs the likeliest mixture is better than that of one start in ${count(isBetter)}, worse in ` +
    `${count(isWorse)}.`,
    `The mixture of the true domains is likelier than that of one start in ${count(truthOverOne)} runs, than the ` +
    `likeliest of ten in ${count(truthOverLikeliest)}: there better ones were to be had.`,
    `The likeliest is likelier than that of the true domains in ${preferred.length} runs, in ${away} of them at an ARI ` +
    "below .9: there it is the likelihood that prefers another partition, and no start would help.",
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
