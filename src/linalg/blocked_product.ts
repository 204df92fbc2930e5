import type { FloatArray } from "./float_array.ts";
import { multiplyStrips, type Operand, packStrips, TILE } from "./panels.ts";

// A block of `a` (ROWS × DEPTH doubles, 192 KiB) and of `b` (DEPTH × COLUMNS, 512 KiB) stay in the second-level cache.
const ROWS = 96;
const DEPTH = 256;
const COLUMNS = 256;

/**
 * `out = a · bᵀ` for operands in any storage order, block by block with packed strips; sums are float64 whatever the
 * element types. With `triangle`, tiles above the block diagonal are left out (for symmetric results).
 */
export function blockedProduct(
  a: Operand,
  b: Operand,
  m: number,
  n: number,
  depth: number,
  out: FloatArray,
  triangle = false,
): void {
  const aPacked = new Float64Array(ROWS * Math.min(DEPTH, depth));
  const bPacked = new Float64Array(COLUMNS * Math.min(DEPTH, depth));
  const tile = new Float64Array(Math.min(m, ROWS) * COLUMNS + TILE * COLUMNS);
  for (let i = 0; i < m; i += ROWS) {
    const height = Math.min(ROWS, m - i);
    const width = triangle ? Math.min(n, i + height) : n;
    for (let j = 0; j < width; j += COLUMNS) {
      const breadth = Math.min(COLUMNS, width - j);
      tile.fill(0);
      for (let k = 0; k < depth; k += DEPTH) {
        const deep = Math.min(DEPTH, depth - k);
        packStrips(a, i, height, k, deep, aPacked);
        packStrips(b, j, breadth, k, deep, bPacked);
        for (let jj = 0; jj < breadth; jj += TILE) {
          for (let ii = 0; ii < height; ii += TILE) {
            multiplyStrips(aPacked, ii * deep, bPacked, jj * deep, deep, tile, ii * COLUMNS + jj, COLUMNS);
          }
        }
      }
      for (let ii = 0; ii < height; ii++) {
        out.set(tile.subarray(ii * COLUMNS, ii * COLUMNS + breadth), (i + ii) * n + j);
      }
    }
  }
}
