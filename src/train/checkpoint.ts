import { WeftError } from "../core/error.ts";
import type { UnsDict } from "../data/uns.ts";
import type { OptimizerState } from "../nn/flat_state.ts";
import type { Weights } from "../nn/parameter_set.ts";
import type { EpochLosses } from "./history.ts";
import type { LossSums } from "./loss_means.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

const FORMAT = "weft-checkpoint-1";
const WEIGHT = "weight/";
const BEST = "best/";

/** How far an epoch has come. */
export interface Within {
  /** Updates done. */
  readonly nUpdates: number;
  /** Sums of their losses. */
  readonly sums: LossSums;
}

/** The weights that told held-out observations best. */
export interface BestWeights {
  /** Epochs done then. */
  readonly epoch: number;
  /** The validation loss. */
  readonly loss: number;
  /** The weights by name. */
  readonly weights: ReadonlyMap<string, Weights>;
}

/** The exact state of a training between two updates: going on from it gives the bytes of an unbroken run. */
export interface Checkpoint {
  /** The method's name. */
  readonly method: string;
  /** The method's preset. */
  readonly preset: string;
  /** The method's settings. */
  readonly config: UnsDict;
  /** The run's seed. */
  readonly seed: number;
  /** The network's weights by name. */
  readonly weights: ReadonlyMap<string, Weights>;
  /** What the optimiser remembers. */
  readonly optimizer: OptimizerState;
  /** The losses of every epoch so far. */
  readonly history: readonly EpochLosses[];
  /** The epoch that was going on; `undefined` between two. */
  readonly within?: Within | undefined;
  /** The best weights so far, if any are held. */
  readonly best?: BestWeights | undefined;
}

/** A checkpoint as the bytes of a safetensors file. */
export function encodeCheckpoint({ weights, optimizer, best, ...rest }: Checkpoint): Uint8Array {
  const tensors = new Map<string, Weights>();
  for (const [name, value] of weights) tensors.set(`${WEIGHT}${name}`, value);
  for (const [name, value] of optimizer.tensors) tensors.set(name, value);
  for (const [name, value] of best?.weights ?? []) tensors.set(`${BEST}${name}`, value);
  const of = best && { epoch: best.epoch, loss: best.loss };
  const state = JSON.stringify({ ...rest, best: of, steps: optimizer.steps });
  return encodeSafetensors({ tensors, metadata: { format: FORMAT, state } });
}

/**
 * The checkpoint in the bytes of a safetensors file.
 *
 * @throws {WeftError} `Corrupt` when the bytes are not such a file or not a checkpoint of weft.
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata: { format, state } } = decodeSafetensors(bytes);
  if (format !== FORMAT || state === undefined) {
    throw new WeftError("Corrupt", { expected: `a checkpoint of format '${FORMAT}'`, found: `'${format}'` });
  }
  const { steps, best, ...rest } = JSON.parse(state);
  const weights = new Map<string, Weights>();
  const bestWeights = new Map<string, Weights>();
  const remembered = new Map<string, Weights>();
  for (const [name, value] of tensors) {
    if (name.startsWith(WEIGHT)) weights.set(name.slice(WEIGHT.length), value);
    else if (name.startsWith(BEST)) bestWeights.set(name.slice(BEST.length), value);
    else remembered.set(name, value);
  }
  const of = best && { best: { ...best, weights: bestWeights } };
  return { ...rest, ...of, weights, optimizer: { steps, tensors: remembered } };
}
