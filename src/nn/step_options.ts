import type { Tensor } from "../engine/tf.ts";

/** Options of one step of an optimiser. */
export interface StepOptions {
  /** Step size of this step, from a schedule; default the optimiser's. */
  readonly lr?: number | undefined;
  /** Gradients that count towards the length that `gradClip` bounds, but move nothing; default none. */
  readonly alsoClipped?: Iterable<Tensor> | undefined;
}
