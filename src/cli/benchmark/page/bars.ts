import { median } from "../../../core/median.ts";
import { pairedDifference } from "../../../study/statistics/paired_difference.ts";
import { asItComesId } from "../as_it_comes_id.ts";
import { HELD_METHODS } from "../held_methods.ts";
import type { Measured } from "../measured.ts";
import { table } from "./markdown.ts";
import { short, signed, spread } from "./numbers.ts";
import { pairsOf, type RowResults, rowsOf, tablesOf, trainingSeed, valuesOf } from "./results.ts";

/** A least median that a row must reach on the default tissue. */
interface Bar {
  readonly id: string;
  readonly score: "mclust" | "likeliest" | "probe";
  readonly least: number;
}

/** What every method is held to, with the settings of the simulation and as it comes. */
const OF_METHODS: readonly Bar[] = [
  ...HELD_METHODS.map((id): Bar => ({ id, score: "probe", least: 0.97 })),
  { id: "praga", score: "mclust", least: 0.97 },
  { id: "ria", score: "mclust", least: 0.95 },
  { id: "spatialglue", score: "mclust", least: 0.94 },
  { id: "trsmi", score: "mclust", least: 0.93 },
];
const BARS = OF_METHODS.flatMap((bar) => [bar, { ...bar, id: asItComesId(bar.id) }]);

/** Which of the bars set beforehand are met from counts, each method with its own settings. */
export function bars(measured: readonly Measured[]): string {
  const rows = rowsOf(measured, "accuracy", "default");
  const row = (id: string) => rows.find((found) => found.row.id === id);
  const told = barsOf(rows).map(({ bar, row, values }) => {
    const value = median(values);
    return [row.row.label, inWords(bar), short(value), said(value >= bar.least, row)];
  });
  const beside = crctBeside(row("crct"), row("praga_lr"), ["mclust", "kmeans", "probe"]);
  return table(["row", "bar on `default`", "found", ""], [...told, ...beside]);
}

/** Those for mclust, judged again by the likeliest mixture of several starts. */
export function likeliestBars(rows: readonly RowResults[]): string {
  const told = barsOf(rows, BARS.filter(({ score }) => score === "mclust")).map(({ bar, row, values }) => {
    const likeliest = median(valuesOf(row, "likeliest"));
    return [
      row.row.label,
      inWords({ ...bar, score: "likeliest" }),
      short(median(values)),
      short(likeliest),
      said(likeliest >= bar.least, row),
    ];
  });
  const row = (id: string) => rows.find((found) => found.row.id === id);
  const [one, likeliest] = (["mclust", "likeliest"] as const).map((score) =>
    crctBeside(row("crct"), row("praga_lr"), [score])
  ) as [string[][], string[][]];
  const beside = likeliest.map(([label, bar, found, verdict], i) => [label!, bar!, one[i]![2]!, found!, verdict!]);
  return table(["row", "bar judged again", "by one start", "by the likeliest of 10", ""], [...told, ...beside]);
}

/** The same as the cards measured them, with what every training seed gives by itself. */
export function cards(measured: readonly Measured[]): string {
  const rows = tablesOf(measured, "cards").flatMap((name) => rowsOf(measured, "cards", name));
  const seeds = [...new Set(rows.flatMap(({ results }) => [...results.keys()].map(trainingSeed)))].sort();
  const told = barsOf(rows).map(({ bar, row, values }) => {
    const apart = seeds.map((seed) =>
      short(
        median(
          [...row.results].filter(([unit]) => trainingSeed(unit) === seed).map(([, { scores }]) =>
            scores[bar.score] ?? NaN
          ),
        ),
      )
    );
    return [row.row.label, inWords(bar), spread(values), apart.join(", "), said(median(values) >= bar.least, row)];
  });
  return table(["row", "bar on `default`", "found", "medians by training seed", ""], told);
}

function barsOf(
  rows: readonly RowResults[],
  wanted: readonly Bar[] = BARS,
): { bar: Bar; row: RowResults; values: number[] }[] {
  return wanted.flatMap((bar) => {
    const row = rows.find((found) => found.row.id === bar.id);
    return row ? [{ bar, row, values: valuesOf(row, bar.score) }] : [];
  });
}

function inWords({ score, least }: Bar): string {
  return `${score}, median ≥ ${short(least)}`;
}

function crctBeside(
  crct: RowResults | undefined,
  praga: RowResults | undefined,
  readOuts: readonly string[],
): string[][] {
  if (!crct || !praga) return [];
  return readOuts.map((score) => {
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
