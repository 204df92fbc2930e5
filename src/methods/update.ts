import type { Tensor } from "../engine/tf.ts";
import type { Loss } from "../loss/loss.ts";

/**
 * One update of some weights. A method that learns from mini-batches, or moves parts of its network in turns, offers them
 * for an epoch; what they do must hang on nothing but the clock and the network, so that a run may go on in the midst.
 */
export interface Update {
  /** Step size; default the optimiser's. */
  readonly lr?: number | undefined;
  /** Whether its loss counts in the epoch's total; default true. Its terms are told in any case. */
  readonly inTotal?: boolean | undefined;
  /** Which parameters it moves, by name; default all that are trainable. */
  moves?(name: string): boolean;
  /** Which others' gradients count towards the length that `gradClip` bounds; default none. */
  alsoClips?(name: string): boolean;
  /** The loss with its named terms; runs inside `engine.run`, once. */
  loss(): Loss;
  /** Other gradients in place of those found, of moved and of clipped parameters; runs inside `engine.run`. */
  adjust?(gradients: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor>;
}

/** The loss of some held-out observations. */
export interface HeldOut {
  /** How much it counts in the mean of all, say its number of observations. */
  readonly weight: number;
  /** The loss; runs inside `engine.run`. */
  loss(): Loss;
}

/** When to stop because held-out observations are no longer told better. */
export interface PatienceRule {
  /** Epochs without a new least loss after which training ends. */
  readonly epochs: number;
  /** Whether the weights of the least loss are put back at the end. */
  readonly restoreBest: boolean;
}
