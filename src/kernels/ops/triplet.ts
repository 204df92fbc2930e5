import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";

/** Triplets of rows in blocks; their rows have been checked when they were made. */
export interface TripletBlocks {
  /** Number of triplets. */
  readonly count: number;
  /** Rows of the matrix they point into. */
  readonly nRows: number;
  /** `count × 3`: anchor, positive, negative. */
  readonly triplets: Block;
  /** `nRows + 1` starts of each row's differences. */
  readonly starts: Block;
  /** The other row of each difference, `4 · count`. */
  readonly others: Block;
  /** Its coefficient's number `e`, or `−1 − e` where the row is the one that is subtracted. */
  readonly differences: Block;
}

const PARALLEL_FROM = 20_000;

/**
 * Mean over triplets of `max(0, ‖a − p + ε‖ − ‖a − n + ε‖ + margin)`, 0 without any; `coefficients` (`2 · count`) takes
 * what {@linkcode tripletGradient} needs. `z` is `nRows × width`.
 */
export function triplet(
  kernels: Kernels,
  z: Block,
  width: number,
  { count, nRows, triplets }: TripletBlocks,
  margin: number,
  coefficients: Block,
): number {
  checkRoom("rows", z, nRows * width);
  checkRoom("triplets", triplets, 3 * count);
  checkRoom("coefficients", coefficients, 2 * count);
  const totals = totalsBlock(kernels);
  const args = [z.address, width, triplets.address, count, margin, coefficients.address, totals.address];
  kernels.run(OP.triplet, args, count * width > PARALLEL_FROM);
  return takeTotal(kernels, totals) / Math.max(1, count);
}

/** `factor` times the gradient of {@linkcode triplet} in `z`, as long as `z`. */
export function tripletGradient(
  kernels: Kernels,
  z: Block,
  width: number,
  { count, nRows, starts, others, differences }: TripletBlocks,
  coefficients: Block,
  factor: number,
  out: Block,
): void {
  checkRoom("rows", z, nRows * width);
  checkRoom("coefficients", coefficients, 2 * count);
  checkRoom("starts", starts, nRows + 1);
  checkRoom("other rows", others, 4 * count);
  checkRoom("differences", differences, 4 * count);
  checkRoom("gradient", out, nRows * width);
  const index = [starts.address, others.address, differences.address];
  const args = [z.address, width, coefficients.address, ...index, nRows, factor, out.address];
  kernels.run(OP.tripletGradient, args, nRows * width > PARALLEL_FROM);
}
