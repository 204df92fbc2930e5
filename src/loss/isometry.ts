import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Engine } from "../engine/engine.ts";
import { isometryOp } from "../engine/ops/isometry.ts";
import type { Tensor } from "../engine/tf.ts";
import { checkPair } from "./check_pair.ts";

/**
 * How well distances between rows are kept: `(1/nObs) Σ (‖uᵢ − uⱼ‖ − ‖vᵢ − vⱼ‖)²` over ordered pairs of rows of one class.
 * A distance of 0 has gradient 0. Pairs are never kept; time grows with their number, so it is for mini-batches.
 *
 * @param engine Where it runs.
 * @param u `nObs × nLatent`.
 * @param v `nObs × nShared`; gradients flow into both.
 * @param classes Class of each row, at least 0; default one class for all.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` when rows and classes differ in number; `BadValues` for a negative class.
 *
 * @example
 * ```ts
 * import { isometry } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const loss = engine.run(() => {
 *   const at = (values: number[]) => engine.tensor(new Float32Array(values), [2, 1]);
 *   return isometry(engine, at([0, 5]), at([0, 3])).dataSync()[0];
 * });
 * assert.equal(loss, 4);
 * ```
 */
export function isometry(
  engine: Engine,
  u: Tensor,
  v: Tensor,
  classes: Int32Array = new Int32Array(u.shape[0]!),
): Tensor {
  checkPair(u, v, ["u", "v"], true);
  checkLength(classes.length, u.shape[0]!, "classes", "rows");
  const at = classes.findIndex((label) => label < 0);
  if (at >= 0) {
    throw new WeftError("BadValues", { expected: "classes from 0 on", found: `${classes[at]}`, where: `row ${at}` });
  }
  return isometryOp(engine, u, v, classes);
}
