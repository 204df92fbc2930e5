import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { sumShares } from "./sum_shares.ts";

const PARALLEL_FROM = 200_000;

/** `Σ x y` over the elements of two blocks of the same length. */
export function innerProduct(kernels: Kernels, x: Block, y: Block): number {
  checkRoom("second factor", y, x.length);
  const [sum] = sumShares(kernels, 1, (partial) => {
    kernels.run(OP.innerProduct, [x.address, y.address, x.length, partial.address], x.length > PARALLEL_FROM);
  });
  return sum!;
}
