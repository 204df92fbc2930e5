import type { Rng } from "../core/rng.ts";
import type { Weights } from "./parameter_set.ts";

/**
 * Uniform weights in `±1/√fanIn`, as PyTorch's linear layers start.
 *
 * @param shape Length along each axis.
 * @param fanIn Inputs of the layer.
 * @param rng The source of randomness.
 * @returns The first values.
 *
 * @example
 * ```ts
 * import { uniformInit } from "weft/nn";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const { data } = uniformInit([4, 3], 4, new Rng(0));
 * assert(data.every((weight) => Math.abs(weight) <= 0.5));
 * ```
 */
export function uniformInit(shape: readonly number[], fanIn: number, rng: Rng): Weights {
  const limit = fanIn === 0 ? 0 : 1 / Math.sqrt(fanIn);
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < data.length; i++) data[i] = (2 * rng.uniform() - 1) * limit;
  return { shape, data };
}
