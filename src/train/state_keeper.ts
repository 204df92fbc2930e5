import type { BestWeights, Checkpoint } from "./checkpoint.ts";

/** States with finite losses that a training keeps at most, one after the other. */
const N_KEPT = 20;

/** Keeps the last state whose losses were finite, and the weights that told held-out observations best. */
export class StateKeeper {
  /** The best weights so far. */
  best: BestWeights | undefined;
  readonly #every: number;
  #candidate: Checkpoint | undefined;
  #sound: Checkpoint | undefined;

  /** Nothing is kept yet. */
  constructor(nEpochs: number) {
    this.#every = Math.max(1, Math.ceil(nEpochs / N_KEPT));
  }

  /** The last state kept whose losses were finite. */
  get sound(): Checkpoint | undefined {
    return this.#sound;
  }

  /** Takes the state at the beginning of some epochs, not yet known to be sound. */
  async atBegin(epoch: number, capture: () => Promise<Checkpoint>): Promise<void> {
    if (epoch % this.#every === 0) this.#candidate = await capture();
  }

  /** An epoch has ended with finite losses: the state taken before it is sound. */
  atEnd(epoch: number): void {
    if (this.#candidate && this.#candidate.history.length < epoch) {
      this.#sound = this.#candidate;
      this.#candidate = undefined;
    }
  }

  /** Whether a validation loss is less than any before. */
  isBest(loss: number): boolean {
    return loss < (this.best?.loss ?? Infinity);
  }

  /** Goes on from a saved state. */
  load(checkpoint: Checkpoint): void {
    this.best = checkpoint.best;
    if (checkpoint.history.length > 0) this.#sound = checkpoint;
  }
}
