import { checkInteger } from "../core/check.ts";
import type { SparsePattern } from "./transposed_pattern.ts";

/** How many products of each row are kept, and among which: made once, used at every step. */
export interface TopForm {
  /** Rows of the one matrix. */
  readonly nRows: number;
  /** Rows of the other. */
  readonly nCols: number;
  /** Most entries of a row. */
  readonly k: number;
  /** `nRows + 1` starts of the rows' entries. */
  readonly starts: Int32Array;
  /** The columns that may be taken; all without it. */
  readonly candidates: SparsePattern | undefined;
}

/**
 * Makes the form of an attention that keeps the `k` largest products of each row with all `nCols` rows of another matrix, or
 * with those a pattern lists.
 */
export function topForm(
  { nRows, nCols, k, candidates }: {
    readonly nRows: number;
    readonly nCols: number;
    readonly k: number;
    readonly candidates?: SparsePattern | undefined;
  },
): TopForm {
  checkInteger(k, "k", 1);
  const starts = new Int32Array(nRows + 1);
  for (let i = 0; i < nRows; i++) {
    const offered = candidates ? candidates.indptr[i + 1]! - candidates.indptr[i]! : nCols;
    starts[i + 1] = starts[i]! + Math.min(k, offered);
  }
  return Object.freeze({ nRows, nCols, k, starts, candidates });
}
