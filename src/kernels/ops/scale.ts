import type { Block } from "../block.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

const PARALLEL_FROM = 100_000;

/** `x *= factor`. */
export function scale(kernels: Kernels, x: Block, factor: number): void {
  kernels.run(OP.scale, [x.address, x.length, factor], x.length > PARALLEL_FROM);
}
