import { checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import type { NumberArray } from "../data/dtype.ts";
import { keptCounts } from "./counts.ts";
import { matrixOf } from "./matrix_of.ts";
import { floats, rowMajor, withValues } from "./row_major.ts";

/** Options of {@linkcode log1p}. */
export interface Log1pOptions {
  /** Base of the logarithm; natural when left out. */
  readonly base?: number;
  /** The layer to transform in place of `X`; the result is the new `X`, the layer stays as it is. */
  readonly layer?: string;
  /** Transforms data that have been transformed before once more. Default false. */
  readonly allowLogged?: boolean;
}

/**
 * Takes the logarithm of one plus every value: y = ln(1 + x), or log_base(1 + x).
 *
 * The result is float32 (float64 for float64 input) and sparse where the input is. Writes `uns["log1p"]` (`base`), and
 * keeps `X` as `layers["counts"]` when it holds counts and there is no such layer yet.
 *
 * @param adata `nObs × nVars`, values above −1.
 * @param options Base, layer, and whether logged data may be logged again.
 * @returns The object with a new `X`.
 * @throws {WeftError} `BadValues` for values of −1 or less, NaN, infinity, or data that `uns["log1p"]` says are logged already.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { log1p } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = log1p(new AnnData({ X: Dense.fromRows([[0, 1, 3]]) }), { base: 2 });
 * assert.deepEqual([...adata.X!.data], [0, 1, 2]);
 * ```
 */
export function log1p<T extends AnnData>(adata: T, options: Log1pOptions = {}): T {
  const { base, layer, allowLogged = false } = options;
  if (base !== undefined) checkBase(base);
  const fromX = layer === undefined || layer === "X";
  if (fromX && adata.uns.log1p !== undefined && !allowLogged) {
    throw new WeftError("BadValues", {
      expected: "values that are not logged yet",
      found: `uns["log1p"], which says that log1p() has been here`,
      where: "X",
      next: `Name the layer to start from (layer: "counts"), or pass allowLogged: true to take the logarithm again.`,
    });
  }
  const x = rowMajor(matrixOf(adata, layer));
  const out = logarithms(x.data, floats(x.dtype, x.data.length), base);
  return adata.with({ X: withValues(x, out), layers: keptCounts(adata), uns: { log1p: { base: base ?? null } } }) as T;
}

function logarithms<F extends Float32Array | Float64Array>(values: NumberArray, out: F, base: number | undefined): F {
  const factor = base === undefined ? 1 : 1 / Math.log(base);
  for (let p = 0; p < values.length; p++) {
    const value = values[p]!;
    if (!(value > -1 && value < Infinity)) {
      throw new WeftError("BadValues", {
        expected: "finite values above −1 for log1p()",
        found: `${value}`,
        where: "X",
        next: value <= -1 ? "Take the logarithm before scaling or centring." : "Remove or fill such values first.",
      });
    }
    out[p] = Math.log1p(value) * factor;
  }
  return out;
}

function checkBase(base: number): void {
  checkNumber(base, "base", Number.MIN_VALUE);
  if (base === 1) throw new WeftError("InvalidArgument", { expected: "base to differ from 1", found: "1" });
}
