import { checkLength } from "../core/check.ts";
import { checkFinite } from "../linalg/check_finite.ts";

/**
 * Assigns rows to columns so that the sum of costs is least (Kuhn 1955, by shortest augmenting paths with potentials).
 *
 * @param costs `nRows × nCols`, row major, finite.
 * @param nRows Number of rows.
 * @param nCols Number of columns.
 * @returns Column of every row; −1 for rows left over when there are more rows than columns.
 * @throws {WeftError} `Misaligned` when `costs` does not have `nRows × nCols` elements, `BadValues` when one is NaN.
 *
 * @example
 * ```ts
 * import { hungarian } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...hungarian(Float64Array.of(1, 2, 3, 1, 9, 9), 2, 3)], [1, 0]);
 * ```
 */
export function hungarian(costs: Float64Array, nRows: number, nCols: number): Int32Array {
  checkLength(costs.length, nRows * nCols, "costs", `nRows × nCols = ${nRows} × ${nCols} says`);
  checkFinite(costs, "costs");
  const columns = new Int32Array(nRows).fill(-1);
  if (nRows <= nCols) {
    assign(nRows, nCols, (i, j) => costs[i * nCols + j]!).forEach((row, j) => row >= 0 && (columns[row] = j));
  } else {
    assign(nCols, nRows, (j, i) => costs[i * nCols + j]!).forEach((column, i) => columns[i] = column);
  }
  return columns;
}

/** Row of every column (−1 if none) for at most as many rows as columns. */
function assign(nRows: number, nCols: number, cost: (i: number, j: number) => number): Int32Array {
  const rowOf = new Int32Array(nCols + 1).fill(-1);
  const rowPotential = new Float64Array(nRows);
  const columnPotential = new Float64Array(nCols + 1);
  const previous = new Int32Array(nCols + 1);
  for (let row = 0; row < nRows; row++) {
    // Column nCols is the root of the search tree for this row.
    rowOf[nCols] = row;
    let current = nCols;
    const slack = new Float64Array(nCols).fill(Infinity);
    const seen = new Uint8Array(nCols + 1);
    while (rowOf[current]! >= 0) {
      seen[current] = 1;
      const i = rowOf[current]!;
      let next = -1, step = Infinity;
      for (let j = 0; j < nCols; j++) {
        if (seen[j]) continue;
        const reduced = cost(i, j) - rowPotential[i]! - columnPotential[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          previous[j] = current;
        }
        if (slack[j]! < step) {
          step = slack[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= nCols; j++) {
        if (seen[j]) {
          rowPotential[rowOf[j]!]! += step;
          columnPotential[j]! -= step;
        } else if (j < nCols) slack[j]! -= step;
      }
      current = next;
    }
    for (; current !== nCols; current = previous[current]!) rowOf[current] = rowOf[previous[current]!]!;
  }
  return rowOf.subarray(0, nCols);
}
