import type { Csr } from "../../data/csr.ts";
import { Dense } from "../../data/dense.ts";

/**
 * The mean of every row's neighbours, `nObs × width` float32; whatever the edges weigh. A row without neighbours gets
 * zeros, or stays itself when it counts.
 *
 * @param withSelf Whether a row counts among its own neighbours.
 */
export function neighborMeans(x: Dense, { indptr, indices }: Csr, withSelf: boolean): Dense {
  const { nRows, nCols } = x;
  const data = x.data as Float32Array;
  const means = new Float32Array(nRows * nCols);
  const sums = new Float64Array(nCols);
  for (let i = 0; i < nRows; i++) {
    const from = indptr[i]!, to = indptr[i + 1]!;
    sums.fill(0);
    for (let p = from; p < to; p++) {
      for (let j = 0, at = indices[p]! * nCols; j < nCols; j++) sums[j]! += data[at + j]!;
    }
    if (withSelf) { for (let j = 0; j < nCols; j++) sums[j]! += data[i * nCols + j]!; }
    const count = to - from + (withSelf ? 1 : 0);
    for (let j = 0; j < nCols && count > 0; j++) means[i * nCols + j] = sums[j]! / count;
  }
  return new Dense(means, { shape: [nRows, nCols] });
}
