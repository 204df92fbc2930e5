import { Worker } from "node:worker_threads";
import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Block } from "./block.ts";
import { BlockPool } from "./block_pool.ts";
import { checkCall, closedError } from "./check_call.ts";
import { FreeList } from "./free_list.ts";
import type { KernelKind, Kernels } from "./kernels.ts";
import { PooledKernels } from "./pooled_kernels.ts";

const PAGE = 65536;
const MOST_PAGES = 65536;
const ALIGNMENT = 64;
/** As many as a native pool may have. */
const MOST_THREADS = 64;
const STACK_BYTES = 65536;
const START_BYTES = 2 ** 24;
/** Rounds a worker waits for a call, and the caller for the last share, before it sleeps. */
const SPINS = { worker: 60_000, caller: 20_000 };
/** With more threads than cores, waiting only steals time. */
const SPINS_CROWDED = { worker: 100, caller: 100 };
/** What a worker runs until it is told to end. */
const WORKER = `
const { parentPort } = require("node:worker_threads");
parentPort.once("message", ({ module, memory, job, spins, stack }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.__stack_pointer.value = stack;
  exports.weft_worker(job, spins);
});`;

/** What a module exports, without the prefix `weft_`. */
interface Exports {
  size(which: number): number;
  shares(): number;
  heap(): number;
  jobArgs(): number;
  jobBytes(): number;
  run(op: number, job: number, spins: number): void;
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

interface Helper {
  readonly worker: Worker;
  /** First byte of its stack. */
  readonly stack: number;
}

/** Kernels in a WebAssembly module, whose workers share its memory. */
export class WasmKernels extends PooledKernels implements Kernels {
  readonly engine = "wasm";
  readonly kind: KernelKind;
  readonly shares: number;
  readonly panel: number;
  readonly rowBlock: number;
  readonly depthBlock: number;
  readonly strip: number;
  readonly #module: WebAssembly.Module;
  readonly #memory: WebAssembly.Memory;
  readonly #exports: Exports;
  readonly #space: FreeList;
  protected override readonly pool: BlockPool;
  #job: Job;
  #helpers: Helper[] = [];
  #spins = SPINS;
  #closed = false;

  constructor({ module, kind, threads }: WasmOptions) {
    super();
    this.kind = kind;
    this.#module = module;
    this.#memory = new WebAssembly.Memory({ initial: START_BYTES / PAGE, maximum: MOST_PAGES, shared: true });
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#exports = exportsOf(instance);
    this.shares = this.#exports.shares();
    this.panel = this.#exports.size(0);
    this.rowBlock = this.#exports.size(1);
    this.depthBlock = this.#exports.size(3);
    this.strip = this.#exports.size(4);
    this.#space = new FreeList(aligned(this.#exports.heap()));
    this.#job = this.#newJob();
    this.pool = new BlockPool({
      limit: MOST_PAGES * PAGE,
      create: (length) => this.#create(length),
      destroy: ({ address, length }) => this.#space.give(address, bytesOf(length)),
    });
    this.useThreads(threads);
  }

  get threads(): number {
    return 1 + this.#helpers.length;
  }

  run(op: number, args: readonly number[], parallel: boolean): void {
    if (this.#closed) throw closedError();
    const { address, list } = this.#job;
    checkCall(op, args.length, list.length);
    for (let i = 0; i < args.length; i++) list[i] = args[i]!;
    this.#exports.run(op, address, parallel && this.#helpers.length > 0 ? this.#spins.caller : 0);
  }

  useThreads(threads: number): number {
    if (this.#closed) throw closedError();
    checkInteger(threads, "threads", 1);
    const wanted = Math.min(threads, MOST_THREADS);
    if (wanted === this.threads) return wanted;
    this.#stopHelpers();
    this.#spins = wanted > navigator.hardwareConcurrency ? SPINS_CROWDED : SPINS;
    for (let t = 1; t < wanted; t++) this.#startHelper();
    return this.threads;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopHelpers();
    this.pool.close();
  }

  #startHelper(): void {
    const stack = this.#take(STACK_BYTES);
    const worker = new Worker(WORKER, { eval: true });
    worker.unref();
    const { address } = this.#job;
    worker.postMessage({
      module: this.#module,
      memory: this.#memory,
      job: address,
      spins: this.#spins.worker,
      stack: stack + STACK_BYTES,
    });
    this.#helpers.push({ worker, stack });
  }

  #stopHelpers(): void {
    if (this.#helpers.length === 0) return;
    const { words, address } = this.#job;
    words[2] = -1;
    Atomics.add(words, 0, 1);
    Atomics.notify(words, 0);
    // A worker that is still loading reads its job and its stack until it is gone.
    const gone = this.#helpers.map(async ({ worker, stack }) => {
      await worker.terminate();
      this.#space.give(stack, STACK_BYTES);
    });
    void Promise.all(gone).then(() => this.#space.give(address, this.#jobBytes));
    this.#helpers = [];
    this.#job = this.#newJob();
  }

  get #jobBytes(): number {
    return aligned(this.#exports.jobBytes());
  }

  #newJob(): Job {
    const bytes = this.#jobBytes;
    const address = this.#take(bytes);
    const { buffer } = this.#memory;
    const words = new Int32Array(buffer, address, bytes / 4).fill(0);
    const args = this.#exports.jobArgs();
    return { address, words, list: new Float64Array(buffer, address + args, (bytes - args) >> 3) };
  }

  #create(length: number): Block {
    const address = this.#take(bytesOf(length));
    const { buffer } = this.#memory;
    return {
      address,
      length,
      f32: new Float32Array(buffer, address, length),
      i32: new Int32Array(buffer, address, length),
    };
  }

  /** A stretch of the memory, which grows when it must; views made before stay valid, since the memory is shared. */
  #take(bytes: number): number {
    const address = this.#space.take(bytes);
    const missing = this.#space.top - this.#memory.buffer.byteLength;
    try {
      if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
      return address;
    } catch (cause) {
      this.#space.give(address, bytes);
      throw new WeftError("Failed", {
        expected: `WebAssembly to have ${bytes} bytes more`,
        found: `${this.#memory.buffer.byteLength} bytes in use, of ${MOST_PAGES * PAGE} at most`,
        next: "Use native code (--allow-ffi), which has all of the machine's memory, or train on fewer spots.",
        needed: bytes,
      }, { cause });
    }
  }
}

function exportsOf({ exports }: WebAssembly.Instance): Exports {
  const camel = (name: string): string =>
    name.replace(/^weft_/, "").replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(exports).map(([name, value]) => [camel(name), value])) as unknown as Exports;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** A stretch is never empty, so that no two blocks share an address. */
function bytesOf(length: number): number {
  return aligned(4 * Math.max(1, length));
}
