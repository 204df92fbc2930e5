import type { Block } from "./block.ts";

/** Instruction set the kernels were compiled for. */
export type KernelKind = "avx512" | "avx2" | "neon" | "relaxed" | "simd";

/** How much memory the blocks of one set of kernels take, in bytes. */
export interface KernelMemory {
  /** Given out and not freed. */
  readonly live: number;
  /** The most that was live at once. */
  readonly peak: number;
  /** Freed, and kept for the next block of the same length. */
  readonly pooled: number;
  /** All that there can be; `Infinity` when only the machine says. */
  readonly limit: number;
}

/** Whoever wants to know of every block. */
export interface BlockWatcher {
  /** A block was given out. */
  taken(block: Block): void;
  /** A block was given back. */
  freed(block: Block): void;
}

/**
 * A loaded set of compiled kernels with its memory and threads.
 *
 * Every kernel is cut into the same number of shares whatever the number of threads, and partial results are added in
 * the order of the shares: the same input gives the same bytes on any number of threads.
 */
export interface Kernels {
  /** `native`: a library of this platform; `wasm`: WebAssembly. */
  readonly engine: "native" | "wasm";
  /** Instruction set in use. */
  readonly kind: KernelKind;
  /** Threads that take part, the caller among them. */
  readonly threads: number;
  /** Shares every call is cut into. */
  readonly shares: number;
  /** Columns of a packed panel of a matrix product. */
  readonly panel: number;
  /** Rows that blocked kernels work off at a time; scratch sizes depend on it. */
  readonly rowBlock: number;
  /** Depth that deeper products are cut into; scratch sizes depend on it. */
  readonly depthBlock: number;
  /** Columns of a product with what is not zero that are summed at once; scratch sizes depend on it. */
  readonly strip: number;
  /** What the blocks take. */
  readonly memory: KernelMemory;
  /**
   * A block of so many 32-bit elements; its contents are arbitrary. Closed kernels give none.
   *
   * @throws {WeftError} `Failed`, with the bytes `needed` among its fields when there is no room for them.
   */
  alloc(length: number): Block;
  /** Gives a block back; it must not be used again. */
  free(block: Block): void;
  /** Gives the memory of freed blocks back, as far as there is a way. */
  drain(): void;
  /** Tells somebody of every block from now on; `undefined` tells nobody. */
  watch(watcher: BlockWatcher | undefined): void;
  /**
   * Runs a kernel to its end. Callers check every length and index first: a kernel believes its arguments.
   *
   * @param op Its number in `OP`.
   * @param args Addresses, counts and scalars, in the order the kernel documents.
   * @param parallel Whether the work is worth waking the other threads for.
   */
  run(op: number, args: readonly number[], parallel: boolean): void;
  /** Restarts the pool with so many threads; returns how many there are. */
  useThreads(threads: number): number;
  /** Ends threads and library. */
  close(): void;
}
