import { checkInteger } from "../../core/check.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";
import { withScratch } from "../with_scratch.ts";
import { packedLength } from "./pack.ts";

/** Two sets of rows that belong together one by one. */
export interface InfoNceOperands {
  /** Both, `rows × width`. */
  readonly pair: readonly [Block, Block];
  /** Rows of each. */
  readonly rows: number;
  /** Columns of both. */
  readonly width: number;
  /** Consecutive rows that are each other's negatives. */
  readonly block: number;
  /** What cosines are divided by. */
  readonly temperature: number;
  /** Take the gradients, as long as the rows. */
  readonly gradients?: readonly [Block, Block] | undefined;
}

const PARALLEL_FROM = 2_000;

/**
 * InfoNCE on cosines: the mean over rows and both directions of `ln Σⱼ exp(cos(aᵢ, bⱼ) / τ) − cos(aᵢ, bᵢ) / τ`, with `j` in
 * the block of consecutive rows of `i`. Cosines are made a tile at a time and never kept.
 */
export function infoNce(kernels: Kernels, operands: InfoNceOperands): number {
  const { pair, rows, width, block, temperature, gradients } = operands;
  for (const x of pair) checkRoom("rows", x, rows * width);
  for (const x of gradients ?? []) checkRoom("gradient", x, rows * width);
  checkInteger(block, "block", 1);
  const { shares, rowBlock } = kernels;
  const parallel = rows * width > PARALLEL_FROM;
  return withScratch(kernels, (take) => {
    const make = (length: number): Block => take(kernels.alloc(length));
    const units = [make(rows * width), make(rows * width)] as const;
    const lengths = [make(rows), make(rows)] as const;
    const lse = [make(rows), make(rows)] as const;
    const sums = make(rows);
    const tile = rowBlock * packedLength(kernels, rowBlock, 1);
    const packed = packedLength(kernels, rowBlock, width) + packedLength(kernels, width, rowBlock);
    const scratch = make(shares * (tile + packed));
    pair.forEach((x, side) => {
      const args = [x.address, rows, width, units[side]!.address, lengths[side]!.address];
      kernels.run(OP.contrastiveRows, args, parallel);
    });
    const heads = [units, [...units].reverse()].map(([own, other]) => [
      own!.address,
      other!.address,
      ...[rows, width, block, 1 / temperature],
      scratch.address,
    ]);
    let total = 0;
    heads.forEach((head, side) => {
      const totals = totalsBlock(kernels);
      kernels.run(OP.infoNce, [...head, sums.address, lse[side]!.address, totals.address], parallel);
      total += takeTotal(kernels, totals);
    });
    gradients?.forEach((gradient, side) => {
      const rest = [lse[side]!.address, lse[1 - side]!.address, 1 / (2 * Math.max(1, rows) * temperature)];
      kernels.run(OP.infoNceGradient, [...heads[side]!, ...rest, lengths[side]!.address, gradient.address], parallel);
    });
    return total / (2 * Math.max(1, rows));
  });
}
