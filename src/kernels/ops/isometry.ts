import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";
import { withScratch } from "../with_scratch.ts";
import { packMatrix } from "./pack.ts";

/** Two matrices on the same rows, and what is wanted of them. */
export interface IsometryOperands {
  /** `rows × widths[0]`. */
  readonly u: Block;
  /** `rows × widths[1]`. */
  readonly v: Block;
  /** Columns of `u` and of `v`. */
  readonly widths: readonly [number, number];
  /** Class of each row, at least 0, then −1 up to {@linkcode paddedRows}. */
  readonly classes: Block;
  /** Number of rows. */
  readonly rows: number;
  /** Take the gradients of the result, as long as `u` and `v`. */
  readonly gradients?: readonly [Block, Block] | undefined;
}

const PARALLEL_FROM = 100_000;

/** Rows in whole panels: the length of `classes`. */
export function paddedRows(kernels: Kernels, rows: number): number {
  return Math.ceil(rows / kernels.panel) * kernels.panel;
}

/** `(1 / rows) Σ (‖uᵢ − uⱼ‖ − ‖vᵢ − vⱼ‖)²` over ordered pairs of one class; pairs are never kept. */
export function isometry(kernels: Kernels, { u, v, widths, classes, rows, gradients }: IsometryOperands): number {
  const [ofU, ofV] = widths;
  checkRoom("u", u, rows * ofU);
  checkRoom("v", v, rows * ofV);
  checkRoom("classes", classes, paddedRows(kernels, rows));
  gradients?.forEach((block, i) => checkRoom("gradient", block, rows * widths[i]!));
  return withScratch(kernels, (take) => {
    const packedU = take(packMatrix(kernels, { block: u, rows: ofU, columns: rows, transposed: true }));
    const packedV = take(packMatrix(kernels, { block: v, rows: ofV, columns: rows, transposed: true }));
    // A vector for each column: no vector is longer than a panel.
    const scratch = take(kernels.alloc(kernels.shares * kernels.panel * (ofU + ofV)));
    const totals = totalsBlock(kernels);
    const slope = 1 / Math.max(1, rows);
    const args = [u.address, packedU.address, ofU, v.address, packedV.address, ofV, classes.address, rows, slope];
    args.push(scratch.address, gradients?.[0].address ?? 0, gradients?.[1].address ?? 0, totals.address);
    kernels.run(OP.isometry, args, rows * rows * (ofU + ofV) > PARALLEL_FROM);
    return takeTotal(kernels, totals) * slope;
  });
}
