import { type DenseLike, svd } from "../linalg/mod.ts";

/** Data made ready for the hierarchical start. */
export interface Scaled {
  /** `nObs × nDims`, row major. */
  readonly data: Float64Array;
  /** Columns left: constant ones and directions without spread are dropped. */
  readonly nDims: number;
}

const RANK_TOLERANCE = 1e-10;

/**
 * Transforms rows as mclust does before its hierarchical start: columns centred and divided by their standard
 * deviation (ddof 1), `X = U S Vᵀ`, and then `Z = X V diag(S)^(−1/2)`.
 */
export function svdScale({ data, nRows, nCols }: DenseLike): Scaled {
  const means = new Float64Array(nCols);
  const scales = new Float64Array(nCols);
  for (let i = 0, at = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++, at++) means[j]! += data[at]! / nRows;
  }
  for (let i = 0, at = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++, at++) scales[j]! += (data[at]! - means[j]!) ** 2 / (nRows - 1);
  }
  const kept = [...means.keys()].filter((j) => Math.sqrt(scales[j]!) > RANK_TOLERANCE * Math.abs(means[j]!));
  const standard = new Float64Array(nRows * kept.length);
  for (let i = 0, at = 0; i < nRows; i++) {
    for (const j of kept) standard[at++] = (data[i * nCols + j]! - means[j]!) / Math.sqrt(scales[j]!);
  }
  const { u, s, nComps } = svd({ data: standard, nRows, nCols: kept.length });
  let nDims = 0;
  while (nDims < nComps && s[nDims]! > RANK_TOLERANCE * s[0]!) nDims++;
  const out = new Float64Array(nRows * nDims);
  // X V = U S, so that Z = U S^(1/2).
  for (let i = 0, at = 0; i < nRows; i++) {
    for (let k = 0; k < nDims; k++) out[at++] = u[i * nComps + k]! * Math.sqrt(s[k]!);
  }
  return { data: out, nDims };
}
