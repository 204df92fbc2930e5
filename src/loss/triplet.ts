import type { Engine } from "../engine/engine.ts";
import { tripletOp } from "../engine/ops/triplet.ts";
import type { Tensor } from "../engine/tf.ts";

/** Options of {@linkcode triplet}. */
export interface TripletOptions {
  /** How much nearer the positive must be than the negative; default 0.5. */
  readonly margin?: number | undefined;
}

/**
 * Triplet margin loss: the mean over triplets of `max(0, ‖zₐ − zₚ + ε‖ − ‖zₐ − zₙ + ε‖ + margin)` with `ε = 10⁻⁶` on
 * every coordinate; plain Euclidean distances, 0 when there are no triplets.
 *
 * @param engine Where it runs.
 * @param z `nObs × nLatent`.
 * @param triplets `nTriplets × 3` rows of `z`: anchor, positive, negative; constants.
 * @param options The margin.
 * @returns A scalar.
 *
 * @example
 * ```ts
 * import { triplet } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const loss = engine.run(() => {
 *   const z = engine.tensor(new Float32Array([0, 1, 3]), [3, 1]);
 *   return triplet(engine, z, new Int32Array([0, 1, 2]), { margin: 3 }).dataSync()[0]!;
 * });
 * assert(Math.abs(loss - 1) < 1e-5);
 * ```
 */
export function triplet(
  engine: Engine,
  z: Tensor,
  triplets: Int32Array,
  { margin = 0.5 }: TripletOptions = {},
): Tensor {
  return tripletOp(engine, z, { triplets, margin });
}
