import { drawByWeight } from "../core/draw_by_weight.ts";
import type { Rng } from "../core/rng.ts";

/**
 * Greedy k-means++ (Arthur and Vassilvitskii 2007): every further centre is the best of 2 + ⌊ln k⌋ rows drawn with
 * probability proportional to the squared distance to the nearest centre so far. Returns k × p;
 * one centre at a time, for whoever must hand the thread back.
 */
export function* plusPlusSteps(
  data: Float64Array,
  p: number,
  k: number,
  rng: Rng,
): Generator<void, Float64Array> {
  const n = data.length / p;
  const centers = new Float64Array(k * p);
  let nearest = new Float64Array(n).fill(Infinity);
  let candidate = new Float64Array(n);
  const nTrials = 2 + Math.floor(Math.log(k));
  const first = rng.integer(n);
  centers.set(data.subarray(first * p, (first + 1) * p));
  let total = lower(data, p, first, nearest, nearest);
  for (let c = 1; c < k; c++) {
    yield;
    let best = -1, bestTotal = Infinity;
    let bestNearest = new Float64Array(n);
    for (let trial = 0; trial < nTrials; trial++) {
      const row = total > 0 ? drawByWeight(nearest, total, rng) : rng.integer(n);
      const sum = lower(data, p, row, nearest, candidate);
      if (sum >= bestTotal && best >= 0) continue;
      best = row;
      bestTotal = sum;
      [bestNearest, candidate] = [candidate, bestNearest];
    }
    centers.set(data.subarray(best * p, (best + 1) * p), c * p);
    [nearest, candidate] = [bestNearest, nearest];
    total = bestTotal;
  }
  return centers;
}

/** Squared distances to the nearest centre if `row` became one more; returns their sum. */
function lower(data: Float64Array, p: number, row: number, nearest: Float64Array, out: Float64Array): number {
  const from = row * p;
  let total = 0;
  for (let i = 0, at = 0; i < nearest.length; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++, at++) {
      const difference = data[at]! - data[from + j]!;
      sum += difference * difference;
    }
    const value = sum < nearest[i]! ? sum : nearest[i]!;
    out[i] = value;
    total += value;
  }
  return total;
}
