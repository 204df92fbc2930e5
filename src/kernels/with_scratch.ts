import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";

/**
 * Does work with blocks that are given back at its end, also when there is no memory for the next: `take` is handed every
 * block right after it was made.
 */
export function withScratch<T>(kernels: Kernels, work: (take: (block: Block) => Block) => T): T {
  const taken: Block[] = [];
  const take = (block: Block): Block => {
    taken.push(block);
    return block;
  };
  try {
    return work(take);
  } finally {
    for (const block of taken) kernels.free(block);
  }
}
