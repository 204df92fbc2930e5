import { checkInteger } from "../core/check.ts";
import type { Block } from "./block.ts";
import { closedError } from "./check_call.ts";
import type { BlockWatcher, KernelMemory } from "./kernels.ts";

/** Freed blocks of so many bytes are kept in any case; beyond that no more than was live at once since the last drain. */
const LEAST_POOLED = 2 ** 26;

/** Kernels count in 32 bits. */
const MOST_ELEMENTS = 2 ** 31 - 1;

/** Where new blocks come from. */
export interface BlockSource {
  /** All that it can give, in bytes; `Infinity` when only the machine says. */
  readonly limit: number;
  /** Memory for so many elements; throws when there is none. */
  create(length: number): Block;
  /** Takes memory back for good. */
  destroy(block: Block): void;
}

/**
 * Recycles blocks by their exact length: training asks for the same lengths at every step. What has not been asked for
 * longest goes first when too much is kept.
 */
export class BlockPool {
  readonly #source: BlockSource;
  /** Kept blocks by length, the lengths in the order of their last use. */
  readonly #free = new Map<number, Block[]>();
  readonly #live = new Set<Block>();
  #liveBytes = 0;
  #peak = 0;
  #peakSinceDrain = 0;
  #pooled = 0;
  #watcher: BlockWatcher | undefined;
  #closed = false;

  constructor(source: BlockSource) {
    this.#source = source;
  }

  /** What is given out and what is kept. */
  get memory(): KernelMemory {
    return { live: this.#liveBytes, peak: this.#peak, pooled: this.#pooled, limit: this.#source.limit };
  }

  /** A block of exactly this length. */
  alloc(length: number): Block {
    if (this.#closed) throw closedError();
    checkInteger(length, "length of a block", 0, MOST_ELEMENTS);
    const block = this.#recycled(length) ?? this.#create(length);
    this.#live.add(block);
    this.#liveBytes += 4 * length;
    if (this.#liveBytes > this.#peakSinceDrain) {
      this.#peakSinceDrain = this.#liveBytes;
      if (this.#liveBytes > this.#peak) this.#peak = this.#liveBytes;
    }
    this.#watcher?.taken(block);
    return block;
  }

  /** Takes a block back; one that was not given out, or was freed before, is ignored. */
  free(block: Block): void {
    if (!this.#live.delete(block)) return;
    this.#watcher?.freed(block);
    const bytes = 4 * block.length;
    this.#liveBytes -= bytes;
    this.#pooled += bytes;
    const same = this.#free.get(block.length) ?? [];
    same.push(block);
    this.#use(block.length, same);
    this.#shrink(Math.max(LEAST_POOLED, this.#peakSinceDrain));
  }

  /** Tells somebody of every block from now on; `undefined` tells nobody. */
  watch(watcher: BlockWatcher | undefined): void {
    this.#watcher = watcher;
  }

  /** Gives all kept blocks back to their source. */
  drain(): void {
    this.#shrink(0);
    this.#peakSinceDrain = this.#liveBytes;
  }

  /** Gives all kept blocks back, and no new ones out from now on. */
  close(): void {
    this.#closed = true;
    this.drain();
  }

  #recycled(length: number): Block | undefined {
    const same = this.#free.get(length);
    const block = same?.pop();
    if (!block) return undefined;
    this.#pooled -= 4 * length;
    this.#use(length, same!);
    return block;
  }

  #use(length: number, same: Block[]): void {
    this.#free.delete(length);
    if (same.length > 0) this.#free.set(length, same);
  }

  #shrink(most: number): void {
    for (const [length, blocks] of this.#free) {
      while (blocks.length > 0) {
        if (most > 0 && this.#pooled <= most) return;
        this.#pooled -= 4 * length;
        this.#source.destroy(blocks.pop()!);
      }
      this.#free.delete(length);
    }
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
