/** Sums of ranks of one column. */
export interface ColumnRanks {
  /** Sum of ranks (from 1, ties share their mean rank) per group. */
  readonly sums: Float64Array;
  /** Tie correction 1 − Σ(t³ − t) / (n³ − n) over runs of t equal values. */
  readonly tieFactor: number;
}

/**
 * Rank sums of a column from its non-zero entries alone: all zeros are one tie, placed between the negative and the
 * positive values.
 *
 * @param values Non-zero values.
 * @param codes Their groups.
 * @param sizes Observations per group, zeros included.
 */
export function columnRanks(values: Float64Array, codes: Int32Array, sizes: Int32Array): ColumnRanks {
  const count = values.length;
  let n = 0;
  for (const size of sizes) n += size;
  const zeros = n - count;
  const sorted = values.toSorted();
  const distinct = new Float64Array(count);
  const meanRank = new Float64Array(count);
  let nDistinct = 0;
  let negative = 0;
  let ties = zeros ** 3 - zeros;
  for (let start = 0; start < count;) {
    const value = sorted[start]!;
    let end = start + 1;
    while (end < count && sorted[end] === value) end++;
    const run = end - start;
    if (value < 0) negative = end;
    distinct[nDistinct] = value;
    meanRank[nDistinct++] = (value < 0 ? start : start + zeros) + (run + 1) / 2;
    ties += run ** 3 - run;
    start = end;
  }
  const zeroRank = negative + (zeros + 1) / 2;
  const sums = Float64Array.from(sizes, (size) => size * zeroRank);
  for (let p = 0; p < count; p++) {
    const value = values[p]!;
    let low = 0;
    for (let high = nDistinct - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (distinct[middle]! < value) low = middle + 1;
      else high = middle;
    }
    sums[codes[p]!]! += meanRank[low]! - zeroRank;
  }
  return { sums, tieFactor: n < 2 ? 1 : 1 - ties / (n ** 3 - n) };
}
