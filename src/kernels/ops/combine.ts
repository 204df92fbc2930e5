import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** One array of a sum, and its factor. */
export interface Summand {
  /** The array. */
  readonly block: Block;
  /** Its factor. */
  readonly factor: number;
}

const PARALLEL_FROM = 50_000;

/** `out = a · x + b · y` over `length` elements; `out` may be the block of `x` or `y`. */
export function combine(kernels: Kernels, x: Summand, y: Summand, length: number, out: Block): void {
  checkRoom("first summand", x.block, length);
  checkRoom("second summand", y.block, length);
  checkRoom("sum", out, length);
  const args = [x.block.address, x.factor, y.block.address, y.factor, length, out.address];
  kernels.run(OP.combine, args, length > PARALLEL_FROM);
}
