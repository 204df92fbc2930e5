import { checkInteger } from "../core/check.ts";
import type { Block } from "./block.ts";
import type { KernelMemory } from "./kernels.ts";

/** Freed blocks that are kept for the next request of their length, in bytes altogether. */
const MOST_POOLED = 2 ** 30;

/** Kernels count in 32 bits. */
const MOST_ELEMENTS = 2 ** 31 - 1;

/** Where new blocks come from. */
export interface BlockSource {
  /** Memory for so many elements. */
  create(length: number): Block;
  /** Takes memory back for good. */
  destroy(block: Block): void;
}

/** Recycles blocks by their exact length: training asks for the same lengths at every step. */
export class BlockPool {
  readonly #source: BlockSource;
  readonly #free = new Map<number, Block[]>();
  readonly #live = new Set<Block>();
  #liveBytes = 0;
  #peak = 0;
  #pooled = 0;

  constructor(source: BlockSource) {
    this.#source = source;
  }

  /** What is given out and what is kept. */
  get memory(): KernelMemory {
    return { live: this.#liveBytes, peak: this.#peak, pooled: this.#pooled };
  }

  /** A block of exactly this length. */
  alloc(length: number): Block {
    checkInteger(length, "length of a block", 0, MOST_ELEMENTS);
    let block = this.#free.get(length)?.pop();
    if (block) this.#pooled -= 4 * length;
    else block = this.#create(length);
    this.#live.add(block);
    this.#liveBytes += 4 * length;
    if (this.#liveBytes > this.#peak) this.#peak = this.#liveBytes;
    return block;
  }

  /** Takes a block back; one that was not given out, or was freed before, is ignored. */
  free(block: Block): void {
    if (!this.#live.delete(block)) return;
    const bytes = 4 * block.length;
    this.#liveBytes -= bytes;
    if (this.#pooled + bytes > MOST_POOLED) return this.#source.destroy(block);
    this.#pooled += bytes;
    const same = this.#free.get(block.length);
    if (same) same.push(block);
    else this.#free.set(block.length, [block]);
  }

  /** Gives all kept blocks back to their source. */
  drain(): void {
    for (const blocks of this.#free.values()) for (const block of blocks) this.#source.destroy(block);
    this.#free.clear();
    this.#pooled = 0;
  }

  #create(length: number): Block {
    try {
      return this.#source.create(length);
    } catch (error) {
      if (this.#pooled === 0) throw error;
      this.drain();
      return this.#source.create(length);
    }
  }
}
