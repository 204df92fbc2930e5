import type { Engine } from "../engine/engine.ts";
import { nearestPrototypeOp } from "../engine/ops/nearest_prototype.ts";
import type { Tensor } from "../engine/tf.ts";

/**
 * The nearest prototype of each row by Euclidean distance, the first of several; no gradient flows through the choice.
 *
 * @param engine Where it runs.
 * @param z `nObs × nLatent`.
 * @param prototypes `nPrototypes × nLatent`.
 * @returns `nObs` integers from 0 to `nPrototypes − 1`.
 *
 * @example
 * ```ts
 * import { prototypeLabels } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const labels = engine.run(() => {
 *   const z = engine.tensor(new Float32Array([0, 1, 9]), [3, 1]);
 *   return prototypeLabels(engine, z, engine.tensor(new Float32Array([8, 0]), [2, 1])).dataSync();
 * });
 * assert.deepEqual([...labels], [1, 1, 0]);
 * ```
 */
export function prototypeLabels(engine: Engine, z: Tensor, prototypes: Tensor): Tensor {
  return nearestPrototypeOp(engine, prototypeProducts(engine, z, prototypes), prototypes);
}

/** `z prototypesᵀ`, `nObs × nPrototypes`. */
export function prototypeProducts({ tf }: Engine, z: Tensor, prototypes: Tensor): Tensor {
  return tf.matMul(z as never, prototypes as never, false, true);
}
