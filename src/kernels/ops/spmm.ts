import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import type { PatternBlocks } from "./pattern_blocks.ts";

/** A sparse matrix in blocks, compressed by rows; its structure has been checked when it was made. */
export interface SparseBlocks extends PatternBlocks {
  /** Value of each entry, or the values that `map` chooses from. */
  readonly values: Block;
  /** Which value belongs to each entry; default the one in its place. */
  readonly map?: ValueMap | undefined;
}

/** Where the entries of a matrix find their values, checked when it was made. */
export interface ValueMap {
  /** Place of each entry's value. */
  readonly places: Block;
  /** Number of values; every place is below it. */
  readonly nValues: number;
}

/** Factors of a product and of what it is added to; 1 by default. */
export interface SpmmScales {
  /** Factor of `A x`. */
  readonly product?: number | undefined;
  /** Factor of the addend. */
  readonly addend?: number | undefined;
  /** A row that is added to every row of the result, and its factor. */
  readonly level?: { readonly row: Block; readonly factor: number } | undefined;
}

const PARALLEL_FROM = 20_000;

/**
 * `out = A x`, or `A x + addend`, each with its factor, and one row added to all: `x` is `nCols × width`, `out` and
 * `addend` `nRows × width`; `out` may be the addend's own block.
 */
export function spmm(
  kernels: Kernels,
  { nRows, nCols, indptr, indices, values, map }: SparseBlocks,
  x: Block,
  out: Block,
  width: number,
  addend?: Block,
  { product = 1, addend: share = 1, level }: SpmmScales = {},
): void {
  checkCounts({ nRows, nCols, width });
  checkRoom("indptr", indptr, nRows + 1);
  checkRoom("values", values, map ? map.nValues : indices.length);
  if (map) checkRoom("map", map.places, indices.length);
  checkRoom("x", x, nCols * width);
  checkRoom("product", out, nRows * width);
  if (addend) checkRoom("addend", addend, nRows * width);
  if (level) checkRoom("row for all", level.row, width);
  const args = [
    indptr.address,
    indices.address,
    values.address,
    x.address,
    out.address,
    nRows,
    width,
    addend?.address ?? 0,
    map?.places.address ?? 0,
    product,
    share,
    level?.row.address ?? 0,
    level?.factor ?? 0,
  ];
  kernels.run(OP.spmm, args, indices.length * width > PARALLEL_FROM);
}
