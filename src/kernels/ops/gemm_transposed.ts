import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { packedLength } from "./gemm.ts";

/** Operands of {@linkcode gemmTransposed}. */
export interface GemmTransposedOperands {
  /** `x`, `rows × depth`. */
  readonly x: Block;
  /** `g`, `rows × columns`. */
  readonly g: Block;
  /** Rows of both. */
  readonly rows: number;
  /** Columns of `x`. */
  readonly depth: number;
  /** Columns of `g`. */
  readonly columns: number;
}

/**
 * `xᵀ g` (`depth × columns`) followed by the column sums of `g`, in one block of `(depth + 1) · columns` elements that the
 * caller frees: the gradients of a dense layer in its weights and its bias.
 */
export function gemmTransposed(kernels: Kernels, { x, g, rows, depth, columns }: GemmTransposedOperands): Block {
  checkRoom("left-hand side", x, rows * depth);
  checkRoom("right-hand side", g, rows * columns);
  const { shares, rowBlock } = kernels;
  const size = (depth + 1) * columns;
  const partial = kernels.alloc(shares * size);
  const scratch = kernels.alloc(shares * packedLength(kernels, columns, rowBlock));
  const out = kernels.alloc(size);
  const args = [x.address, depth, g.address, columns, depth, rows, partial.address, scratch.address];
  kernels.run(OP.gemmTransposed, args, true);
  kernels.run(OP.addShares, [partial.address, shares, size, out.address], size > 4096);
  kernels.free(partial);
  kernels.free(scratch);
  return out;
}
