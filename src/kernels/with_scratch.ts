import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";
import { TakenBlocks } from "./taken_blocks.ts";

/**
 * Does work with blocks that are given back at its end, also when there is no memory for the next: `take` is handed every
 * block right after it was made.
 */
export function withScratch<T>(kernels: Kernels, work: (take: (block: Block) => Block) => T): T {
  using taken = new TakenBlocks(kernels);
  return work(taken.take);
}
