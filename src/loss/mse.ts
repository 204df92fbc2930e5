import type { Engine } from "../engine/engine.ts";
import { mseOp } from "../engine/ops/mse.ts";
import type { Tensor } from "../engine/tf.ts";
import { checkPair } from "./check_pair.ts";

/**
 * Mean squared error over all entries: `(1 / nObs·nVars) Σ (prediction − target)²`.
 *
 * @param engine Where it runs.
 * @param prediction `nObs × nVars`; gradients flow into it.
 * @param target `nObs × nVars`; a constant.
 * @returns A scalar.
 *
 * @example
 * ```ts
 * import { mse } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const at = (values: number[]) => engine.tensor(new Float32Array(values), [1, 2]);
 * assert.equal(engine.run(() => mse(engine, at([1, 2]), at([1, 4])).dataSync()[0]), 2);
 * ```
 */
export function mse(engine: Engine, prediction: Tensor, target: Tensor): Tensor {
  checkPair(prediction, target, ["prediction", "target"]);
  return mseOp(engine, prediction, target);
}
