import { WeftError } from "../core/error.ts";
import type { KernelKind, Kernels } from "./kernels.ts";
import { NativeKernels } from "./native_kernels.ts";
import { nativeLibrary } from "./native_library.ts";
import { selfTest } from "./self_test.ts";
import { WasmKernels } from "./wasm_kernels.ts";
import { wasmModule } from "./wasm_module.ts";

/** The two ways in which compiled kernels run. */
export type KernelEngine = Kernels["engine"];

/** How kernels are started. */
export interface StartOptions {
  /** Threads that take part. */
  readonly threads: number;
  /** The most of the processor to use; one that belongs to the other engine is ignored. */
  readonly kind: KernelKind | undefined;
  /** Whether Deno may ask the user for a right that was not given. */
  readonly ask: boolean;
}

const WASM_KINDS: readonly KernelKind[] = ["relaxed", "simd"];

/** Engines to try in this order: the one named, else what the kind belongs to, else native code before WebAssembly. */
export function enginesToTry(engine: "auto" | KernelEngine, kind: KernelKind | undefined): readonly KernelEngine[] {
  if (engine !== "auto") return [engine];
  return isWasmKind(kind) ? ["wasm"] : ["native", "wasm"];
}

/** Starts one engine and tests it; throws a `WeftError` whose `found` says in a few words why it cannot be had. */
export function startKernels(engine: KernelEngine, { threads, kind, ask }: StartOptions): Kernels {
  const kernels = engine === "native"
    ? new NativeKernels(nativeLibrary(ask), { threads, kind: isWasmKind(kind) ? undefined : kind })
    : new WasmKernels({ ...wasmModule(isWasmKind(kind) ? kind : undefined), threads });
  const wrong = selfTest(kernels);
  if (wrong === null) return kernels;
  kernels.close();
  throw new WeftError("Failed", {
    expected: "kernels to compute what is known",
    found: `a failed self-test: ${wrong}`,
  });
}

function isWasmKind(kind: KernelKind | undefined): boolean {
  return kind !== undefined && WASM_KINDS.includes(kind);
}
