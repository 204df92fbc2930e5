import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { checkPattern, type PatternBlocks } from "./pattern_blocks.ts";

/** What belongs to one row: the entries of a pattern's row, or `width` numbers of each of `nRows`. */
export type RowsOfNumbers = PatternBlocks | { readonly nRows: number; readonly width: number };

const PARALLEL_FROM = 20_000;

/** `out = softmax(scale · score)` over each row; rows without entries stay empty. */
export function rowSoftmax(kernels: Kernels, rows: RowsOfNumbers, score: Block, out: Block, scale: number): void {
  const { starts, width, length } = extent(rows, { score, out });
  const args = [starts, width, score.address, out.address, rows.nRows, scale];
  kernels.run(OP.edgeSoftmax, args, length > PARALLEL_FROM);
}

/** Gradient of {@linkcode rowSoftmax} in the scores, from its result `y`. */
export function rowSoftmaxBackward(
  kernels: Kernels,
  rows: RowsOfNumbers,
  { y, dy }: { readonly y: Block; readonly dy: Block },
  out: Block,
  scale: number,
): void {
  const { starts, width, length } = extent(rows, { y, dy, out });
  const args = [starts, width, y.address, dy.address, out.address, rows.nRows, scale];
  kernels.run(OP.edgeSoftmaxBackward, args, length > PARALLEL_FROM);
}

function extent(
  rows: RowsOfNumbers,
  blocks: Readonly<Record<string, Block>>,
): { readonly starts: number; readonly width: number; readonly length: number } {
  if ("indptr" in rows) {
    checkPattern(rows, blocks);
    return { starts: rows.indptr.address, width: 0, length: rows.indices.length };
  }
  const { nRows, width } = rows;
  checkCounts({ nRows, width });
  for (const [name, block] of Object.entries(blocks)) checkRoom(name, block, nRows * width);
  return { starts: 0, width, length: nRows * width };
}
