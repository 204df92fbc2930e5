import type { FloatArray } from "../../linalg/float_array.ts";
import type { NumberCsr } from "../row_major.ts";

/** `x · v` of a matrix compressed by rows. */
export function sparseTimes({ indptr, indices, data, nRows }: NumberCsr, v: Float64Array): Float64Array {
  const out = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const end = indptr[i + 1]!;
    let even = 0;
    let odd = 0;
    let p = indptr[i]!;
    for (; p + 1 < end; p += 2) {
      even += data[p]! * v[indices[p]!]!;
      odd += data[p + 1]! * v[indices[p + 1]!]!;
    }
    out[i] = p < end ? even + odd + data[p]! * v[indices[p]!]! : even + odd;
  }
  return out;
}

/** `xᵀ · u` of a matrix compressed by rows. */
export function sparseTransposedTimes(x: NumberCsr, u: Float64Array): Float64Array {
  const { indptr, indices, data, nRows, nCols } = x;
  const out = new Float64Array(nCols);
  for (let i = 0; i < nRows; i++) {
    const factor = u[i]!;
    const end = indptr[i + 1]!;
    for (let p = indptr[i]!; p < end; p++) out[indices[p]!]! += factor * data[p]!;
  }
  return out;
}

/** `x · v` of a row-major matrix, four rows at a time, so that `v` is read a quarter as often. */
export function denseTimes(data: FloatArray, nRows: number, v: Float64Array): Float64Array {
  const out = new Float64Array(nRows);
  const n = v.length;
  let i = 0;
  for (; i + 4 <= nRows; i += 4) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    const r0 = i * n, r1 = r0 + n, r2 = r1 + n, r3 = r2 + n;
    for (let j = 0; j < n; j++) {
      const value = v[j]!;
      s0 += data[r0 + j]! * value;
      s1 += data[r1 + j]! * value;
      s2 += data[r2 + j]! * value;
      s3 += data[r3 + j]! * value;
    }
    out[i] = s0;
    out[i + 1] = s1;
    out[i + 2] = s2;
    out[i + 3] = s3;
  }
  for (; i < nRows; i++) {
    for (let j = 0, at = i * n; j < n; j++, at++) out[i]! += data[at]! * v[j]!;
  }
  return out;
}

/** `xᵀ · u` of a row-major matrix, four rows at a time. */
export function denseTransposedTimes(data: FloatArray, nCols: number, u: Float64Array): Float64Array {
  const out = new Float64Array(nCols);
  let i = 0;
  for (; i + 4 <= u.length; i += 4) {
    const u0 = u[i]!, u1 = u[i + 1]!, u2 = u[i + 2]!, u3 = u[i + 3]!;
    const r0 = i * nCols, r1 = r0 + nCols, r2 = r1 + nCols, r3 = r2 + nCols;
    for (let j = 0; j < nCols; j++) {
      out[j]! += u0 * data[r0 + j]! + u1 * data[r1 + j]! + u2 * data[r2 + j]! + u3 * data[r3 + j]!;
    }
  }
  for (; i < u.length; i++) {
    const factor = u[i]!;
    for (let j = 0, at = i * nCols; j < nCols; j++, at++) out[j]! += factor * data[at]!;
  }
  return out;
}
