import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { type Activation, activationArguments } from "./activation.ts";

const PARALLEL_FROM = 100_000;

/** `out = dy · act'(·)`, the slope told from the result `y`. */
export function activationBackward(kernels: Kernels, dy: Block, y: Block, out: Block, activation: Activation): void {
  const { length } = dy;
  checkRoom("y", y, length);
  checkRoom("gradient", out, length);
  const args = [dy.address, y.address, out.address, length, ...activationArguments(activation)];
  kernels.run(OP.activationBackward, args, length > PARALLEL_FROM);
}
