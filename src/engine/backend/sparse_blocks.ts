import { constantBlock } from "../../kernels/constant_block.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { SparseBlocks } from "../../kernels/ops/spmm.ts";
import type { SparseRows } from "../sparse_operator.ts";

/** A constant sparse matrix where kernels reach it. */
export function sparseBlocks(kernels: Kernels, { nRows, nCols, indptr, indices, values }: SparseRows): SparseBlocks {
  return {
    nRows,
    nCols,
    indptr: constantBlock(kernels, indptr),
    indices: constantBlock(kernels, indices),
    values: constantBlock(kernels, values),
  };
}
