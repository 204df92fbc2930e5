import { throwIfAborted } from "../core/abort.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { Csr } from "../data/csr.ts";
import type { Dense } from "../data/dense.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import { TransportTree } from "./transport_tree.ts";
import { weightsOf } from "./weights.ts";

/** Options of {@linkcode emd}. */
export interface EmdOptions extends Watched {
  /** Mass of every row, made to sum to 1. Default: all alike. */
  readonly a?: ArrayLike<number> | undefined;
  /** Mass of every column, made to sum to 1. Default: all alike. */
  readonly b?: ArrayLike<number> | undefined;
}

/** A cheapest way of moving mass. */
export interface EmdPlan {
  /** How much goes where, `n × m`, float64: at most n + m − 1 entries, rows sum to `a`, columns to `b`. */
  readonly plan: Csr;
  /** Σ plan · cost. */
  readonly cost: number;
}

/** Above this many costs the search takes too long, and the costs too much memory. */
const LARGEST = 1e8;
const REPORT_EVERY = 1024;

/**
 * Exact optimal transport (the earth mover's distance): the plan P with row sums a and column sums b that minimises
 * Σ P_ij C_ij, by the network simplex with block search.
 *
 * Time grows about with the cube of the number of points; for more than some thousands take {@linkcode sinkhorn}.
 *
 * @param costs What moving costs, `n × m`, finite.
 * @param options `a`, `b`, `signal`, `onProgress`.
 * @returns The plan and its cost.
 * @throws {WeftError} `Misaligned` when masses do not fit; `BadValues` when costs are not finite or masses negative;
 * `TooSmall` without rows or columns; `InvalidArgument` for more than 10⁸ costs; `Aborted`.
 *
 * @example
 * ```ts
 * import { emd } from "weft/impute";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const { plan, cost } = emd(Dense.fromRows([[1, 2], [1, 9]]));
 * assert.equal(cost, 1.5);
 * assert.deepEqual(plan.toDense().toRows(), [[0, 0.5], [0.5, 0]]);
 * ```
 */
export function emd(costs: Dense, options: EmdOptions = {}): EmdPlan {
  const data = Float64Array.from(costs.data as Float64Array, Number);
  checkFinite(data, "the costs");
  return transportOf(data, costs.nRows, costs.nCols, options);
}

/** Throws `InvalidArgument` where there are too many costs for exact transport. */
export function checkExact(nRows: number, nCols: number): void {
  if (nRows * nCols <= LARGEST) return;
  throw new WeftError("InvalidArgument", {
    expected: `at most ${LARGEST} costs for exact transport`,
    found: `${nRows} × ${nCols}`,
    next: "Use sinkhorn(), which keeps none of them, or fewer points.",
  });
}

/** {@linkcode emd} of costs that lie in float64. */
export function transportOf(data: Float64Array, nRows: number, nCols: number, options: EmdOptions = {}): EmdPlan {
  const { a, b, signal, onProgress } = options;
  if (nRows === 0 || nCols === 0) {
    throw new WeftError("TooSmall", { expected: "points to move mass between", found: `${nRows} × ${nCols}` });
  }
  checkExact(nRows, nCols);
  // Alike masses as whole numbers: nothing is rounded, and ties are ties.
  const whole = a === undefined && b === undefined;
  const supply = whole ? new Float64Array(nRows).fill(nCols) : weightsOf(a, nRows, "a");
  const demand = whole ? new Float64Array(nCols).fill(nRows) : weightsOf(b, nCols, "b");
  const rows = massive(supply);
  const columns = massive(demand);
  const some = rows.length === nRows && columns.length === nCols ? data : part(data, nCols, rows, columns);
  const tree = new TransportTree(some, supply.filter((mass) => mass > 0), demand.filter((mass) => mass > 0));
  search(tree, some, columns.length, (pivots) => {
    throwIfAborted(signal, "optimal transport");
    onProgress?.({ stage: "transport", done: pivots });
  });
  return planOf(tree, data, { nRows, nCols, rows, columns, unit: whole ? 1 / (nRows * nCols) : 1 });
}

/** Brings arcs into the tree that save costs, the best of a block at a time, until there is none. */
function search(tree: TransportTree, costs: Float64Array, m: number, watch: (pivots: number) => void): void {
  const { n, potential } = tree;
  const largest = costs.reduce((most, cost) => Math.max(most, Math.abs(cost)), 0);
  const tolerance = -1e-13 * (largest || 1);
  const block = Math.max(m, Math.ceil(Math.sqrt(n * m)));
  const blocks = Math.ceil(n * m / block);
  let at = 0;
  for (let pivots = 0, idle = 0; idle < blocks;) {
    let best = tolerance;
    let found = -1;
    for (let step = 0; step < block;) {
      const i = Math.floor(at / m);
      const end = Math.min((i + 1) * m, at + block - step);
      step += end - at;
      const own = potential[i]!;
      for (let j = n + at - i * m; at < end; at++, j++) {
        const reduced = costs[at]! - own - potential[j]!;
        if (reduced < best) {
          best = reduced;
          found = at;
        }
      }
      if (at === n * m) at = 0;
    }
    if (found < 0) {
      idle++;
      continue;
    }
    idle = 0;
    if (pivots++ % REPORT_EVERY === 0) watch(pivots);
    tree.pivot(Math.floor(found / m), found % m);
  }
}

function planOf(
  tree: TransportTree,
  data: Float64Array,
  { nRows, nCols, rows, columns, unit }: {
    nRows: number;
    nCols: number;
    rows: Int32Array;
    columns: Int32Array;
    unit: number;
  },
): EmdPlan {
  const entries: [number, number, number][] = [];
  for (let node = 1; node < tree.parent.length; node++) {
    if (!(tree.flow[node]! > 0)) continue;
    const [row, column] = node < tree.n ? [node, tree.parent[node]!] : [tree.parent[node]!, node];
    entries.push([rows[row]!, columns[column - tree.n]!, tree.flow[node]! * unit]);
  }
  entries.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  const indptr = new Int32Array(nRows + 1);
  for (const [row] of entries) indptr[row + 1]!++;
  for (let i = 0; i < nRows; i++) indptr[i + 1]! += indptr[i]!;
  const plan = new Csr({
    shape: [nRows, nCols],
    indptr,
    indices: Int32Array.from(entries, ([, column]) => column),
    data: Float64Array.from(entries, ([, , mass]) => mass),
  });
  return { plan, cost: entries.reduce((sum, [row, column, mass]) => sum + mass * data[row * nCols + column]!, 0) };
}

/** Places that have mass. */
function massive(masses: Float64Array): Int32Array {
  return Int32Array.from(masses.keys()).filter((i) => masses[i]! > 0);
}

function part(data: Float64Array, m: number, rows: Int32Array, columns: Int32Array): Float64Array {
  const out = new Float64Array(rows.length * columns.length);
  let at = 0;
  for (const i of rows) for (const j of columns) out[at++] = data[i * m + j]!;
  return out;
}
