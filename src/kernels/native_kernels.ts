import type { Block } from "./block.ts";
import { BlockPool, type BlockSource } from "./block_pool.ts";
import type { KernelKind, KernelMemory, Kernels } from "./kernels.ts";

/** What argument lists mean; raised together with the one in `c/host.c`. */
const ABI_VERSION = 1;
const MOST_ARGUMENTS = 32;
const ALIGNMENT = 64;
/** Typed arrays of 64 bytes or less lie on V8's own heap and may move. */
const SMALLEST_BUFFER = 128;
const LEVELS: Readonly<Record<number, KernelKind>> = { 1: "neon", 2: "avx2", 3: "avx512" };

const SYMBOLS = {
  weft_abi: { parameters: [], result: "i32" },
  weft_init: { parameters: ["i32"], result: "i32" },
  weft_size: { parameters: ["i32"], result: "i32" },
  weft_shares: { parameters: [], result: "i32" },
  weft_pool: { parameters: ["i32"], result: "i32" },
  weft_run: { parameters: ["i32", "buffer", "i32"], result: "void" },
  weft_address: { parameters: ["buffer"], result: "f64" },
  weft_close: { parameters: [], result: "void" },
} as const;

/** How a native library is started. */
export interface NativeOptions {
  /** Most threads. */
  readonly threads: number;
  /** The most it may use of what the processor offers. */
  readonly kind?: KernelKind | undefined;
}

/** Kernels in a native library of this platform, called through Deno's foreign function interface. */
export class NativeKernels implements Kernels {
  readonly engine = "native";
  readonly kind: KernelKind;
  readonly shares: number;
  readonly panel: number;
  readonly rowBlock: number;
  readonly #library: Deno.DynamicLibrary<typeof SYMBOLS>;
  readonly #arguments = new Float64Array(MOST_ARGUMENTS);
  readonly #pool: BlockPool;
  #threads: number;

  /** Opens the library; throws an `Error` that says why when it does not fit. */
  constructor(path: string, { threads, kind }: NativeOptions) {
    this.#library = Deno.dlopen(path, SYMBOLS);
    const { weft_abi, weft_init, weft_size, weft_shares, weft_pool } = this.#library.symbols;
    const level = weft_abi() === ABI_VERSION ? weft_init(levelOf(kind)) : -1;
    if (level <= 0) {
      this.#library.close();
      throw new Error(level < 0 ? "the library has another interface" : "this processor has neither AVX2 nor NEON");
    }
    this.kind = LEVELS[level]!;
    this.shares = weft_shares();
    this.panel = weft_size(0);
    this.rowBlock = weft_size(1);
    this.#threads = weft_pool(threads);
    this.#pool = new BlockPool(nativeMemory(this.#library.symbols.weft_address));
  }

  get threads(): number {
    return this.#threads;
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
    const list = this.#arguments;
    for (let i = 0; i < args.length; i++) list[i] = args[i]!;
    this.#library.symbols.weft_run(op, list, parallel ? 1 : 0);
  }

  useThreads(threads: number): number {
    return this.#threads = this.#library.symbols.weft_pool(threads);
  }

  close(): void {
    this.#library.symbols.weft_close();
    this.#pool.drain();
    this.#library.close();
  }
}

function levelOf(kind: KernelKind | undefined): number {
  return Number(Object.keys(LEVELS).find((level) => LEVELS[Number(level)] === kind) ?? 0);
}

/** Ordinary memory of the process, which the collector frees. */
function nativeMemory(addressOf: (buffer: Uint8Array<ArrayBuffer>) => number): BlockSource {
  return {
    create(length) {
      const buffer = new ArrayBuffer(Math.max(4 * length, SMALLEST_BUFFER) + ALIGNMENT);
      const start = addressOf(new Uint8Array(buffer));
      const offset = (ALIGNMENT - start % ALIGNMENT) % ALIGNMENT;
      const f32 = new Float32Array(buffer, offset, length);
      return { address: start + offset, length, f32, i32: new Int32Array(buffer, offset, length) };
    },
    destroy() {},
  };
}
