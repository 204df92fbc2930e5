/** How p-values are corrected for the number of tests. */
export type PValueCorrection = "benjamini-hochberg" | "bonferroni";

/**
 * P-values corrected for multiple tests: Benjamini and Hochberg's false discovery rate (1995, step up), or Bonferroni's
 * p times the number of tests. NaN counts as a test with p = 1.
 *
 * @param pValues One probability a test.
 * @param correction Which correction.
 * @returns Corrected probabilities in the same order, at most 1.
 */
export function adjustPValues(pValues: Float64Array, correction: PValueCorrection): Float64Array {
  const n = pValues.length;
  const p = pValues.map((value) => Number.isNaN(value) ? 1 : value);
  if (correction === "bonferroni") return p.map((value) => Math.min(1, value * n));
  const order = Int32Array.from(p, (_, i) => i).sort((a, b) => p[b]! - p[a]! || b - a);
  const adjusted = new Float64Array(n);
  let least = 1;
  for (let r = 0; r < n; r++) {
    const i = order[r]!;
    least = Math.min(least, p[i]! * n / (n - r));
    adjusted[i] = least;
  }
  return adjusted;
}
