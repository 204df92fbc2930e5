import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { BlockPool, type BlockSource } from "./block_pool.ts";
import { checkCall, closedError } from "./check_call.ts";
import type { KernelKind, Kernels } from "./kernels.ts";
import { unusable } from "./native_library.ts";
import { PooledKernels } from "./pooled_kernels.ts";

/** What argument lists mean; raised together with the one in `c/host.c`. */
const ABI_VERSION = 2;
const MOST_ARGUMENTS = 32;
const ALIGNMENT = 64;
/** Typed arrays of 64 bytes or less lie on V8's own heap and may move. */
const SMALLEST_BUFFER = 128;
const LEVELS: Readonly<Record<number, KernelKind>> = { 1: "neon", 2: "avx2", 3: "avx512" };

/** The one function that every version has. */
const VERSION = { abi: { name: "weft_abi", parameters: [], result: "i32" } } as const;
const SYMBOLS = {
  open: { name: "weft_open", parameters: ["i32"], result: "i32" },
  level: { name: "weft_level", parameters: ["i32"], result: "i32" },
  size: { name: "weft_size", parameters: ["i32", "i32"], result: "i32" },
  shares: { name: "weft_shares", parameters: [], result: "i32" },
  threads: { name: "weft_threads", parameters: ["i32", "i32"], result: "i32" },
  run: { name: "weft_run", parameters: ["i32", "i32", "buffer", "i32"], result: "void" },
  address: { name: "weft_address", parameters: ["buffer"], result: "f64" },
  close: { name: "weft_close", parameters: ["i32"], result: "void" },
} as const;
/** What `weft_open` answers when this process holds as many sets as there may be. */
const TOO_MANY = -2;

/** How a native library is started. */
export interface NativeOptions {
  /** Most threads. */
  readonly threads: number;
  /** The most it may use of what the processor offers. */
  readonly kind?: KernelKind | undefined;
}

/** Kernels in a native library of this platform, called through Deno's foreign function interface. */
export class NativeKernels extends PooledKernels implements Kernels {
  readonly engine = "native";
  readonly kind: KernelKind;
  readonly shares: number;
  readonly panel: number;
  readonly rowBlock: number;
  readonly depthBlock: number;
  readonly strip: number;
  readonly #library: Deno.DynamicLibrary<typeof SYMBOLS>;
  readonly #set: number;
  readonly #arguments = new Float64Array(MOST_ARGUMENTS);
  protected override readonly pool: BlockPool;
  #threads: number;
  #closed = false;

  /** Opens the library; throws `Unsupported` when it or the processor does not fit. */
  constructor(path: string, { threads, kind }: NativeOptions) {
    super();
    checkVersion(path);
    this.#library = Deno.dlopen(path, SYMBOLS);
    const { symbols } = this.#library;
    this.#set = symbols.open(levelOf(kind));
    if (this.#set < 0) {
      this.#library.close();
      throw unusable("Unsupported", this.#set === TOO_MANY ? "too many open sets of kernels" : lacking(kind));
    }
    this.kind = LEVELS[symbols.level(this.#set)]!;
    this.shares = symbols.shares();
    this.panel = symbols.size(this.#set, 0);
    this.rowBlock = symbols.size(this.#set, 1);
    this.depthBlock = symbols.size(this.#set, 3);
    this.strip = symbols.size(this.#set, 4);
    this.#threads = symbols.threads(this.#set, threads);
    this.pool = new BlockPool(nativeMemory(symbols.address));
  }

  get threads(): number {
    return this.#threads;
  }

  run(op: number, args: readonly number[], parallel: boolean): void {
    if (this.#closed) throw closedError();
    const list = this.#arguments;
    checkCall(op, args.length, list.length);
    for (let i = 0; i < args.length; i++) list[i] = args[i]!;
    this.#library.symbols.run(this.#set, op, list, parallel ? 1 : 0);
  }

  useThreads(threads: number): number {
    if (this.#closed) throw closedError();
    checkInteger(threads, "threads", 1);
    return this.#threads = this.#library.symbols.threads(this.#set, threads);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#library.symbols.close(this.#set);
    this.pool.close();
    this.#library.close();
  }
}

function checkVersion(path: string): void {
  const library = Deno.dlopen(path, VERSION);
  const version = library.symbols.abi();
  library.close();
  if (version === ABI_VERSION) return;
  throw unusable("Unsupported", `a library with interface ${version} instead of ${ABI_VERSION}`);
}

function levelOf(kind: KernelKind | undefined): number {
  return Number(Object.keys(LEVELS).find((level) => LEVELS[Number(level)] === kind) ?? 0);
}

function lacking(kind: KernelKind | undefined): string {
  return kind === undefined ? "a processor with neither AVX2 nor NEON" : `a processor without '${kind}'`;
}

/** Ordinary memory of the process, which the collector frees. */
function nativeMemory(addressOf: (buffer: Uint8Array<ArrayBuffer>) => number): BlockSource {
  return {
    limit: Infinity,
    create(length) {
      const buffer = bufferOf(Math.max(4 * length, SMALLEST_BUFFER) + ALIGNMENT);
      const start = addressOf(new Uint8Array(buffer));
      const offset = (ALIGNMENT - start % ALIGNMENT) % ALIGNMENT;
      const f32 = new Float32Array(buffer, offset, length);
      return { address: start + offset, length, f32, i32: new Int32Array(buffer, offset, length) };
    },
    destroy() {},
  };
}

function bufferOf(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch (error) {
    throw new WeftError("Failed", {
      expected: `this machine to have ${bytes} bytes more`,
      found: "no room for them",
      next: "Train on fewer spots, features or latent dimensions, or on a machine with more memory.",
      needed: bytes,
    }, { cause: error });
  }
}
