import { WeftError } from "../../core/error.ts";
import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { listSizes } from "./knn_lists.ts";
import { packMatrix } from "./pack.ts";
import type { PatternBlocks } from "./pattern_blocks.ts";

/** Two matrices whose rows are multiplied. */
export interface TopOperands {
  /** `nRows × width`, rows no longer than 1. */
  readonly a: Block;
  /** `nCols × width`, likewise. */
  readonly b: Block;
  /** Rows of `a`. */
  readonly nRows: number;
  /** Rows of `b`. */
  readonly nCols: number;
  /** Columns of both. */
  readonly width: number;
  /** How many products of each row are taken. */
  readonly k: number;
}

/** Scores that are held at a time for each row. */
const CHUNK = 192;
const PARALLEL_FROM = 20_000;

/**
 * The rows of `b` with the `k` largest products for each row of `a`, in rising order (`nRows × k`); of equal products that
 * of the smaller row. All products are looked at, a tile at a time: memory grows with neither number of rows.
 */
export function topProducts(kernels: Kernels, operands: TopOperands, out: Block): void {
  const { a, b, nRows, nCols, width, k } = operands;
  check(operands);
  checkRoom("columns", out, nRows * k);
  if (k > nCols) throw new WeftError("InvalidArgument", { expected: `k to be at most ${nCols}`, found: `${k}` });
  if (nRows === 0 || k === 0) return;
  const { panel, rowBlock, shares } = kernels;
  const { keep, most, room } = listSizes(kernels, k);
  const chunk = Math.ceil(CHUNK / panel) * panel;
  const scratchLength = rowBlock * (width + chunk + 2 * room + 3) + 2 * k;
  const packed = packMatrix(kernels, { block: b, rows: width, columns: nCols, transposed: true });
  const lowered = kernels.alloc(Math.ceil(nCols / panel) * panel);
  const scratch = kernels.alloc(shares * scratchLength);
  lowered.f32.fill(0, 0, nCols).fill(-Infinity, nCols);
  const lists = [room, keep, most, chunk, scratch.address, scratchLength];
  const args = [a.address, packed.address, lowered.address, nRows, nCols, width, k, out.address, ...lists];
  kernels.run(OP.topProducts, args, nRows * nCols * width > PARALLEL_FROM);
  for (const block of [packed, lowered, scratch]) kernels.free(block);
}

/**
 * The same among the entries of a pattern: row `i` of the answer begins at `starts[i]` and has as many columns as the
 * pattern's row, at most `k`.
 */
export function topCandidates(
  kernels: Kernels,
  { indptr, indices }: PatternBlocks,
  operands: TopOperands,
  { starts, columns }: { readonly starts: Block; readonly columns: Block },
): void {
  const { a, b, nRows, width, k } = operands;
  check(operands);
  checkRoom("indptr", indptr, nRows + 1);
  checkRoom("starts", starts, nRows + 1);
  checkRoom("columns", columns, starts.i32[nRows]!);
  if (nRows === 0 || k === 0) return;
  const scratch = kernels.alloc(2 * k * kernels.shares);
  const pattern = [indptr.address, indices.address];
  const args = [...pattern, a.address, b.address, nRows, width, k, starts.address, columns.address, scratch.address];
  kernels.run(OP.topCandidates, args, indices.length * width > PARALLEL_FROM);
  kernels.free(scratch);
}

function check({ a, b, nRows, nCols, width, k }: TopOperands): void {
  checkCounts({ nRows, nCols, width, k });
  checkRoom("rows of a", a, nRows * width);
  checkRoom("rows of b", b, nCols * width);
}
