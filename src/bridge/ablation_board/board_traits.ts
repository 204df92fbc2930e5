import { palette } from "../../plot/palette.ts";
import type { Study } from "../../study/study.ts";
import { isLowerBetter } from "../../study/study_plan.ts";
import type { StudyRow } from "../../study/study_row.ts";
import { type SummaryLine, summaryLines } from "../../study/summary/summary_lines.ts";
import { shownMetrics } from "../../study/summary/summary_lines.ts";
import { shownSpots, tissuePlaces } from "../loss_live/spot_places.ts";
import type { AblationBoardState, BoardDifference, BoardLine } from "../protocol/ablation_board.ts";
import { epochOfPoint } from "../protocol/curves/board_curve.ts";

/** The traits that change while a study runs. */
export type BoardTraits = Omit<AblationBoardState, "protocol" | "name" | "problem" | "x" | "y" | "view" | "live">;

/** Values of all curves together at most. */
const MOST_VALUES = 80_000;
/** Points of a curve at most: a small picture has room for no more. */
const MOST_POINTS = 100;
/** Labels of all maps together at most. */
const MOST_LABELS = 2_000_000;
const TOTAL = "total";
const NO_DOMAIN = 255;

/** Which spots are shown, and where they lie. */
export interface BoardSpots {
  readonly rows: Int32Array;
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Float32Array<ArrayBuffer>;
}

/** The spots of the maps: fewer where there are many maps; none without coordinates. */
export function boardSpots({ data, rows: { length: nRows }, libraryKey }: Study<unknown>): BoardSpots {
  const rows = shownSpots(data.nObs, Math.max(1000, Math.floor(MOST_LABELS / Math.max(1, nRows))));
  const places = tissuePlaces(data, rows, libraryKey);
  const none = new Float32Array(0);
  return places ? { rows, ...places } : { rows: new Int32Array(0), x: none, y: none };
}

/** Everything that pages see of a study as it is now. */
export function boardTraits(study: Study<unknown>, spots: BoardSpots): BoardTraits {
  const { rows, lines, metric } = study;
  const terms = [TOTAL, ...new Set(rows.flatMap(({ losses }) => Object.keys(losses[0]?.terms ?? {})))];
  const metrics = shownMetrics(rows, metric);
  const domains = [...new Set(rows.flatMap(({ domains }) => domains?.categories.toArray().map(String) ?? []))];
  const nPoints = Math.max(2, Math.min(MOST_POINTS, Math.floor(MOST_VALUES / (rows.length * terms.length))));
  return {
    state: study.state,
    metrics,
    lowerBetter: metrics.map(isLowerBetter),
    lines: summaryLines(rows, lines, metric).map((line) => boardLine(line, metrics, rows)),
    rows: rows.map(({ seed, state, epoch, nEpochs, scores, kept, problem }) => {
      return { seed, state, epoch, nEpochs, score: scores[metric] ?? null, kept, problem };
    }),
    terms,
    curves: rows.map((row) => curveOf(row, terms, nPoints)),
    labels: rows.map((row) => labelsOf(row, domains, spots.rows)),
    domains,
    colors: palette(domains.length),
  };
}

function boardLine(line: SummaryLine, metrics: readonly string[], rows: readonly StudyRow[]): BoardLine {
  const { name, n, scores, difference, pHolm, seconds } = line;
  return {
    name,
    n,
    rows: rows.flatMap(({ variant }, i) => variant === name ? [i] : []),
    means: metrics.map((metric) => known(scores[metric]!.mean)),
    sds: metrics.map((metric) => known(scores[metric]!.sd)),
    difference: difference && difference.n > 0 ? boardDifference(difference, pHolm) : null,
    seconds: known(seconds),
  };
}

function boardDifference({ mean, low, high }: NonNullable<SummaryLine["difference"]>, pHolm: number): BoardDifference {
  return { mean, low: known(low), high: known(high), pHolm: known(pHolm) };
}

/** JSON knows no NaN. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function curveOf({ losses }: StudyRow, terms: readonly string[], most: number): Float32Array<ArrayBuffer> {
  const nPoints = Math.min(most, losses.length);
  const values = new Float32Array(nPoints * terms.length);
  for (let point = 0; point < nPoints; point++) {
    const { total, terms: found } = losses[epochOfPoint(point, nPoints, losses.length) - 1]!;
    terms.forEach((term, j) => values[point * terms.length + j] = j === 0 ? total : found[term] ?? NaN);
  }
  return values;
}

function labelsOf({ domains: column }: StudyRow, names: readonly string[], rows: Int32Array): Uint8Array<ArrayBuffer> {
  if (!column) return new Uint8Array(0);
  const places = column.categories.toArray().map((name) => names.indexOf(String(name)) % NO_DOMAIN);
  return Uint8Array.from(rows, (row) => column.codes[row]! < 0 ? NO_DOMAIN : places[column.codes[row]!]!);
}
