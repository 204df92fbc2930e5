import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 50_000;

/** `mean = decay · mean + (1 − decay) · x` over `length` elements, in place; both products are rounded before the sum. */
export function moveTowards(kernels: Kernels, mean: Block, x: Block, length: number, decay: number): void {
  checkRoom("mean", mean, length);
  checkRoom("what it moves to", x, length);
  kernels.run(OP.moveTowards, [mean.address, x.address, length, decay, 1 - decay], length > PARALLEL_FROM);
}
