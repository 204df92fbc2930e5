import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** A sparse matrix in blocks, compressed by rows; its structure has been checked when it was made. */
export interface SparseBlocks {
  /** Rows of the matrix. */
  readonly nRows: number;
  /** Columns of the matrix. */
  readonly nCols: number;
  /** `nRows + 1` starts. */
  readonly indptr: Block;
  /** Column of each entry. */
  readonly indices: Block;
  /** Value of each entry. */
  readonly values: Block;
}

const PARALLEL_FROM = 20_000;

/** `out = A x`, or `A x + addend`: `x` is `nCols × width`, `out` and `addend` `nRows × width`. */
export function spmm(
  kernels: Kernels,
  { nRows, nCols, indptr, indices, values }: SparseBlocks,
  x: Block,
  out: Block,
  width: number,
  addend?: Block,
): void {
  checkRoom("indptr", indptr, nRows + 1);
  checkRoom("values", values, indices.length);
  checkRoom("x", x, nCols * width);
  checkRoom("product", out, nRows * width);
  if (addend) checkRoom("addend", addend, nRows * width);
  const args = [
    indptr.address,
    indices.address,
    values.address,
    x.address,
    out.address,
    nRows,
    width,
    addend?.address ?? 0,
  ];
  kernels.run(OP.spmm, args, indices.length * width > PARALLEL_FROM);
}
