import { addressAt, type Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";

/** A matrix in a block, row after row or column after column. */
export interface Strided {
  /** Where it lies. */
  readonly block: Block;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** Whether the block holds its transpose, row after row. */
  readonly transposed?: boolean | undefined;
  /** First element in the block; default 0. */
  readonly offset?: number | undefined;
}

/** Address, row stride and column stride of a matrix, whose block has been checked to hold it. */
export function stridedArguments(what: string, matrix: Strided): [number, number, number] {
  const { block, rows, columns, transposed = false, offset = 0 } = matrix;
  checkCounts({ rows, columns });
  checkRoom(what, block, rows * columns, offset);
  return [addressAt(block, offset), transposed ? 1 : columns, transposed ? rows : 1];
}
