import type { PROTOCOL_VERSION } from "./protocol_version.ts";

/** Where the run stands that a page looks at. */
export type LossLiveRunState = "preparing" | "training" | "paused" | "done" | "interrupted" | "failed";

/** The losses of another run of the same method, drawn faintly behind. */
export interface LossLiveOther {
  /** What it is called: "seed 3". */
  readonly name: string;
  /** float32, epochs × terms as in {@linkcode LossLiveState.curve}; NaN where it lacked a term. */
  readonly curve: Float32Array<ArrayBuffer>;
}

/** Where a training ended before all epochs were done. */
export interface LossLiveMarker {
  /** Epochs done by then. */
  readonly epoch: number;
  /** Why: "converged", "stopped", "interrupted". */
  readonly label: string;
}

/** How a page draws; pages set it, and every page on the run sees the same. */
export interface LossLiveView {
  /** Whether the losses stand on a logarithmic axis. */
  readonly log: boolean;
  /** Whether each term is drawn as it counts in the total: times its weight. */
  readonly weighted: boolean;
  /** 0 for the bare curve, up to 0.99: share of the running mean that is kept at each epoch. */
  readonly smoothing: number;
  /** Names of the terms whose curves are switched off. */
  readonly hidden: readonly string[];
}

/** What a page knows of a run. */
export interface LossLiveState {
  /** Version of this protocol. */
  readonly protocol: typeof PROTOCOL_VERSION;
  /** The method's name and the seed: "smart, seed 2024". */
  readonly name: string;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** Epochs done. */
  readonly epoch: number;
  /** Where it stands. */
  readonly state: LossLiveRunState;
  /** Why it ended; `null` while it goes on, or when it was interrupted or failed. */
  readonly stopReason: "epochs" | "converged" | "stopped" | null;
  /** What broke it, as a sentence; `null` when nothing did. */
  readonly problem: string | null;
  /** Names of the curves: `total`, then each term. */
  readonly terms: readonly string[];
  /** Weight of each at the last epoch; 1 for the total. */
  readonly weights: readonly number[];
  /** A CSS colour for each, as seen on white and on black. */
  readonly termColors: readonly string[];
  /**
   * float32, epochs × terms, before weighting, NaN where an epoch lacked a term. May lag behind `epoch` while the run goes
   * on: what is new comes as {@linkcode LossLiveRows}, and a page asks for what it missed.
   */
  readonly curve: Float32Array<ArrayBuffer>;
  /** Other runs, oldest first. */
  readonly others: readonly LossLiveOther[];
  /** Epochs a second lately; 0 when not known. */
  readonly rate: number;
  /** Seconds that the epochs left would take; `null` when not known. */
  readonly secondsLeft: number | null;
  /** Where it ended early; `null` when it did not. */
  readonly marker: LossLiveMarker | null;
  /** float32, one a spot shown, 0 … 1 along the longer axis; x to the right. */
  readonly x: Float32Array<ArrayBuffer>;
  /** float32, in the unit of `x`, downwards. */
  readonly y: Float32Array<ArrayBuffer>;
  /** What `x` and `y` are: places in the tissue, or the first two axes of the embedding. */
  readonly places: "tissue" | "embedding";
  /** uint8, the cluster of each spot shown, 0 … nClusters − 1; empty before the first picture. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** Clusters in the picture. */
  readonly nClusters: number;
  /** A CSS colour for each cluster. */
  readonly colors: readonly string[];
  /** Epoch whose embedding the picture shows; 0 before the first. */
  readonly pictureEpoch: number;
  /** Why there is no picture; `null` when there is one or will be. */
  readonly pictureProblem: string | null;
  /** How pages draw. */
  readonly view: LossLiveView;
  /** Whether a kernel listens: not on exported pages, and not where the kernel hears no page. */
  readonly live: boolean;
}

/** What a page asks of a run: to hold, go on or end; or the rows of the curve from one on. */
export type LossLiveMessage =
  | { readonly kind: "control"; readonly action: "pause" | "resume" | "stop" }
  | { readonly kind: "rows"; readonly from: number };

/** What the kernel sends beside the state: rows of the curve, float32 in one buffer. */
export interface LossLiveRows {
  /** Rows follow. */
  readonly kind: "rows";
  /** Row of the first; 0 is the first epoch. */
  readonly from: number;
  /** Columns. */
  readonly nTerms: number;
}
