import { WeftError } from "../core/error.ts";
import { wantedKind, wantedThreads } from "./environment.ts";
import type { KernelKind, Kernels } from "./kernels.ts";
import { NativeKernels } from "./native_kernels.ts";
import { nativeLibrary } from "./native_library.ts";
import { selfTest } from "./self_test.ts";
import { WasmKernels } from "./wasm_kernels.ts";
import { wasmModule } from "./wasm_module.ts";

/** Options of {@linkcode openKernels}. */
export interface KernelOptions {
  /** `native`, `wasm`, or `auto` (default): native where it may be used, else WebAssembly. */
  readonly engine?: "auto" | "native" | "wasm" | undefined;
  /** Threads that take part; default one a core, or `WEFT_THREADS`. */
  readonly threads?: number | undefined;
  /** The most of the processor to use, for tests and comparisons; default all of it, or `WEFT_KERNELS`. */
  readonly kind?: KernelKind | undefined;
}

/** Opened kernels, and what was passed over on the way to them. */
export interface OpenedKernels {
  /** The kernels. */
  readonly kernels: Kernels;
  /** Why a faster kind was not taken, a line each. */
  readonly passedOver: readonly string[];
}

/**
 * Opens the fastest compiled kernels that this process may use; nothing is downloaded, compiled or asked.
 *
 * @param options Which engine, how many threads.
 * @returns The kernels, which have passed a self-test, and why faster ones were not taken.
 * @throws {WeftError} `Failed` when the engine asked for by name does not start.
 */
export function openKernels(options: KernelOptions = {}): OpenedKernels {
  const { engine = "auto", threads = wantedThreads(), kind = wantedKind() } = options;
  const passedOver: string[] = [];
  for (const [name, start] of Object.entries(STARTS)) {
    if (engine !== "auto" && engine !== name) continue;
    try {
      const kernels = start({ threads, kind, asked: engine === name });
      const wrong = selfTest(kernels);
      if (wrong === null) return { kernels, passedOver };
      kernels.close();
      passedOver.push(`${name}: the self-test failed (${wrong})`);
    } catch (error) {
      passedOver.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new WeftError("Failed", {
    expected: engine === "auto" ? "one kind of kernels to start" : `the engine '${engine}' to start`,
    found: passedOver.join("; "),
    next: 'Use engine: "auto", or give the right that is named.',
  });
}

interface Start {
  readonly threads: number;
  readonly kind: KernelKind | undefined;
  readonly asked: boolean;
}

const STARTS: Readonly<Record<"native" | "wasm", (start: Start) => Kernels>> = {
  native: ({ threads, kind, asked }) => new NativeKernels(nativeLibrary(asked), { threads, kind }),
  wasm: ({ threads, kind }) => new WasmKernels({ ...wasmModule(kind), threads }),
};
