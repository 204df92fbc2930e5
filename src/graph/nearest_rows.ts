import { throwIfAborted } from "../core/abort.ts";

/** Rows to search among and rows to search for, of one width. */
export interface NearestRowsProblem {
  /** Rows to search among, row major. */
  readonly base: Float64Array;
  /** Rows to search for, row major; `base` itself is allowed. */
  readonly queries: Float64Array;
  /** Values per row, at least one. */
  readonly width: number;
  /** How many nearest rows each query gets; missing ones have index −1 and distance ∞. */
  readonly k: number;
  /** What a query may not find: base row `i` for query `i`, every row equal to it, or nothing. */
  readonly skip: "self" | "equal" | "none";
  /** Stops the work between blocks. */
  readonly signal?: AbortSignal | undefined;
}

/** The k nearest rows of every query, nearest first. */
export interface NearestRows {
  /** Base rows, `nQueries × k`. */
  readonly indices: Int32Array;
  /** Squared Euclidean distances, `nQueries × k`. */
  readonly squared: Float64Array;
}

const LANES = 4;
const BASE_BLOCK = 256;
const QUERY_BLOCK = 512;
/** After so many coordinates the partial sums are held against the k-th best so far. */
const STRIDE = 8;

/**
 * Exact k nearest rows by squared Euclidean distance, blocked so that a block of base rows stays in cache while four
 * queries at a time walk over it; memory is that of the answer.
 *
 * Differences are summed directly (not by ‖a‖² + ‖b‖² − 2a·b), so equal rows are at distance exactly 0 and the answer
 * does not depend on the blocking. Coordinates are taken by falling variance: most sums pass the k-th best early and
 * are given up. Ties go to the smaller row.
 */
export function nearestRows(problem: NearestRowsProblem): NearestRows {
  const { width, k, skip, signal } = problem;
  // A distance is counted only above this: 0 leaves out rows that are equal, −1 none.
  const floor = skip === "equal" ? 0 : -1;
  const order = byVariance(problem.base, width);
  const base = permuteColumns(problem.base, width, order);
  const queries = problem.queries === problem.base ? base : permuteColumns(problem.queries, width, order);
  const nBase = base.length / width;
  const nQueries = queries.length / width;
  const indices = new Int32Array(nQueries * k).fill(-1);
  const squared = new Float64Array(nQueries * k).fill(Infinity);
  const tile = new Float64Array(LANES * width);
  for (let from = 0; from < nQueries; from += QUERY_BLOCK) {
    throwIfAborted(signal, "the search for neighbours");
    const to = Math.min(nQueries, from + QUERY_BLOCK);
    for (let start = 0; start < nBase; start += BASE_BLOCK) {
      const end = Math.min(nBase, start + BASE_BLOCK);
      for (let q = from; q < to; q += LANES) {
        scanTile(
          base,
          start,
          end,
          queries,
          q,
          Math.min(LANES, to - q),
          width,
          tile,
          k,
          floor,
          skip === "self",
          indices,
          squared,
        );
      }
    }
  }
  return { indices, squared };
}

function scanTile(
  base: Float64Array,
  start: number,
  end: number,
  queries: Float64Array,
  q: number,
  lanes: number,
  width: number,
  tile: Float64Array,
  k: number,
  floor: number,
  skipSelf: boolean,
  indices: Int32Array,
  squared: Float64Array,
): void {
  for (let lane = 0; lane < LANES; lane++) {
    const row = (q + Math.min(lane, lanes - 1)) * width;
    for (let c = 0; c < width; c++) tile[c * LANES + lane] = queries[row + c]!;
  }
  const last = k - 1;
  // A lane without a query of its own accepts nothing.
  let w0 = squared[q * k + last]!;
  let w1 = lanes > 1 ? squared[(q + 1) * k + last]! : -1;
  let w2 = lanes > 2 ? squared[(q + 2) * k + last]! : -1;
  let w3 = lanes > 3 ? squared[(q + 3) * k + last]! : -1;
  for (let j = start; j < end; j++) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    let p = j * width;
    for (let c = 0, t = 0; c < width;) {
      const stop = Math.min(width, c + STRIDE);
      for (; c < stop; c++, p++, t += LANES) {
        const value = base[p]!;
        const e0 = tile[t]! - value;
        const e1 = tile[t + 1]! - value;
        const e2 = tile[t + 2]! - value;
        const e3 = tile[t + 3]! - value;
        s0 += e0 * e0;
        s1 += e1 * e1;
        s2 += e2 * e2;
        s3 += e3 * e3;
      }
      if (s0 >= w0 && s1 >= w1 && s2 >= w2 && s3 >= w3) break;
    }
    if (s0 < w0 && s0 > floor && !(skipSelf && j === q)) w0 = insert(indices, squared, q * k, k, j, s0);
    if (s1 < w1 && s1 > floor && !(skipSelf && j === q + 1)) w1 = insert(indices, squared, (q + 1) * k, k, j, s1);
    if (s2 < w2 && s2 > floor && !(skipSelf && j === q + 2)) w2 = insert(indices, squared, (q + 2) * k, k, j, s2);
    if (s3 < w3 && s3 > floor && !(skipSelf && j === q + 3)) w3 = insert(indices, squared, (q + 3) * k, k, j, s3);
  }
}

/** Puts a row behind all that are as near, drops the last, and returns the new k-th best. */
function insert(
  indices: Int32Array,
  squared: Float64Array,
  at: number,
  k: number,
  row: number,
  distance: number,
): number {
  let p = at + k - 1;
  for (; p > at && squared[p - 1]! > distance; p--) {
    squared[p] = squared[p - 1]!;
    indices[p] = indices[p - 1]!;
  }
  squared[p] = distance;
  indices[p] = row;
  return squared[at + k - 1]!;
}

function byVariance(values: Float64Array, width: number): Int32Array {
  const sum = new Float64Array(width);
  const square = new Float64Array(width);
  const n = values.length / width;
  for (let i = 0, p = 0; i < n; i++) {
    for (let c = 0; c < width; c++, p++) {
      const value = values[p]! - values[c]!;
      sum[c]! += value;
      square[c]! += value * value;
    }
  }
  const variance = square.map((total, c) => total - (sum[c]! * sum[c]!) / n);
  return Int32Array.from(variance, (_, c) => c).sort((a, b) => variance[b]! - variance[a]! || a - b);
}

function permuteColumns(values: Float64Array, width: number, order: Int32Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += width) {
    for (let c = 0; c < width; c++) out[from + c] = values[from + order[c]!]!;
  }
  return out;
}
