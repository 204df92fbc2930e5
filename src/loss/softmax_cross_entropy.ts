import { checkNumber } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import { softmaxCrossEntropyOp } from "../engine/ops/softmax_cross_entropy.ts";
import type { Tensor } from "../engine/tf.ts";
import { type Labels, labelTensor } from "./label_tensor.ts";

/** Options of {@linkcode softmaxCrossEntropy}. */
export interface SoftmaxCrossEntropyOptions {
  /** What logits are divided by; default 1. */
  readonly temperature?: number | undefined;
}

/**
 * Softmax cross-entropy: the mean over rows of `ln Σⱼ exp(aᵢⱼ/τ) − a_i,yᵢ/τ`, 0 without rows.
 *
 * @param engine Where it runs.
 * @param logits `nObs × nClasses`; gradients flow into them.
 * @param labels `nObs` integers from 0 to `nClasses − 1`; constants.
 * @param options The temperature.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` or `BadValues` for labels that do not fit; `InvalidArgument` for the temperature.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const loss = engine.run(() => {
 *   const logits = engine.tensor(new Float32Array([1, 1, 1, 1]), [1, 4]);
 *   return softmaxCrossEntropy(engine, logits, new Int32Array([2])).dataSync()[0]!;
 * });
 * assert(Math.abs(loss - Math.log(4)) < 1e-6);
 * ```
 */
export function softmaxCrossEntropy(
  engine: Engine,
  logits: Tensor,
  labels: Labels,
  { temperature = 1 }: SoftmaxCrossEntropyOptions = {},
): Tensor {
  checkNumber(temperature, "temperature", Number.MIN_VALUE);
  const [nRows, nClasses] = logits.shape as [number, number];
  return softmaxCrossEntropyOp(engine, logits, labelTensor(engine, labels, nRows, nClasses), { temperature });
}
