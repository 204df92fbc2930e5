import type { FloatArray } from "./float_array.ts";

/** Edge of the register tile: the inner kernel holds TILE × TILE sums in registers. */
export const TILE = 4;

/** A matrix as the packing sees it: element (i, j) of the operand lies at `i * rowStride + j * columnStride`. */
export interface Operand {
  /** Where the elements lie. */
  readonly data: FloatArray;
  /** Step from a row to the next. */
  readonly rowStride: number;
  /** Step from a column to the next. */
  readonly columnStride: number;
}

/**
 * Copies the block of rows `[row, row + nRows)` and depth `[depth, depth + nDepth)` into strips of TILE rows that lie
 * depth-major, padded with zeros, so that the kernel reads them in one straight line.
 */
export function packStrips(
  { data, rowStride, columnStride }: Operand,
  row: number,
  nRows: number,
  depth: number,
  nDepth: number,
  packed: Float64Array,
): void {
  for (let i = 0, start = 0; i < nRows; i += TILE, start += TILE * nDepth) {
    const height = Math.min(TILE, nRows - i);
    const from = (row + i) * rowStride + depth * columnStride;
    if (height < TILE) packed.fill(0, start, start + TILE * nDepth);
    if (rowStride === 1) {
      for (let p = 0, at = from, to = start; p < nDepth; p++, at += columnStride, to += TILE) {
        for (let r = 0; r < height; r++) packed[to + r] = data[at + r]!;
      }
    } else {
      for (let r = 0; r < height; r++) {
        for (let p = 0, at = from + r * rowStride, to = start + r; p < nDepth; p++, at += columnStride, to += TILE) {
          packed[to] = data[at]!;
        }
      }
    }
  }
}

/** Adds the product of one packed strip of `a` and one of `b` to a TILE × TILE block of `out`. */
export function multiplyStrips(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  depth: number,
  out: Float64Array,
  at: number,
  stride: number,
): void {
  let c00 = 0, c01 = 0, c02 = 0, c03 = 0;
  let c10 = 0, c11 = 0, c12 = 0, c13 = 0;
  let c20 = 0, c21 = 0, c22 = 0, c23 = 0;
  let c30 = 0, c31 = 0, c32 = 0, c33 = 0;
  for (let k = 0, p = aStart, q = bStart; k < depth; k++, p += 4, q += 4) {
    const a0 = a[p]!, a1 = a[p + 1]!, a2 = a[p + 2]!, a3 = a[p + 3]!;
    const b0 = b[q]!, b1 = b[q + 1]!, b2 = b[q + 2]!, b3 = b[q + 3]!;
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
  }
  out[at]! += c00;
  out[at + 1]! += c01;
  out[at + 2]! += c02;
  out[at + 3]! += c03;
  at += stride;
  out[at]! += c10;
  out[at + 1]! += c11;
  out[at + 2]! += c12;
  out[at + 3]! += c13;
  at += stride;
  out[at]! += c20;
  out[at + 1]! += c21;
  out[at + 2]! += c22;
  out[at + 3]! += c23;
  at += stride;
  out[at]! += c30;
  out[at + 1]! += c31;
  out[at + 2]! += c32;
  out[at + 3]! += c33;
}
