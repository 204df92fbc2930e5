import { checkInteger, checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Dense } from "../data/dense.ts";
import { svd } from "../linalg/svd.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import { labelCodes, type Labels } from "./labels.ts";

/** Options of {@linkcode pcr}. */
export interface PcrOptions {
  /** Whether the covariate names groups; else its numbers are regressed on. Default true. */
  readonly categorical?: boolean;
  /** Leading principal components to look at. Default all. */
  readonly nComps?: number;
}

/**
 * Principal component regression (Büttner et al. 2019): the share of an embedding's variance that a covariate explains,
 * Σ_k Var_k R²_k / Σ_k Var_k over principal components k.
 *
 * Over all components the sum does not depend on the axes, so none are computed.
 *
 * @param x `n × d`, finite values.
 * @param covariate Batch, modality or a number of every row, none missing.
 * @param options `categorical`, `nComps`.
 * @returns A number from 0 to 1; NaN when nothing varies.
 * @throws {WeftError} `Misaligned` when there is not one value a row; `BadValues` when one is missing or not finite.
 *
 * @example
 * ```ts
 * import { pcr } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(pcr(Dense.fromRows([[0], [0], [9], [9]]), ["1", "1", "2", "2"]), 1);
 * assert.equal(pcr(Dense.fromRows([[0], [9], [0], [9]]), ["1", "1", "2", "2"]), 0);
 * ```
 */
export function pcr(x: Dense, covariate: Labels, options: PcrOptions = {}): number {
  const { categorical = true, nComps } = options;
  checkLength(covariate.length, x.nRows, "covariate", "the rows");
  const columns = centred(x);
  const { nRows, nCols } = x;
  const explain = categorical ? betweenGroups(covariate) : alongNumbers(covariate);
  if (nComps === undefined) return share(columns, nRows, nCols, explain);
  checkInteger(nComps, "nComps", 1, Math.min(nRows, nCols));
  const { u, s } = svd({ data: columns, nRows, nCols }, { nComps });
  return share(u.map((value, at) => value * s[at % nComps]!), nRows, nComps, explain);
}

/** Of one centred column (every `stride`-th value from `from`), the part of its sum of squares that is explained. */
type Explained = (data: Float64Array, from: number, stride: number) => number;

function share(data: Float64Array, nRows: number, nCols: number, explained: Explained): number {
  let part = 0;
  let total = 0;
  for (const value of data) total += value * value;
  for (let c = 0; c < nCols && nRows > 0; c++) part += explained(data, c, nCols);
  return Math.min(1, part / total);
}

function betweenGroups(covariate: Labels): Explained {
  const { codes, names } = labelCodes(covariate);
  if (codes.includes(-1)) throw missing(codes.indexOf(-1));
  const sizes = new Float64Array(names.length);
  for (const code of codes) sizes[code]!++;
  const sums = new Float64Array(names.length);
  return (data, from, stride) => {
    sums.fill(0);
    for (let i = 0, at = from; i < codes.length; i++, at += stride) sums[codes[i]!]! += data[at]!;
    return sums.reduce((part, sum, g) => part + sum * sum / sizes[g]!, 0);
  };
}

function alongNumbers(covariate: Labels): Explained {
  const given = Float64Array.from({ length: covariate.length }, (_, i) => {
    const value = "get" in covariate ? covariate.get(i) : covariate[i];
    return value === null || value === undefined ? NaN : Number(value);
  });
  const wrong = given.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw missing(wrong);
  const mean = given.reduce((sum, value) => sum + value, 0) / given.length;
  const steps = given.map((value) => value - mean);
  const square = steps.reduce((sum, step) => sum + step * step, 0);
  return (data, from, stride) => {
    let product = 0;
    for (let i = 0, at = from; i < steps.length; i++, at += stride) product += steps[i]! * data[at]!;
    return square === 0 ? 0 : product * product / square;
  };
}

function centred(x: Dense): Float64Array {
  const { nRows, nCols } = x;
  const data = Float64Array.from(x.data as Float64Array, Number);
  checkFinite(data, "the embedding");
  const means = new Float64Array(nCols);
  for (let at = 0; at < data.length; at++) means[at % nCols]! += data[at]! / nRows;
  for (let at = 0; at < data.length; at++) data[at]! -= means[at % nCols]!;
  return data;
}

function missing(row: number): WeftError {
  return new WeftError("BadValues", {
    expected: "a covariate for every row",
    found: `none, or no finite number, at row ${row}`,
    next: "Leave out the rows without one first.",
    row,
  });
}
