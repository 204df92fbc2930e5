import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";

/**
 * Makes something of blocks that stay: they are given back only when the work throws. `take` is handed every block right
 * after it was made.
 */
export function withKept<T>(kernels: Kernels, work: (take: (block: Block) => Block) => T): T {
  const taken: Block[] = [];
  const take = (block: Block): Block => {
    taken.push(block);
    return block;
  };
  try {
    return work(take);
  } catch (error) {
    for (const block of taken) kernels.free(block);
    throw error;
  }
}
