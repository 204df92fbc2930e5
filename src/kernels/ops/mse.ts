import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { takeTotal, totalsBlock } from "../share_totals.ts";

const PARALLEL_FROM = 50_000;

/**
 * Mean of `(x − target)²` over the elements of `x`, 0 without any, summed in float64; its gradient in `x` goes to
 * `gradient` in the same pass.
 */
export function mse(kernels: Kernels, x: Block, target: Block, gradient?: Block): number {
  const n = x.length;
  checkRoom("target", target, n);
  if (gradient) checkRoom("gradient", gradient, n);
  const totals = totalsBlock(kernels);
  kernels.run(OP.mse, [x.address, target.address, gradient?.address ?? 0, n, totals.address], n > PARALLEL_FROM);
  return takeTotal(kernels, totals) / Math.max(1, n);
}
