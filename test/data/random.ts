import { categorical } from "../../src/data/columns/categorical.ts";
import { column } from "../../src/data/columns/column.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { toCsc } from "../../src/data/to_csc.ts";
import type { Rng } from "../../src/core/rng.ts";

/** The three storages of a matrix. */
export const KINDS = ["dense", "csr", "csc"] as const;

/** Rows of small integers, a share of them zero. */
export function randomRows(rng: Rng, nRows: number, nCols: number, zeros = 0.6): number[][] {
  return Array.from({ length: nRows }, () => {
    return Array.from({ length: nCols }, () => rng.uniform() < zeros ? 0 : 1 + rng.integer(9));
  });
}

/** The rows in a storage. */
export function matrixOf(rows: readonly (readonly number[])[], kind: typeof KINDS[number], nCols: number): Matrix {
  const flat = Float32Array.from(rows.flat());
  const dense = new Dense(flat, { shape: [rows.length, nCols] });
  if (kind === "dense") return dense;
  const csr = Csr.fromDense(dense);
  return kind === "csr" ? csr : toCsc(csr);
}

/** Any matrix as rows of numbers. */
export function rowsOf(matrix: Matrix): number[][] {
  return (matrix.kind === "dense" ? matrix : matrix.toDense()).toRows();
}

/** `n` names with a prefix. */
export function names(prefix: string, n: number): string[] {
  return Array.from({ length: n }, (_, i) => `${prefix}${i}`);
}

/** Indices drawn with repeats. */
export function randomIndices(rng: Rng, n: number, count: number): Int32Array {
  return Int32Array.from({ length: n === 0 ? 0 : count }, () => rng.integer(n));
}

/** An object with something in every slot. */
export function fullAnnData(rng: Rng, nObs: number, nVars: number, kind: typeof KINDS[number] = "csr"): AnnData {
  const matrix = (nRows: number, nCols: number) => matrixOf(randomRows(rng, nRows, nCols), kind, nCols);
  return new AnnData({
    X: matrix(nObs, nVars),
    obs: new Frame(names("o", nObs), {
      total: Float64Array.from({ length: nObs }, () => rng.uniform()),
      domain: categorical(Array.from({ length: nObs }, () => `d${rng.integer(3)}`), { categories: ["d0", "d1", "d2"] }),
      kept: column(Array.from({ length: nObs }, () => rng.uniform() < 0.5)),
    }),
    var: new Frame(names("g", nVars), { mean: new Float32Array(nVars) }),
    layers: { counts: matrix(nObs, nVars) },
    obsm: { X_pca: Dense.zeros(nObs, 2), table: new Frame(names("o", nObs), { a: new Float32Array(nObs) }) },
    varm: { PCs: Dense.zeros(nVars, 2) },
    obsp: { pairs: matrix(nObs, nObs) },
    varp: { links: matrix(nVars, nVars) },
    uns: { note: "kept" },
  });
}
