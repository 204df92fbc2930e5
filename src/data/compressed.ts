import { WeftError } from "../core/error.ts";
import { checkInteger, checkLength, checkOneOf } from "../core/check.ts";
import { allocate, type DType, dtypeOf, type TypedArray } from "./dtype.ts";

/** The three arrays of a compressed sparse matrix and its shape. */
export interface SparseParts {
  /** `[nRows, nCols]`. */
  readonly shape: readonly [number, number];
  /** Where each major slice begins in `indices` and `data`; one longer than the major axis. */
  readonly indptr: Int32Array;
  /** Minor index of every stored entry. */
  readonly indices: Int32Array;
  /** Value of every stored entry. */
  readonly data: TypedArray;
  /** Element type; taken from `data` when left out. Needed for booleans. */
  readonly dtype?: DType;
}

/** The three arrays of compressed slices, without their shape. */
export interface Slices {
  /** Where each major slice begins; one longer than the major axis. */
  readonly indptr: Int32Array;
  /** Minor index of every entry. */
  readonly indices: Int32Array;
  /** Value of every entry. */
  readonly data: TypedArray;
}

/**
 * What Csr and Csc share: the three arrays, checked, and questions about them.
 *
 * @example
 * ```ts
 * import { Compressed, Dense, toCsr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const matrix = toCsr(Dense.fromRows([[0, 1], [2, 0]]));
 * assert(matrix instanceof Compressed);
 * assert.equal(matrix.nnz, 2);
 * ```
 */
export abstract class Compressed {
  /** `[nRows, nCols]`. */
  readonly shape: readonly [number, number];
  /** Where each major slice begins; one longer than the major axis. */
  readonly indptr: Int32Array;
  /** Minor index of every stored entry; not necessarily sorted within a slice. */
  readonly indices: Int32Array;
  /** Value of every stored entry; explicit zeros count. */
  readonly data: TypedArray;
  /** Element type. */
  readonly dtype: DType;

  /**
   * Checks the parts and keeps them.
   *
   * @param parts Shape and the three arrays; kept, not copied.
   * @param majorAxis 0 when compressed by rows, 1 by columns.
   */
  constructor(parts: SparseParts, majorAxis: 0 | 1) {
    const { shape, indptr, indices, data, dtype } = parts;
    const kind = majorAxis === 0 ? "CSR" : "CSC";
    const nMajor = shape[majorAxis];
    const nMinor = shape[1 - majorAxis]!;
    checkInteger(shape[0], "shape[0]", 0);
    checkInteger(shape[1], "shape[1]", 0);
    checkLength(indptr.length, nMajor + 1, `indptr of a ${shape[0]} × ${shape[1]} ${kind} matrix`, "its shape says");
    checkLength(data.length, indices.length, "data", "indices");
    if (dtype !== undefined && dtype !== "bool") checkOneOf(dtype, "dtype", [dtypeOf(data)]);
    checkPointers(indptr, indices.length, kind);
    for (let p = 0; p < indices.length; p++) {
      if (indices[p]! >= 0 && indices[p]! < nMinor) continue;
      throw new WeftError("Corrupt", {
        expected: `indices from 0 to ${nMinor - 1}`,
        found: `${indices[p]} at entry ${p}`,
      });
    }
    this.shape = Object.freeze([shape[0], shape[1]]) as readonly [number, number];
    this.indptr = indptr;
    this.indices = indices;
    this.data = data;
    this.dtype = dtype ?? dtypeOf(data);
  }

  /** Number of rows. */
  get nRows(): number {
    return this.shape[0];
  }

  /** Number of columns. */
  get nCols(): number {
    return this.shape[1];
  }

  /** Number of stored entries. */
  get nnz(): number {
    return this.indices.length;
  }

  /** Bytes held by the three arrays. */
  get nBytes(): number {
    return this.indptr.byteLength + this.indices.byteLength + this.data.byteLength;
  }
}

function checkPointers(indptr: Int32Array, nnz: number, kind: string): void {
  let sound = indptr[0] === 0 && indptr[indptr.length - 1] === nnz;
  for (let i = 1; sound && i < indptr.length; i++) sound = indptr[i]! >= indptr[i - 1]!;
  if (sound) return;
  throw new WeftError("Corrupt", {
    expected: `indptr of a ${kind} matrix to rise from 0 to ${nnz}`,
    found: `a sequence that does not`,
  });
}

/** Consecutive major slices; indices and data share memory. */
export function sliceRange({ indptr, indices, data }: Slices, start: number, end: number): Slices {
  const from = indptr[start]!;
  const to = indptr[end]!;
  const shifted = indptr.slice(start, end + 1);
  for (let i = 0; i < shifted.length; i++) shifted[i]! -= from;
  return { indptr: shifted, indices: indices.subarray(from, to), data: data.subarray(from, to) };
}

/** Major slices in the order given, as a copy. */
export function takeMajor({ indptr, indices, data }: Slices, dtype: DType, order: ArrayLike<number>): Slices {
  const taken = new Int32Array(order.length + 1);
  for (let i = 0; i < order.length; i++) taken[i + 1] = taken[i]! + indptr[order[i]! + 1]! - indptr[order[i]!]!;
  const nnz = taken[order.length]!;
  const out = { indptr: taken, indices: new Int32Array(nnz), data: allocate(dtype, nnz) };
  for (let i = 0; i < order.length; i++) {
    const from = indptr[order[i]!]!;
    const to = indptr[order[i]! + 1]!;
    out.indices.set(indices.subarray(from, to), taken[i]!);
    out.data.set(data.subarray(from, to) as never, taken[i]!);
  }
  return out;
}

/** Minor columns in the order given (repeats allowed), as a copy; entries of a slice come in the new order. */
export function takeMinor(slices: Slices, dtype: DType, nMinor: number, order: ArrayLike<number>): Slices {
  if (isRising(order)) return takeRising(slices, dtype, nMinor, order);
  // The copies of a column as a chain: the first in `first`, every further one in `next`; −1 ends it.
  const first = new Int32Array(nMinor).fill(-1);
  const next = new Int32Array(order.length);
  const times = new Int32Array(nMinor);
  for (let j = order.length - 1; j >= 0; j--) {
    const column = order[j]!;
    next[j] = first[column]!;
    first[column] = j;
    times[column]!++;
  }
  const { indptr, indices, data } = slices;
  let nnz = 0;
  for (let p = 0; p < indices.length; p++) nnz += times[indices[p]!]!;
  const out = { indptr: new Int32Array(indptr.length), indices: new Int32Array(nnz), data: allocate(dtype, nnz) };
  let at = 0;
  for (let i = 0; i + 1 < indptr.length; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      for (let j = first[indices[p]!]!; j >= 0; j = next[j]!) {
        out.indices[at] = j;
        out.data[at++] = data[p]!;
      }
    }
    out.indptr[i + 1] = at;
  }
  return sortSlices(out, dtype, order.length);
}

function isRising(order: ArrayLike<number>): boolean {
  for (let j = 1; j < order.length; j++) if (order[j]! <= order[j - 1]!) return false;
  return true;
}

/** Minor columns in rising order, each once: entries of a slice stay in the order they have. */
function takeRising({ indptr, indices, data }: Slices, dtype: DType, nMinor: number, order: ArrayLike<number>): Slices {
  const place = new Int32Array(nMinor).fill(-1);
  for (let j = 0; j < order.length; j++) place[order[j]!] = j;
  let nnz = 0;
  for (let p = 0; p < indices.length; p++) if (place[indices[p]!]! >= 0) nnz++;
  const out = { indptr: new Int32Array(indptr.length), indices: new Int32Array(nnz), data: allocate(dtype, nnz) };
  let at = 0;
  for (let i = 0; i + 1 < indptr.length; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const j = place[indices[p]!]!;
      if (j < 0) continue;
      out.indices[at] = j;
      out.data[at++] = data[p]!;
    }
    out.indptr[i + 1] = at;
  }
  return sortSlices(out, dtype, order.length);
}

/** The same entries compressed along the other axis; each new slice is sorted. */
export function transposeSlices({ indptr, indices, data }: Slices, dtype: DType, nMinor: number): Slices {
  const nnz = indices.length;
  const out = { indptr: new Int32Array(nMinor + 1), indices: new Int32Array(nnz), data: allocate(dtype, nnz) };
  for (let p = 0; p < nnz; p++) out.indptr[indices[p]! + 1]!++;
  for (let j = 0; j < nMinor; j++) out.indptr[j + 1]! += out.indptr[j]!;
  const next = out.indptr.slice(0, nMinor);
  for (let i = 0; i + 1 < indptr.length; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const at = next[indices[p]!]!++;
      out.indices[at] = i;
      out.data[at] = data[p]!;
    }
  }
  return out;
}

/** Entries of each slice by rising minor index, in linear time; the arrays themselves when they are sorted already. */
export function sortSlices(slices: Slices, dtype: DType, nMinor: number): Slices {
  if (isSorted(slices)) return slices;
  return transposeSlices(transposeSlices(slices, dtype, nMinor), dtype, slices.indptr.length - 1);
}

function isSorted({ indptr, indices }: Slices): boolean {
  for (let i = 0; i + 1 < indptr.length; i++) {
    for (let p = indptr[i]! + 1; p < indptr[i + 1]!; p++) if (indices[p]! < indices[p - 1]!) return false;
  }
  return true;
}
