import { checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import { rowSums } from "./values/axis_sums.ts";
import { checkNonNegative, keptCounts } from "./counts.ts";
import { matrixOf } from "./matrix_of.ts";
import { median } from "../core/median.ts";
import { floats, type RowMajor, rowMajor, withValues } from "./row_major.ts";

/** Options of {@linkcode normalizeTotal}. */
export interface NormalizeTotalOptions {
  /** Sum of every observation afterwards. Default: the median of the sums before, over observations that have any. */
  readonly targetSum?: number;
  /**
   * Leaves variables that make up more than `maxFraction` of any observation out of the sums (not out of the result);
   * the default target is then the median over all observations, as in scanpy. Default false.
   */
  readonly excludeHighlyExpressed?: boolean;
  /** What counts as highly expressed: share of an observation's sum. Default 0.05. */
  readonly maxFraction?: number;
  /** Column of `obs` for the divisor of every observation (its sum / target); none by default. */
  readonly keyAdded?: string;
  /** The layer to normalise in place of `X`; the result is the new `X`, the layer stays as it is. */
  readonly layer?: string;
  /** Scales values of `X` that `uns["log1p"]` says are logged. Default false. */
  readonly allowLogged?: boolean;
}

/**
 * Scales every observation to the same sum: y_ig = x_ig · T / Σ_g x_ig.
 *
 * Observations whose sum is 0 keep their values. The result is float32 (float64 for float64 input) and sparse where
 * the input is. When `X` holds counts and there is no `layers["counts"]` yet, it is kept there.
 *
 * @param adata `nObs × nVars`, values ≥ 0.
 * @param options Target, exclusion of dominating variables, where to read and note.
 * @returns The object with a new `X`.
 * @throws {WeftError} `BadValues` for negative values, NaN or infinity, or data that `uns["log1p"]` says are logged; `InvalidArgument` for a target that is not
 *   above 0.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { normalizeTotal } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = normalizeTotal(new AnnData({ X: Dense.fromRows([[1, 3], [0, 0]]) }), { targetSum: 100 });
 * assert.deepEqual([...adata.X!.data], [25, 75, 0, 0]);
 * assert.deepEqual([...adata.layers.counts!.data], [1, 3, 0, 0]);
 * ```
 */
export function normalizeTotal<T extends AnnData>(adata: T, options: NormalizeTotalOptions = {}): T {
  const { targetSum, excludeHighlyExpressed = false, maxFraction = 0.05, keyAdded, layer, allowLogged = false } =
    options;
  if (targetSum !== undefined) checkNumber(targetSum, "targetSum", Number.MIN_VALUE);
  checkNumber(maxFraction, "maxFraction", 0, 1);
  const fromX = layer === undefined || layer === "X";
  if (fromX && adata.uns.log1p !== undefined && !allowLogged) {
    throw new WeftError("BadValues", {
      expected: "values that are not logged for normalizeTotal()",
      found: `uns["log1p"], which says that log1p() has been here`,
      where: "X",
      next: `Name the layer to start from (layer: "counts"), or pass allowLogged: true to scale these values.`,
    });
  }
  const x = rowMajor(matrixOf(adata, layer));
  checkNonNegative(x.data, "normalizeTotal()", fromX ? "X" : `layers["${layer}"]`);
  const sums = excludeHighlyExpressed ? sumsWithout(x, dominating(x, maxFraction)) : rowSums(x);
  const target = targetSum ?? median(excludeHighlyExpressed ? sums : sums.filter((sum) => sum > 0));
  if (excludeHighlyExpressed && target === 0) {
    throw new WeftError("BadValues", {
      expected: "most observations to have counts outside the highly expressed variables",
      found: "a median of 0",
      next: "Raise maxFraction or give targetSum.",
    });
  }
  const divisors = sums.map((sum) => sum === 0 ? 0 : sum / target);
  return adata.with({
    X: withValues(x, divideRows(x, divisors)),
    layers: keptCounts(adata),
    ...(keyAdded !== undefined && { obs: { [keyAdded]: divisors } }),
    ...(!fromX && { uns: { log1p: undefined } }),
  }) as T;
}

function divideRows(x: RowMajor, divisors: Float64Array): Float32Array | Float64Array {
  const { data } = x;
  const out = floats(x.dtype, data.length);
  for (let i = 0; i < x.nRows; i++) {
    const divisor = divisors[i]! || 1;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : (i + 1) * x.nCols;
    for (let p = x.kind === "csr" ? x.indptr[i]! : i * x.nCols; p < end; p++) out[p] = data[p]! / divisor;
  }
  return out;
}

/** 1 for variables that make up more than the given share of at least one observation. */
function dominating(x: RowMajor, maxFraction: number): Uint8Array {
  const sums = rowSums(x);
  const found = new Uint8Array(x.nCols);
  for (let i = 0; i < x.nRows; i++) {
    const limit = maxFraction * sums[i]!;
    const start = x.kind === "csr" ? x.indptr[i]! : i * x.nCols;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : start + x.nCols;
    for (let p = start; p < end; p++) {
      if (x.data[p]! > limit) found[x.kind === "csr" ? x.indices[p]! : p - start] = 1;
    }
  }
  return found;
}

function sumsWithout(x: RowMajor, excluded: Uint8Array): Float64Array {
  const sums = new Float64Array(x.nRows);
  for (let i = 0; i < x.nRows; i++) {
    const start = x.kind === "csr" ? x.indptr[i]! : i * x.nCols;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : start + x.nCols;
    for (let p = start; p < end; p++) {
      if (!excluded[x.kind === "csr" ? x.indices[p]! : p - start]) sums[i]! += x.data[p]!;
    }
  }
  return sums;
}
