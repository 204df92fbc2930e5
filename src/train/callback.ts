import type { EpochLosses, History } from "./history.ts";

/** Why a training ended: all epochs done, the losses no longer fell, or someone stopped it. */
export type StopReason = "epochs" | "converged" | "stopped";

/** What a callback sees between two epochs. */
export interface TrainingView {
  /** Epochs done. */
  readonly epoch: number;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** The losses so far. */
  readonly history: History;
}

/** Something that watches a training, or ends it. */
export interface Callback {
  /** Called before every update; a reason ends the training there. */
  beforeEpoch?(view: TrainingView): StopReason | undefined;
  /** Called after every update with its losses. */
  afterEpoch?(view: TrainingView, losses: EpochLosses): void;
}
