import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 100_000;

/** `out = dy` where `y > 0`, else 0. */
export function reluBackward(kernels: Kernels, dy: Block, y: Block, out: Block): void {
  checkRoom("y", y, dy.length);
  checkRoom("gradient", out, dy.length);
  kernels.run(OP.reluBackward, [dy.address, y.address, out.address, dy.length], dy.length > PARALLEL_FROM);
}
