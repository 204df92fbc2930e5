import type { Block } from "./block.ts";
import type { BlockPool } from "./block_pool.ts";
import type { BlockWatcher, KernelMemory } from "./kernels.ts";

/** The memory of a set of kernels, whatever runs them: blocks of a pool. */
export abstract class PooledKernels {
  /** Where the blocks come from. */
  protected abstract readonly pool: BlockPool;

  get memory(): KernelMemory {
    return this.pool.memory;
  }

  alloc(length: number): Block {
    return this.pool.alloc(length);
  }

  free(block: Block): void {
    this.pool.free(block);
  }

  drain(): void {
    this.pool.drain();
  }

  watch(watcher: BlockWatcher | undefined): void {
    this.pool.watch(watcher);
  }
}
