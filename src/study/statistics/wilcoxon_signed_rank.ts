import { normalSurvival } from "../../core/special/erfc.ts";

/** Result of {@linkcode wilcoxonSignedRank}. */
export interface SignedRankTest {
  /** Differences that count: finite and not 0. */
  readonly n: number;
  /** Sum of the ranks of the positive differences. */
  readonly statistic: number;
  /** Two-sided p-value; NaN when no difference counts. */
  readonly pValue: number;
}

/** Differences up to which every pattern of signs is counted. */
const EXACT = 200;

/**
 * Wilcoxon's signed-rank test of paired differences: no assumption but that they are symmetric about 0 under the null.
 *
 * Zeros are left out, ties share their mean rank. Up to 200 differences the p-value is exact, ties included, over all
 * patterns of signs; beyond, the normal approximation with the variance corrected for ties.
 *
 * @param differences One a pair.
 * @returns Statistic and p-value.
 *
 * @example
 * ```ts
 * import { wilcoxonSignedRank } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(wilcoxonSignedRank([1, 2, 3, 4, 5]), { n: 5, statistic: 15, pValue: 0.0625 });
 * ```
 */
export function wilcoxonSignedRank(differences: ArrayLike<number>): SignedRankTest {
  const kept = Float64Array.from(differences).filter((value) => Number.isFinite(value) && value !== 0);
  const n = kept.length;
  if (n === 0) return { n, statistic: 0, pValue: NaN };
  const doubled = doubledRanks(kept);
  let positive = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    all += doubled[i]!;
    if (kept[i]! > 0) positive += doubled[i]!;
  }
  const pValue = n <= EXACT ? exact(doubled, all, positive) : approximate(doubled, all, positive);
  return { n, statistic: positive / 2, pValue };
}

/** Twice the rank of each absolute value, so that shared ranks are whole numbers. */
function doubledRanks(values: Float64Array): Int32Array {
  const order = Array.from(values.keys()).sort((a, b) => Math.abs(values[a]!) - Math.abs(values[b]!));
  const ranks = new Int32Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && Math.abs(values[order[end]!]!) === Math.abs(values[order[start]!]!)) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = start + end + 1;
    start = end;
  }
  return ranks;
}

/** Share of all patterns of signs whose sum is at least as far from the middle. */
function exact(ranks: Int32Array, all: number, positive: number): number {
  const shares = new Float64Array(all + 1);
  shares[0] = 1;
  let reach = 0;
  for (const rank of ranks) {
    reach += rank;
    for (let sum = reach; sum >= 0; sum--) {
      shares[sum] = (shares[sum]! + (sum >= rank ? shares[sum - rank]! : 0)) / 2;
    }
  }
  const least = Math.min(positive, all - positive);
  let tail = 0;
  for (let sum = 0; sum <= least; sum++) tail += shares[sum]!;
  return Math.min(1, 2 * tail);
}

/** Given the ranks, the sum has the variance `Σ rank² / 4`: that of the usual formula less its correction for ties. */
function approximate(ranks: Int32Array, all: number, positive: number): number {
  let squares = 0;
  for (const rank of ranks) squares += rank * rank;
  return Math.min(1, 2 * normalSurvival(Math.abs(positive - all / 2) / Math.sqrt(squares / 4)));
}
