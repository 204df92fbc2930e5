import type { Dense } from "../../data/dense.ts";
import { eigh } from "../../linalg/eigh.ts";
import { gram } from "../../linalg/gram.ts";

/** The first `nComps` principal components of rows, `n × nComps`, row major; 0 beyond the columns there are. */
export function pcaLayout(x: Dense, nComps: number): Float64Array {
  const { nRows, nCols } = x;
  const centred = Float64Array.from(x.data as Float64Array, Number);
  for (let c = 0; c < nCols; c++) {
    let sum = 0;
    for (let p = c; p < centred.length; p += nCols) sum += centred[p]!;
    for (let p = c; p < centred.length; p += nCols) centred[p]! -= sum / nRows;
  }
  const { vectors } = eigh(gram({ data: centred, nRows, nCols }), nCols);
  const points = new Float64Array(nRows * nComps);
  for (let i = 0; i < nRows; i++) {
    for (let k = 0; k < Math.min(nComps, nCols); k++) {
      let sum = 0;
      for (let c = 0; c < nCols; c++) sum += centred[i * nCols + c]! * vectors[c * nCols + k]!;
      points[i * nComps + k] = sum;
    }
  }
  return points;
}
