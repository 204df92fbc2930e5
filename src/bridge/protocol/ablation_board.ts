import type { PROTOCOL_VERSION } from "./protocol_version.ts";

/** How far a line lies above the first, over the seeds that both have. */
export interface BoardDifference {
  /** Mean of the differences of the metric. */
  readonly mean: number;
  /** Lower end of its 95 % interval; `null` for fewer than two seeds. */
  readonly low: number | null;
  /** Upper end of its 95 % interval; `null` for fewer than two seeds. */
  readonly high: number | null;
  /** P-value corrected for the number of lines; `null` without an interval. */
  readonly pHolm: number | null;
}

/** One line of a study: a variant over its seeds. */
export interface BoardLine {
  /** What it is called. */
  readonly name: string;
  /** Seeds that are done. */
  readonly n: number;
  /** Numbers of its rows, in the order of the seeds. */
  readonly rows: readonly number[];
  /** Mean of each score; `null` where there is none. */
  readonly means: readonly (number | null)[];
  /** Standard deviation of each; `null` for fewer than two seeds. */
  readonly sds: readonly (number | null)[];
  /** Against the first line; `null` for that line itself, and before there is a pair. */
  readonly difference: BoardDifference | null;
  /** Mean seconds of a training; `null` before one is done. */
  readonly seconds: number | null;
}

/** One training. */
export interface BoardRow {
  /** Seed of the training. */
  readonly seed: number;
  /** Where it stands. */
  readonly state: "waiting" | "training" | "done" | "failed" | "stopped";
  /** Epochs done. */
  readonly epoch: number;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** The metric; `null` before it is done. */
  readonly score: number | null;
  /** Whether it was found in the folder of finished rows. */
  readonly kept: boolean;
  /** What broke it; `null` when nothing did. */
  readonly problem: string | null;
}

/** How a page draws; pages set it, and every page on the study sees the same. */
export interface BoardView {
  /** The line whose map is shown. */
  readonly line: number;
  /** Which of its rows. */
  readonly row: number;
  /** Name of the loss term whose curves are drawn. */
  readonly term: string;
  /** Whether losses stand on a logarithmic axis. */
  readonly log: boolean;
  /** What lines are sorted by: the number of a score, or `null` for the order of the study. */
  readonly sort: number | null;
}

/** What a page knows of a study. */
export interface AblationBoardState {
  /** Version of this protocol. */
  readonly protocol: typeof PROTOCOL_VERSION;
  /** "ablation of smart". */
  readonly name: string;
  /** Where it stands. */
  readonly state: "running" | "done" | "stopped" | "interrupted" | "failed";
  /** What broke it, as a sentence; `null` when nothing did. */
  readonly problem: string | null;
  /** Names of the scores in the table; lines are compared by the first. */
  readonly metrics: readonly string[];
  /** For each, whether a lower value is better. */
  readonly lowerBetter: readonly boolean[];
  /** The lines, the one that others are compared with first. */
  readonly lines: readonly BoardLine[];
  /** The trainings, in the order in which they are done. */
  readonly rows: readonly BoardRow[];
  /** Names of the curves: `total`, then every term of any row. */
  readonly terms: readonly string[];
  /**
   * A curve a row: float32, points × terms, NaN where it has no such term; empty before its first epoch. The points lie
   * evenly from the first epoch to the last.
   */
  readonly curves: readonly Float32Array<ArrayBuffer>[];
  /** float32, one a spot shown, 0 … 1 along the longer axis, to the right; empty without coordinates. */
  readonly x: Float32Array<ArrayBuffer>;
  /** float32, in the unit of `x`, downwards. */
  readonly y: Float32Array<ArrayBuffer>;
  /** For each row, the domain of each spot shown as its number in `domains`; 255 for none, empty before it is done. */
  readonly labels: readonly Uint8Array<ArrayBuffer>[];
  /** Names of the domains. */
  readonly domains: readonly string[];
  /** A CSS colour for each. */
  readonly colors: readonly string[];
  /** How pages draw. */
  readonly view: BoardView;
  /** Whether a kernel listens. */
  readonly live: boolean;
}

/** What a page asks of a study: to end, or whether its kernel is there, which answers with the same. */
export interface AblationBoardMessage {
  /** What is asked. */
  readonly kind: "stop" | "weft.hello";
}
