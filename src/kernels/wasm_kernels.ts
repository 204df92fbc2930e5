import { Worker } from "node:worker_threads";
import type { Block } from "./block.ts";
import { BlockPool } from "./block_pool.ts";
import { FreeList } from "./free_list.ts";
import type { KernelKind, KernelMemory, Kernels } from "./kernels.ts";

const PAGE = 65536;
const MOST_PAGES = 65536;
const ALIGNMENT = 64;
const STACK_BYTES = 65536;
const START_BYTES = 2 ** 24;
/** Rounds a worker waits before it sleeps; with more threads than cores, waiting only steals time. */
const SPINS = 20_000;
const SPINS_CROWDED = 100;
/** What a worker runs until it is told to end. */
const WORKER = `
const { parentPort } = require("node:worker_threads");
parentPort.once("message", ({ module, memory, job, spins, stack }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.__stack_pointer.value = stack;
  exports.weft_worker(job, spins);
});`;

interface Exports {
  weft_abi(): number;
  weft_size(which: number): number;
  weft_shares(): number;
  weft_heap(): number;
  weft_job_args(): number;
  weft_job_bytes(): number;
  weft_run(op: number, job: number, parallel: number): void;
}

/** How a module is started. */
export interface WasmOptions {
  /** The compiled module. */
  readonly module: WebAssembly.Module;
  /** Which of the modules it is. */
  readonly kind: KernelKind;
  /** Threads that take part. */
  readonly threads: number;
}

/** Where a call's number and arguments lie; see `Job` in `c/host_wasm.c`. */
interface Job {
  readonly address: number;
  readonly words: Int32Array;
  readonly list: Float64Array;
}

/** Kernels in a WebAssembly module, whose workers share its memory. */
export class WasmKernels implements Kernels {
  readonly engine = "wasm";
  readonly kind: KernelKind;
  readonly shares: number;
  readonly panel: number;
  readonly rowBlock: number;
  readonly #module: WebAssembly.Module;
  readonly #memory: WebAssembly.Memory;
  readonly #exports: Exports;
  readonly #space: FreeList;
  readonly #pool: BlockPool;
  #job: Job;
  #workers: Worker[] = [];

  constructor({ module, kind, threads }: WasmOptions) {
    this.kind = kind;
    this.#module = module;
    this.#memory = new WebAssembly.Memory({ initial: START_BYTES / PAGE, maximum: MOST_PAGES, shared: true });
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#exports = instance.exports as unknown as Exports;
    this.shares = this.#exports.weft_shares();
    this.panel = this.#exports.weft_size(0);
    this.rowBlock = this.#exports.weft_size(1);
    this.#space = new FreeList(aligned(this.#exports.weft_heap()));
    this.#job = this.#newJob();
    this.#pool = new BlockPool({
      create: (length) => this.#create(length),
      destroy: ({ address, length }) => this.#space.give(address, bytesOf(length)),
    });
    this.useThreads(threads);
  }

  get threads(): number {
    return 1 + this.#workers.length;
  }

  get memory(): KernelMemory {
    return this.#pool.memory;
  }

  alloc(length: number): Block {
    return this.#pool.alloc(length);
  }

  free(block: Block): void {
    this.#pool.free(block);
  }

  run(op: number, args: readonly number[], parallel: boolean): void {
    const { address, list } = this.#job;
    for (let i = 0; i < args.length; i++) list[i] = args[i]!;
    this.#exports.weft_run(op, address, parallel && this.#workers.length > 0 ? 1 : 0);
  }

  useThreads(threads: number): number {
    if (threads === this.threads) return threads;
    this.#stopWorkers();
    const spins = threads > navigator.hardwareConcurrency ? SPINS_CROWDED : SPINS;
    for (let t = 1; t < threads; t++) {
      const worker = new Worker(WORKER, { eval: true });
      worker.unref();
      const stack = this.#space.take(STACK_BYTES) + STACK_BYTES;
      this.#reserve();
      worker.postMessage({ module: this.#module, memory: this.#memory, job: this.#job.address, spins, stack });
      this.#workers.push(worker);
    }
    return this.threads;
  }

  close(): void {
    this.#stopWorkers();
    this.#pool.drain();
  }

  #stopWorkers(): void {
    if (this.#workers.length === 0) return;
    const { words } = this.#job;
    words[2] = -1;
    Atomics.add(words, 0, 1);
    Atomics.notify(words, 0);
    for (const worker of this.#workers) void worker.terminate();
    this.#workers = [];
    // A worker that is still loading will read the old job, and end.
    this.#job = this.#newJob();
  }

  #newJob(): Job {
    const bytes = aligned(this.#exports.weft_job_bytes());
    const address = this.#space.take(bytes);
    this.#reserve();
    const { buffer } = this.#memory;
    const words = new Int32Array(buffer, address, bytes / 4).fill(0);
    const args = this.#exports.weft_job_args();
    return { address, words, list: new Float64Array(buffer, address + args, (bytes - args) >> 3) };
  }

  #create(length: number): Block {
    const address = this.#space.take(bytesOf(length));
    try {
      this.#reserve();
    } catch (error) {
      this.#space.give(address, bytesOf(length));
      throw error;
    }
    const { buffer } = this.#memory;
    return {
      address,
      length,
      f32: new Float32Array(buffer, address, length),
      i32: new Int32Array(buffer, address, length),
    };
  }

  /** Grows the memory to all that was given out; views made before stay valid, since the memory is shared. */
  #reserve(): void {
    const missing = this.#space.top - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** A stretch is never empty, so that no two blocks share an address. */
function bytesOf(length: number): number {
  return aligned(4 * Math.max(1, length));
}
