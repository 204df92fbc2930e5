/**
 * Expected mutual information, in nats, of two random partitions with the given cluster sizes (Vinh, Epps, Bailey
 * 2010, equation 24a).
 *
 * The overlap of two clusters is hypergeometric. Its probabilities are built up from the mode by their ratios and
 * normalised, which keeps full precision where differences of log-factorials lose four digits; equal sizes are done
 * once, so that partitions into many small clusters stay cheap.
 */
export function expectedInformation(predictedSizes: Int32Array, trueSizes: Int32Array, n: number): number {
  const classes = countSizes(trueSizes);
  let expected = 0;
  for (const [a, timesA] of countSizes(predictedSizes)) {
    for (const [b, timesB] of classes) expected += timesA * timesB * expectedTerm(a, b, n);
  }
  return expected;
}

/** Σ over overlaps m of P(m) (m/n) ln(n m / (a b)). */
function expectedTerm(a: number, b: number, n: number): number {
  const least = Math.max(0, a + b - n);
  const most = Math.min(a, b);
  const mode = Math.min(most, Math.max(least, Math.floor((a + 1) * (b + 1) / (n + 2))));
  const information = (m: number) => m === 0 ? 0 : m / n * Math.log(n * m / (a * b));
  let total = 1;
  let sum = information(mode);
  for (let m = mode, p = 1; m < most && p > 0; m++) {
    p *= (a - m) * (b - m) / ((m + 1) * (n - a - b + m + 1));
    total += p;
    sum += p * information(m + 1);
  }
  for (let m = mode, p = 1; m > least && p > 0; m--) {
    p *= m * (n - a - b + m) / ((a - m + 1) * (b - m + 1));
    total += p;
    sum += p * information(m - 1);
  }
  return sum / total;
}

function countSizes(sizes: Int32Array): Map<number, number> {
  const times = new Map<number, number>();
  for (const size of sizes.toSorted()) times.set(size, (times.get(size) ?? 0) + 1);
  return times;
}
