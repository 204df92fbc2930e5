import { WeftError } from "../core/error.ts";
import type { UnsDict } from "../data/uns.ts";
import type { OptimizerState } from "../nn/flat_state.ts";
import type { Weights } from "../nn/parameter_set.ts";
import type { EpochLosses } from "./history.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

const FORMAT = "weft-checkpoint-1";
const WEIGHT = "weight/";

/** The exact state of a training between two epochs: going on from it gives the bytes of an unbroken run. */
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
}

/** A checkpoint as the bytes of a safetensors file. */
export function encodeCheckpoint({ weights, optimizer, ...rest }: Checkpoint): Uint8Array {
  const tensors = new Map<string, Weights>();
  for (const [name, value] of weights) tensors.set(`${WEIGHT}${name}`, value);
  for (const [name, value] of optimizer.tensors) tensors.set(name, value);
  const state = JSON.stringify({ ...rest, steps: optimizer.steps });
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
  const { steps, ...rest } = JSON.parse(state);
  const weights = new Map<string, Weights>();
  const remembered = new Map<string, Weights>();
  for (const [name, value] of tensors) {
    if (name.startsWith(WEIGHT)) weights.set(name.slice(WEIGHT.length), value);
    else remembered.set(name, value);
  }
  return { ...rest, weights, optimizer: { steps, tensors: remembered } };
}
