import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";

/** Blocks that are given back together. */
export class TakenBlocks implements Disposable {
  readonly #kernels: Kernels;
  readonly #blocks: Block[] = [];

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /** Remembers a block, which is to be handed over right after it was made, and gives it on. */
  readonly take = (block: Block): Block => {
    this.#blocks.push(block);
    return block;
  };

  [Symbol.dispose](): void {
    for (const block of this.#blocks.splice(0)) this.#kernels.free(block);
  }
}
