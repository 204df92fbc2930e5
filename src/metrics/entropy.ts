import type { Contingency } from "./contingency.ts";

/** Entropy −Σ (s/n) ln(s/n) of a partition with the given cluster sizes, in nats. */
export function entropyOf(sizes: Int32Array, n: number): number {
  if (sizes.length <= 1) return 0;
  let sum = 0;
  for (const size of sizes) sum -= size / n * Math.log(size / n);
  return sum;
}

/** Mutual information Σ (n_ij/n) ln(n n_ij / (a_i b_j)) in nats, never negative. */
export function mutualInformationOf(table: Contingency): number {
  const { n, predictedSizes, trueSizes, predicted, truth, counts } = table;
  if (predictedSizes.length <= 1 || trueSizes.length <= 1) return 0;
  let sum = 0;
  for (let c = 0; c < counts.length; c++) {
    const count = counts[c]!;
    sum += count / n * Math.log(n * count / (predictedSizes[predicted[c]!]! * trueSizes[truth[c]!]!));
  }
  return Math.max(0, sum);
}
