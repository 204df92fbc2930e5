import type { Rng } from "./rng.ts";

/** An index drawn with a chance ∝ its weight, from weights and their sum; -1 when no weight is above zero. */
export function drawByWeight(weights: Float64Array, total: number, rng: Rng): number {
  let rest = rng.uniform() * total;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    rest -= weights[i]!;
    if (rest < 0) break;
  }
  return last;
}
