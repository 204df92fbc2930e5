import type { Dense } from "../data/dense.ts";
import type { DenseLike } from "../linalg/mod.ts";

/** A dense matrix of any dtype in float64, as the numeric cores take it. */
export function floatMatrix(dense: Dense): DenseLike {
  return { data: dense.astype("float64").data as Float64Array, nRows: dense.nRows, nCols: dense.nCols };
}
