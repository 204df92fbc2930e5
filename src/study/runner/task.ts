import type { ErrorFields, ErrorTag } from "../../core/error.ts";
import type { EngineName } from "../../engine/engine.ts";
import type { EpochLosses } from "../../train/history.ts";
import type { InputOptions } from "../../methods/method.ts";
import type { StopReason } from "../../train/callback.ts";
import type { PackedTissue } from "../packed/packed_tissue.ts";
import type { ClusterChoice } from "../partition.ts";

/** A method as plain data, from which another thread makes it again. */
export interface MethodSpec {
  /** Its name in `methods`. */
  readonly name: string;
  readonly preset: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Prefixes of loss terms that its total leaves out. */
  readonly withoutTerms: readonly string[];
}

/** How an embedding is read: which clusters are looked for. */
export interface ReadOutSpec {
  readonly useCluster: ClusterChoice;
  readonly nClusters: number;
}

/** What a training left. */
export interface Trained {
  /** `nObs × nLatent`, row after row. */
  readonly embedding: Float32Array;
  readonly nLatent: number;
  readonly losses: readonly EpochLosses[];
  readonly stopReason: StopReason;
  /** Seconds that the training took on its thread. */
  readonly seconds: number;
}

/** What an embedding says, read one way. */
export interface ReadOut {
  /** The cluster of each spot, from 0. */
  readonly labels: Int32Array;
  /** The clusters' own names. */
  readonly names: readonly string[];
  /** Every score of a report; `null` where one is undefined. */
  readonly scores: Readonly<Record<string, number | null>>;
}

/** One training and how its embedding is read. */
export interface Task {
  readonly id: number;
  readonly method: MethodSpec;
  readonly seed: number;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** Which of the packed tissues it reads. */
  readonly tissue: string;
  /** Which features of each modality it reads. */
  readonly inputs: InputOptions;
  /** The training, where it is known already. */
  readonly trained: Trained | undefined;
  readonly readOuts: readonly { readonly index: number; readonly spec: ReadOutSpec }[];
}

/** What all tasks of a study share. */
export interface TaskContext {
  readonly tissues: Readonly<Record<string, PackedTissue>>;
  readonly scoring: PackedTissue;
  readonly engine: EngineName;
}

/** What is told of a task while it is done. */
export type TaskNews =
  | { readonly kind: "epochs"; readonly id: number; readonly losses: readonly EpochLosses[] }
  | { readonly kind: "trained"; readonly id: number; readonly trained: Trained }
  | { readonly kind: "read"; readonly id: number; readonly index: number; readonly readOut: ReadOut };

/** An error as plain data. */
export interface TaskFailure {
  readonly tag: ErrorTag;
  readonly fields: ErrorFields;
}
