import { throwIfAborted } from "../core/abort.ts";
import { distance, type RowBlocks, rowBlocks } from "./row_blocks.ts";

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
/** After so many coordinates the partial sums are held against the k-th best so far. */
const STRIDE = 8;
/** What rounding may take from a distance, relative: a block within it of the k-th best is looked at. */
const SLACK = 1e-9;

/** Fewer queries are answered before the rows are grouped. */
const MANY = 1000;

/** What does not change while blocks are scanned. */
interface Scan {
  readonly base: RowBlocks;
  readonly queries: RowBlocks;
  readonly width: number;
  readonly k: number;
  /** A distance is counted only above this: 0 leaves out rows that are equal, −1 none. */
  readonly floor: number;
  readonly skipSelf: boolean;
  readonly indices: Int32Array;
  readonly squared: Float64Array;
  readonly tile: Float64Array;
}

/**
 * Exact k nearest rows by squared Euclidean distance. Rows are grouped in blocks of near ones; four queries at a time
 * walk over a block that stays in cache, the nearest block first, and pass over those whose ball lies beyond their k-th
 * best: in clustered data that is most. Memory is that of the answer and of the rows.
 *
 * Differences are summed directly (not by ‖a‖² + ‖b‖² − 2a·b), so equal rows are at distance exactly 0 and the answer
 * does not depend on the blocks. Coordinates are taken by falling variance: most sums pass the k-th best early and are
 * given up. Ties go to the smaller row.
 */
export function nearestRows(problem: NearestRowsProblem): NearestRows {
  const search = searchNearestRows(problem);
  for (;;) {
    throwIfAborted(problem.signal, "the search for neighbours");
    const step = search.next();
    if (step.done) return step.value;
  }
}

/** {@linkcode nearestRows} in pieces, for whoever must hand the thread back between them; tells how many queries are done. */
export function* searchNearestRows(problem: NearestRowsProblem): Generator<number, NearestRows> {
  const { width, k, skip } = problem;
  const columns = byVariance(problem.base, width);
  const isGrouped = problem.queries.length >= MANY * width;
  const base = rowBlocks(permuteColumns(problem.base, width, columns), width, isGrouped);
  const queries = problem.queries === problem.base
    ? base
    : rowBlocks(permuteColumns(problem.queries, width, columns), width, isGrouped);
  const nQueries = queries.rows.length;
  const scan: Scan = {
    base,
    queries,
    width,
    k,
    floor: skip === "equal" ? 0 : -1,
    skipSelf: skip === "self",
    indices: new Int32Array(nQueries * k).fill(-1),
    squared: new Float64Array(nQueries * k).fill(Infinity),
    tile: new Float64Array(LANES * width),
  };
  for (let block = 0; block + 1 < queries.starts.length; block++) {
    const end = queries.starts[block + 1]!;
    for (const other of nearestBlocks(scan, block)) {
      for (let q = queries.starts[block]!; q < end; q += LANES) {
        const lanes = Math.min(LANES, end - q);
        if (isWithinReach(scan, q, lanes, other)) scanTile(scan, q, lanes, other);
      }
    }
    yield end;
  }
  return { indices: scan.indices, squared: scan.squared };
}

/** The blocks of the base by the distance of their centres from that of a block of queries. */
function nearestBlocks({ base, queries, width }: Scan, block: number): Int32Array {
  const distances = base.radii.map((_, b) => distance(queries.centers, block, base.centers, b, width));
  return Int32Array.from(distances.keys()).sort((a, b) => distances[a]! - distances[b]! || a - b);
}

/** Whether a block may hold a row nearer to one of the queries than its k-th best so far. */
function isWithinReach(scan: Scan, q: number, lanes: number, block: number): boolean {
  const { base, queries, width, k, squared } = scan;
  const radius = base.radii[block]!;
  for (let lane = q; lane < q + lanes; lane++) {
    const worst = squared[(queries.rows[lane]! + 1) * k - 1]!;
    if (worst === Infinity) return true;
    const away = distance(queries.values, lane, base.centers, block, width);
    if (away - radius - SLACK * (away + radius) <= Math.sqrt(worst)) return true;
  }
  return false;
}

function scanTile(scan: Scan, q: number, lanes: number, block: number): void {
  const { base: { values, rows, starts }, queries, width, k, floor, skipSelf, squared, tile } = scan;
  for (let lane = 0; lane < LANES; lane++) {
    const row = (q + Math.min(lane, lanes - 1)) * width;
    for (let c = 0; c < width; c++) tile[c * LANES + lane] = queries.values[row + c]!;
  }
  const r0 = queries.rows[q]!;
  const r1 = lanes > 1 ? queries.rows[q + 1]! : -1;
  const r2 = lanes > 2 ? queries.rows[q + 2]! : -1;
  const r3 = lanes > 3 ? queries.rows[q + 3]! : -1;
  // A lane without a query of its own accepts nothing.
  let w0 = squared[r0 * k + k - 1]!;
  let w1 = r1 < 0 ? -1 : squared[r1 * k + k - 1]!;
  let w2 = r2 < 0 ? -1 : squared[r2 * k + k - 1]!;
  let w3 = r3 < 0 ? -1 : squared[r3 * k + k - 1]!;
  const end = starts[block + 1]!;
  for (let j = starts[block]!; j < end; j++) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    let p = j * width;
    for (let c = 0, t = 0; c < width;) {
      const stop = Math.min(width, c + STRIDE);
      for (; c < stop; c++, p++, t += LANES) {
        const value = values[p]!;
        const e0 = tile[t]! - value;
        const e1 = tile[t + 1]! - value;
        const e2 = tile[t + 2]! - value;
        const e3 = tile[t + 3]! - value;
        s0 += e0 * e0;
        s1 += e1 * e1;
        s2 += e2 * e2;
        s3 += e3 * e3;
      }
      if (s0 > w0 && s1 > w1 && s2 > w2 && s3 > w3) break;
    }
    const row = rows[j]!;
    if (s0 <= w0 && s0 > floor && !(skipSelf && row === r0)) w0 = insert(scan, r0, row, s0);
    if (s1 <= w1 && s1 > floor && !(skipSelf && row === r1)) w1 = insert(scan, r1, row, s1);
    if (s2 <= w2 && s2 > floor && !(skipSelf && row === r2)) w2 = insert(scan, r2, row, s2);
    if (s3 <= w3 && s3 > floor && !(skipSelf && row === r3)) w3 = insert(scan, r3, row, s3);
  }
}

/** Enters a row in the list of a query, equal distances by rising row, drops the last, and returns the k-th best. */
function insert({ indices, squared, k }: Scan, query: number, row: number, distance: number): number {
  const at = query * k;
  const last = at + k - 1;
  if (squared[last] === distance && indices[last]! < row) return distance;
  let p = last;
  for (; p > at && (squared[p - 1]! > distance || (squared[p - 1] === distance && indices[p - 1]! > row)); p--) {
    squared[p] = squared[p - 1]!;
    indices[p] = indices[p - 1]!;
  }
  squared[p] = distance;
  indices[p] = row;
  return squared[last]!;
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
