import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 4096;

/** The sum of `size` elements over all shares, in the order of the shares; the caller frees it. */
export function addShares(kernels: Kernels, partial: Block, size: number): Block {
  const { shares } = kernels;
  checkRoom("partial sums", partial, shares * size);
  const out = kernels.alloc(size);
  kernels.run(OP.addShares, [partial.address, shares, size, out.address], size > PARALLEL_FROM);
  return out;
}
