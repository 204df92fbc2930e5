import type { PairCounts } from "../../src/metrics/mod.ts";
import { Rng } from "../../src/core/rng.ts";

/** Two random partitions of `n` rows into at most `k` and `l` clusters that agree for about a share of the rows. */
export function randomPartitions(seed: number, n: number, k: number, l: number, agreement = 0.5): [number[], number[]] {
  const rng = new Rng(seed);
  const truth = Array.from({ length: n }, () => rng.integer(l));
  const predicted = truth.map((label) => rng.uniform() < agreement ? label % k : rng.integer(k));
  return [predicted, truth];
}

/** Two partitions in which every pair of rows is asked by hand. */
export function pairsByHand(predicted: ArrayLike<unknown>, truth: ArrayLike<unknown>): PairCounts {
  const counts = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
  for (let i = 0; i < predicted.length; i++) {
    for (let j = i + 1; j < predicted.length; j++) {
      const together = predicted[i] === predicted[j];
      if (truth[i] === truth[j]) counts[together ? "truePositive" : "falseNegative"]++;
      else counts[together ? "falsePositive" : "trueNegative"]++;
    }
  }
  return counts;
}

/** Throws unless two numbers agree to 1e-12. */
export function assertClose(got: number, want: number, tolerance = 1e-12): void {
  if (Math.abs(got - want) <= tolerance || Object.is(got, want)) return;
  throw new Error(`wanted ${want}, got ${got} (off by ${Math.abs(got - want)})`);
}
