import { checkNumber } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import { softmaxCrossEntropyOp } from "../engine/ops/softmax_cross_entropy.ts";
import type { Tensor } from "../engine/tf.ts";
import { assign, type PrototypeOptions } from "./prototype_ratio.ts";

/**
 * Softmax cross-entropy over prototypes, as RIA trains: the mean over rows of
 * `ln Σₖ exp(zᵢ·μₖ/τ) − zᵢ·μ_yᵢ/τ` with `yᵢ` the row's prototype. Labels are constants; gradients flow into rows and
 * prototypes.
 *
 * @param engine Where it runs.
 * @param z `nObs × nLatent`.
 * @param prototypes `K × nLatent`.
 * @param options The temperature, and labels that are known already.
 * @returns A scalar.
 * @throws {WeftError} `InvalidArgument` for a temperature that is not positive; `Misaligned` or `BadValues` for labels.
 *
 * @example
 * ```ts
 * import { prototypeCrossEntropy } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const loss = engine.run(() => {
 *   const z = engine.tensor(new Float32Array([-1, 1]), [2, 1]);
 *   return prototypeCrossEntropy(engine, z, engine.tensor(new Float32Array([-1, 1]), [2, 1])).dataSync()[0]!;
 * });
 * assert(Math.abs(loss - Math.log(1 + Math.exp(-1))) < 1e-6);
 * ```
 */
export function prototypeCrossEntropy(
  engine: Engine,
  z: Tensor,
  prototypes: Tensor,
  { temperature = 2, labels }: PrototypeOptions = {},
): Tensor {
  checkNumber(temperature, "temperature", Number.MIN_VALUE);
  const { products, chosen } = assign(engine, z, prototypes, labels);
  return softmaxCrossEntropyOp(engine, products, chosen, { temperature });
}
