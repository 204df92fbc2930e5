import { Rng } from "../../src/core/rng.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { ErrorTag } from "../../src/core/error.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csc } from "../../src/data/csc.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import type { DType } from "../../src/data/dtype.ts";
import { type Matrix, toDense } from "../../src/data/matrix.ts";
import assert from "node:assert/strict";

/** Negative binomial counts with a wide range of means and many zeros. */
export function randomCounts(seed: number, nRows: number, nCols: number, dtype: DType = "float64"): Dense {
  const rng = new Rng(seed);
  const means = Array.from({ length: nCols }, () => Math.exp(1.2 * rng.normal() - 0.5));
  const rows = Array.from({ length: nRows }, () => means.map((mean) => rng.negativeBinomial(mean, 2)));
  return Dense.fromRows(rows, "float64").astype(dtype);
}

/** Standard normal values. */
export function randomNormal(seed: number, nRows: number, nCols: number): Dense {
  const rng = new Rng(seed);
  return new Dense(Float64Array.from({ length: nRows * nCols }, () => rng.normal()), { shape: [nRows, nCols] });
}

/** An object around a matrix; rows of numbers become float64. */
export function adataOf(X: Matrix | number[][]): AnnData {
  return new AnnData({ X: Array.isArray(X) ? Dense.fromRows(X, "float64") : X });
}

/** A matrix with the name of its storage. */
export type Stored = readonly [name: string, X: Matrix];

/** The matrix in all three storages, which must give the same results. */
export function storages(dense: Dense): readonly [Stored, Stored, Stored] {
  const csr = Csr.fromDense(dense);
  return [["dense", dense], ["csr", csr], ["csc", cscOf(dense)]];
}

function cscOf(dense: Dense): Matrix {
  const flipped = Array.from({ length: dense.nCols }, (_, j) => dense.toRows().map((row) => row[j]!));
  const { indptr, indices, data, dtype } = Csr.fromDense(Dense.fromRows(flipped, dense.dtype));
  return new Csc({ shape: [dense.nRows, dense.nCols], indptr, indices, data, dtype });
}

/** All elements as numbers, row after row. */
export function elements(X: Matrix | null): number[] {
  return Array.from(toDense(X!).data, Number);
}

/** Asserts that two lists of numbers agree; NaN agrees with NaN. */
export function assertClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance = 1e-12, what = "values"): void {
  assert.equal(got.length, want.length, `${what}: length`);
  for (let i = 0; i < got.length; i++) {
    if (Number.isNaN(got[i]!) && Number.isNaN(want[i]!)) continue;
    const off = Math.abs(got[i]! - want[i]!);
    assert(off <= tolerance * (1 + Math.abs(want[i]!)), `${what}: ${got[i]} where ${want[i]} was expected, at ${i}`);
  }
}

/** Asserts that a call throws a weft error of that tag with a sentence that matches. */
export function assertThrows(call: () => unknown, tag: ErrorTag, message: RegExp): void {
  assert.throws(call, (error: unknown) => {
    assert(isWeftError(error, tag), `expected the tag ${tag}: ${error}`);
    assert.match(error.message, message);
    return true;
  });
}

/** A column of numbers of `obs` or `var`. */
export function numbers(adata: AnnData, axis: "obs" | "var", name: string): number[] {
  return adata[axis].column(name).toArray().map(Number);
}
