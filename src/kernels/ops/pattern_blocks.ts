import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";

/** Where the entries of a sparse matrix lie, in blocks, compressed by rows; checked when it was made. */
export interface PatternBlocks {
  /** Rows of the matrix. */
  readonly nRows: number;
  /** Columns of the matrix. */
  readonly nCols: number;
  /** `nRows + 1` starts. */
  readonly indptr: Block;
  /** Column of each entry. */
  readonly indices: Block;
}

/** Throws unless the starts fit the rows and `values` the entries. */
export function checkPattern(
  { nRows, nCols, indptr, indices }: PatternBlocks,
  values: Readonly<Record<string, Block>>,
): void {
  checkCounts({ nRows, nCols });
  checkRoom("indptr", indptr, nRows + 1);
  for (const [name, block] of Object.entries(values)) checkRoom(name, block, indices.length);
}
