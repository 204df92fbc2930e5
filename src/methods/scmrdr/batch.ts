import type { Rng } from "../../core/rng.ts";
import type { Disposable } from "../method.ts";
import type { ScmrdrConfig } from "./config.ts";
import { HeldCells } from "./held_cells.ts";
import type { ScmrdrInputs } from "./inputs.ts";

/** Which cells scMRDR trains on, and which it is judged by. */
export interface ScmrdrBatch extends Disposable {
  /** What was read. */
  readonly inputs: ScmrdrInputs;
  /** Cells that are trained on. */
  readonly trained: Int32Array;
  /** Cells that are held out. */
  readonly heldOut: Int32Array;
  /** Those of the mini-batch that is trained on, on the engine. */
  readonly held: HeldCells;
}

/** Holds out a part of each modality's cells, rounded down, never so many that fewer than two are left. */
export function splitCells(inputs: ScmrdrInputs, { validationFraction }: ScmrdrConfig, rng: Rng): ScmrdrBatch {
  const out = new Uint8Array(inputs.nObs);
  inputs.modalities.forEach(({ name }, m) => {
    const cells = Int32Array.from({ length: inputs.nObs }, (_, i) => i).filter((i) => inputs.modality[i] === m);
    const count = Math.max(0, Math.min(Math.floor(validationFraction * cells.length), cells.length - 2));
    for (const i of rng.split(name).sample(cells.length, count)) out[cells[i]!] = 1;
  });
  const those = (held: number) => Int32Array.from({ length: inputs.nObs }, (_, i) => i).filter((i) => out[i] === held);
  const held = new HeldCells();
  return { inputs, trained: those(0), heldOut: those(1), held, dispose: () => held.dispose() };
}

/** The mini-batches of an epoch: shuffled, or drawn with equal chance for each modality; what does not fill one is left out. */
export function miniBatches({ inputs, trained }: ScmrdrBatch, config: ScmrdrConfig, rng: Rng): Int32Array[] {
  const size = Math.min(config.batchSize, trained.length);
  const order = config.balanced ? balancedDraws(inputs, trained, rng) : shuffled(trained, rng);
  return Array.from(
    { length: nMiniBatches(trained.length, config) },
    (_, b) => order.subarray(b * size, (b + 1) * size),
  );
}

/** Mini-batches of an epoch. */
export function nMiniBatches(nTrained: number, { batchSize }: Pick<ScmrdrConfig, "batchSize">): number {
  return Math.floor(nTrained / Math.min(batchSize, nTrained));
}

function shuffled(cells: Int32Array, rng: Rng): Int32Array {
  return rng.permutation(cells.length).map((i) => cells[i]!);
}

function balancedDraws({ modality, modalities }: ScmrdrInputs, cells: Int32Array, rng: Rng): Int32Array {
  const byModality = modalities.map((_, m) => cells.filter((cell) => modality[cell] === m));
  return cells.map(() => {
    const own = byModality[rng.integer(byModality.length)]!;
    return own[rng.integer(own.length)]!;
  });
}
