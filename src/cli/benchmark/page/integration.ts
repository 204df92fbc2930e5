import { median } from "../../../core/median.ts";
import { type PairedDifference, pairedDifference } from "../../../study/statistics/paired_difference.ts";
import { folded, list, paragraphs, table } from "./markdown.ts";
import { probability, short, signed, spread } from "./numbers.ts";
import { coverage, pairsOf, type RowResults, valuesOf } from "./results.ts";

/** A score of an integration: its name, its heading, and whether more of it is better (1) or less (−1). */
type Score = readonly [name: string, heading: string, sign: 1 | -1];

const MAIN: readonly Score[] = [
  ["total", "total", 1],
  ["bio", "bio", 1],
  ["batch", "batch", 1],
  ["modality", "modality", 1],
  ["foscttm", "FOSCTTM", -1],
];

const SINGLE: readonly Score[] = [
  ["bio.isolatedLabels", "isolated labels", 1],
  ["bio.kmeansNmi", "k-means NMI", 1],
  ["bio.kmeansAri", "k-means ARI", 1],
  ["bio.silhouetteLabel", "silhouette label", 1],
  ["bio.clisi", "cLISI", 1],
  ["batch.silhouetteBatch", "silhouette batch", 1],
  ["batch.ilisi", "iLISI batch", 1],
  ["batch.kbetPerLabel", "kBET batch", 1],
  ["batch.pcrComparison", "PCR batch", 1],
  ["modality.silhouetteBatch", "silhouette modality", 1],
  ["modality.ilisi", "iLISI modality", 1],
  ["modality.kbetPerLabel", "kBET modality", 1],
  ["modality.graphConnectivity", "connectivity", 1],
  ["modality.pcrComparison", "PCR modality", 1],
  ["foscttmBack", "FOSCTTM back", -1],
  ["transfer", "labels, first to second", 1],
  ["transferBack", "labels, second to first", 1],
  ["ariFirst", "k-means ARI, first", 1],
  ["ariSecond", "k-means ARI, second", 1],
];

/** Scores of sections that were joined; their rows' own table shows them. */
const SECTIONS: readonly Score[] = [
  ["mclust", "ARI, mclust", 1],
  ["likeliest", "ARI, likeliest of 10 starts", 1],
  ["kmeans", "ARI, k-means", 1],
  ["ilisi", "iLISI", 1],
  ["kbet", "kBET", 1],
];
const KNOWN = [...MAIN, ...SINGLE, ...SECTIONS];

/** Rows with total, groups and FOSCTTM, and every single score folded below. */
export function integrationTables(rows: readonly RowResults[]): string {
  const run = rows.filter(({ results }) => results.size > 0);
  return paragraphs(
    table(["row", ...headings(run, MAIN)], run.map((row) => [named(row), ...cells(run, row, MAIN, spread)])),
    run.length === 0 ? "" : folded(
      "Every score, medians",
      // One score a line: there are more of them than a page is wide.
      table(
        ["score", ...run.map(({ row }) => row.label)],
        measuredBy(run, SINGLE).map(([name, heading]) => [
          heading,
          ...run.map((row) => short(median(valuesOf(row, name)))),
        ]),
      ),
    ),
  );
}

/** What a paper says of one setting: that a score rises from the row without it to the row with it. */
export interface Ordering {
  /** The row with it. */
  readonly of: string;
  /** The row without it. */
  readonly over: string;
  /** What should rise. */
  readonly scores: readonly string[];
  /** In words. */
  readonly claim: string;
}

/** Which orderings hold: paired differences with their intervals, and what they say. */
export function orderings(rows: readonly RowResults[], claims: readonly Ordering[]): string {
  const told = claims.flatMap(({ of, over, scores, claim }) => {
    const [high, low] = [of, over].map((id) => rows.find(({ row }) => row.id === id));
    if (!high || !low) return [];
    return scores.map((score) => {
      const [, heading, sign] = KNOWN.find(([name]) => name === score)!;
      const found = pairedDifference(...pairsOf(high, low, score));
      return [claim, heading, found.n < 2 ? "–" : inWords(found), verdict(found, sign)];
    });
  });
  return table(["claim", "score", "paired difference, mean (95 % interval)", ""], told);
}

/** Where one row is better than another, and where it is worse, by all main scores. */
export function rivals(rows: readonly RowResults[], id: string, rivalId: string): string {
  const [own, rival] = [id, rivalId].map((wanted) => rows.find(({ row }) => row.id === wanted));
  if (!own || !rival) return "";
  const compared = measuredBy([own, rival], MAIN).map(([name, heading, sign]) => {
    const [ours, theirs] = pairsOf(own, rival, name);
    const said = sign * directionOf(pairedDifference(ours, theirs));
    // Told as what the better one has over the other.
    return { heading, found: said < 0 ? pairedDifference(theirs, ours) : pairedDifference(ours, theirs), said };
  }).filter(({ found }) => found.n > 1);
  const those = (kept: typeof compared) => kept.map(({ heading, found }) => `${heading} ${inWords(found)}`).join(", ");
  const [worse, better] = [compared.filter(({ said }) => said < 0), compared.filter(({ said }) => said > 0)];
  const level = compared.filter(({ said }) => said === 0);
  const [a, b] = [own.row.label, rival.row.label];
  return list([
    ...(worse.length > 0 ? [`**${b} beats ${a}** on ${those(worse)}.`] : []),
    ...(better.length > 0 ? [`${a} beats ${b} on ${those(better)}.`] : []),
    ...(level.length > 0 ? [`The two are not told apart on ${those(level)}.`] : []),
  ]);
}

/** A limit that a row's median must keep. */
export interface Limit {
  /** The row. */
  readonly id: string;
  /** The score. */
  readonly score: string;
  /** The limit: at least it, or at most where less is better. */
  readonly value: number;
}

/** Which limits are kept. */
export function limits(rows: readonly RowResults[], wanted: readonly Limit[]): string {
  const told = wanted.flatMap(({ id, score, value }) => {
    const row = rows.find((found) => found.row.id === id);
    if (!row) return [];
    const [, heading, sign] = KNOWN.find(([name]) => name === score)!;
    const found = median(valuesOf(row, score));
    const met = sign * (found - value) >= 0;
    const part = row.results.size < row.nPlanned ? `, on ${row.results.size} of ${row.nPlanned} runs` : "";
    const said = Number.isNaN(found) ? "not run" : `${met ? "met" : "**missed**"}${part}`;
    return [[row.row.label, `${heading}, median ${sign > 0 ? "≥" : "≤"} ${short(value)}`, short(found), said]];
  });
  return table(["row", "bar", "found", ""], told);
}

function verdict(found: PairedDifference, sign: 1 | -1): string {
  if (found.n < 2) return "not run";
  const direction = sign * directionOf(found);
  if (direction === 0) return "not told apart";
  return direction > 0 ? "holds" : "**the other way round**";
}

/** On which side of 0 the interval lies; 0 where it reaches over it. */
function directionOf({ low, high }: PairedDifference): -1 | 0 | 1 {
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

function inWords({ mean, low, high, pValue, n }: PairedDifference): string {
  return `${signed(mean)} (${signed(low)} to ${signed(high)}; p ${probability(pValue)}, n ${n})`;
}

function named(row: RowResults): string {
  return `${row.row.label}${coverage(row)}`;
}

function cells(
  run: readonly RowResults[],
  row: RowResults,
  scores: readonly Score[],
  shown: (values: readonly number[]) => string,
): string[] {
  return measuredBy(run, scores).map(([name]) => shown(valuesOf(row, name)));
}

function headings(run: readonly RowResults[], scores: readonly Score[]): string[] {
  return measuredBy(run, scores).map(([, heading]) => heading);
}

/** The scores that some row has. */
function measuredBy(run: readonly RowResults[], scores: readonly Score[]): readonly Score[] {
  return scores.filter(([name]) => run.some((row) => valuesOf(row, name).length > 0));
}
