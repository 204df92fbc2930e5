import type { Rng } from "../core/rng.ts";
import type { Weights } from "./parameter_set.ts";

/**
 * Uniform weights in `±√(6 / (nIn + nOut))` (Glorot and Bengio 2010), as PyTorch's `xavier_uniform_`.
 *
 * @param shape `[nIn, nOut]`.
 * @param rng The source of randomness.
 * @returns The first values.
 *
 * @example
 * ```ts
 * import { xavierInit } from "weft/nn";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const { data } = xavierInit([4, 2], new Rng(0));
 * assert(data.every((weight) => Math.abs(weight) <= 1));
 * ```
 */
export function xavierInit(shape: readonly [number, number], rng: Rng): Weights {
  const limit = Math.sqrt(6 / Math.max(1, shape[0] + shape[1]));
  const data = new Float32Array(shape[0] * shape[1]);
  for (let i = 0; i < data.length; i++) data[i] = (2 * rng.uniform() - 1) * limit;
  return { shape, data };
}
