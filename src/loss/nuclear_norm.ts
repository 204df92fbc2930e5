import type { Engine } from "../engine/engine.ts";
import { nuclearNormOp } from "../engine/ops/nuclear_norm.ts";
import type { Tensor } from "../engine/tf.ts";

/**
 * Nuclear norm, the sum of the singular values, of a tall matrix; its gradient is `U Vᵀ` over the singular values above
 * 10⁻⁶ of the largest. Computed from the small Gram matrix in float64: time grows with `nObs · nCols² + nCols³`.
 *
 * @param engine Where it runs.
 * @param matrix `nObs × nCols`.
 * @returns A scalar.
 *
 * @example
 * ```ts
 * import { nuclearNorm } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const norm = engine.run(() =>
 *   nuclearNorm(engine, engine.tensor(new Float32Array([3, 0, 0, -4, 0, 0]), [3, 2])).dataSync()[0]!
 * );
 * assert(Math.abs(norm - 7) < 1e-5);
 * ```
 */
export function nuclearNorm(engine: Engine, matrix: Tensor): Tensor {
  return nuclearNormOp(engine, matrix);
}
