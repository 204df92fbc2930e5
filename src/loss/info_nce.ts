import { checkInteger, checkNumber } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import { infoNceOp } from "../engine/ops/info_nce.ts";
import type { Tensor } from "../engine/tf.ts";
import { checkPair } from "./check_pair.ts";

/** Options of {@linkcode infoNce}. */
export interface InfoNceOptions {
  /** `τ`, what cosines are divided by; default 0.2. */
  readonly temperature?: number | undefined;
  /** Consecutive rows that are each other's negatives, the last block may be smaller; default all rows. */
  readonly blockSize?: number | undefined;
}

/**
 * Contrastive loss InfoNCE: row `i` of `a` belongs to row `i` of `b`, and other rows of its block are negatives. The mean
 * over rows and both directions of `ln Σⱼ exp(cos(aᵢ, bⱼ)/τ) − cos(aᵢ, bᵢ)/τ`. Cosines are never kept; time grows with
 * `nObs · blockSize`.
 *
 * @param engine Where it runs.
 * @param a `nObs × nLatent`.
 * @param b `nObs × nLatent`; gradients flow into both.
 * @param options Temperature and blocks.
 * @returns A scalar.
 * @throws {WeftError} `Misaligned` when shapes differ; `InvalidArgument` for a temperature that is not positive.
 *
 * @example
 * ```ts
 * import { infoNce } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const loss = engine.run(() => {
 *   const rows = engine.tensor(new Float32Array([1, 0, 0, 1]), [2, 2]);
 *   return infoNce(engine, rows, rows, { temperature: 1 }).dataSync()[0]!;
 * });
 * assert(Math.abs(loss - Math.log(1 + Math.exp(-1))) < 1e-6);
 * ```
 */
export function infoNce(
  engine: Engine,
  a: Tensor,
  b: Tensor,
  { temperature = 0.2, blockSize = Math.max(1, a.shape[0]!) }: InfoNceOptions = {},
): Tensor {
  checkPair(a, b, ["a", "b"]);
  checkNumber(temperature, "temperature", Number.MIN_VALUE);
  checkInteger(blockSize, "blockSize", 1);
  return infoNceOp(engine, a, b, { temperature, block: blockSize });
}
