import type { CategoricalColumn } from "../data/columns/categorical_column.ts";
import type { StopReason } from "../train/callback.ts";
import type { EpochLosses } from "../train/history.ts";

/** Where one row of a study stands. */
export type StudyRowState = "waiting" | "training" | "done" | "failed" | "stopped";

/** One training of a study with one way of reading its embedding. */
export interface StudyRow {
  /** The line it belongs to, such as "without triplet". */
  readonly variant: string;
  /** Seed of weights and all else. */
  readonly seed: number;
  /** Clusters looked for. */
  readonly nClusters: number;
  /** Settings that make the line what it is. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where it stands. */
  readonly state: StudyRowState;
  /** Whether it was read from the folder of finished rows. */
  readonly kept: boolean;
  /** Epochs done. */
  readonly epoch: number;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** Why the training ended; `undefined` before. */
  readonly stopReason: StopReason | undefined;
  /** The losses of every epoch so far. */
  readonly losses: readonly EpochLosses[];
  /** Seconds that the training took; NaN before it has ended. */
  readonly seconds: number;
  /** Every score of a report by name, `null` where one is undefined; none before it is done. */
  readonly scores: Readonly<Record<string, number | null>>;
  /** The domain of each spot, renamed after the truth or the first row so that like means like; `undefined` before it is done. */
  readonly domains: CategoricalColumn | undefined;
  /** What broke it, as a sentence; `null` when nothing did. */
  readonly problem: string | null;
}
