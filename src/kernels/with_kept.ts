import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";
import { TakenBlocks } from "./taken_blocks.ts";

/**
 * Makes something of blocks that stay: they are given back only when the work throws. `take` is handed every block right
 * after it was made.
 */
export function withKept<T>(kernels: Kernels, work: (take: (block: Block) => Block) => T): T {
  const taken = new TakenBlocks(kernels);
  try {
    return work(taken.take);
  } catch (error) {
    taken[Symbol.dispose]();
    throw error;
  }
}
