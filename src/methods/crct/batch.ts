import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import { normalNoise } from "../../nn/normal_noise.ts";
import { type FamilyBatch, familyBatch } from "../family/batch.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import type { Clock } from "../method.ts";

/** What CRCT trains on: the full batch, and what one epoch hands on to its end. */
export interface CrctBatch extends FamilyBatch {
  /** Standard normal draws of an epoch, `length` of them. */
  noise(clock: Clock, length: number): Float32Array;
  /** Class statistics that the loss of this epoch found, which count once the step is done. */
  pending: Tensor | undefined;
}

/** Puts the constants of training on the engine. */
export function crctBatch(engine: Engine, inputs: FamilyInputs): CrctBatch {
  const family = familyBatch(engine, inputs);
  const batch: CrctBatch = {
    ...family,
    noise: ({ rng }, length) => normalNoise(rng.split("noise"), length),
    pending: undefined,
    dispose() {
      engine.tf.dispose([...batch.held, ...(batch.pending ? [batch.pending] : [])] as never);
      family.dispose();
    },
  };
  return batch;
}
