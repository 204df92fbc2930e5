import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** A normal distribution for each element, and standard normal noise. */
export interface SampleOperands {
  /** Logarithms of the variances. */
  readonly logVar: Block;
  /** Standard normal draws. */
  readonly noise: Block;
}

const PARALLEL_FROM = 30_000;

/** `out = mean + e^(logVar / 2) · noise`. */
export function sample(kernels: Kernels, mean: Block, { logVar, noise }: SampleOperands, out: Block): void {
  run(kernels, OP.sample, mean, { logVar, noise }, out);
}

/** `out = dy · noise · e^(logVar / 2) / 2`, the gradient of a sample in `logVar`; that in `mean` is `dy` itself. */
export function sampleBackward(kernels: Kernels, dy: Block, { logVar, noise }: SampleOperands, out: Block): void {
  run(kernels, OP.sampleBackward, dy, { logVar, noise }, out);
}

function run(kernels: Kernels, op: number, first: Block, { logVar, noise }: SampleOperands, out: Block): void {
  for (const [name, block] of Object.entries({ logVar, noise, out })) checkRoom(name, block, first.length);
  const args = [first.address, logVar.address, noise.address, out.address, first.length];
  kernels.run(op, args, first.length > PARALLEL_FROM);
}
