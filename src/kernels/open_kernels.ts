import { checkInteger, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { wantedEngine, wantedKind, wantedThreads } from "./environment.ts";
import type { KernelKind, Kernels } from "./kernels.ts";
import { reasonOf } from "./reason_of.ts";
import { enginesToTry, type KernelEngine, startKernels } from "./start_kernels.ts";

/** Options of {@linkcode openKernels}. */
export interface KernelOptions {
  /** `native`, `wasm`, or `auto` (default): what `WEFT_ENGINE` names, else native where it may be used, else wasm. */
  readonly engine?: "auto" | "native" | "wasm" | undefined;
  /** Threads that take part; default one a core, or `WEFT_THREADS`. */
  readonly threads?: number | undefined;
  /** The most of the processor to use, for tests and comparisons; default all of it, or `WEFT_KERNELS`. */
  readonly kind?: KernelKind | undefined;
  /** Whether Deno may ask the user for a missing right; default when `native` is named. */
  readonly ask?: boolean | undefined;
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
 * @returns The kernels, which have passed a self-test, and why faster ones were not taken. The caller closes them.
 * @throws {WeftError} `Failed` when the engine asked for by name does not start.
 *
 * @example
 * ```ts
 * import { openKernels } from "weft/kernels";
 * import assert from "node:assert/strict";
 *
 * const { kernels } = openKernels({ engine: "wasm", threads: 1 });
 * const block = kernels.alloc(3);
 * block.f32.set([1, 2, 3]);
 * assert.equal(block.address % 64, 0);
 * kernels.close();
 * ```
 */
export function openKernels(options: KernelOptions = {}): OpenedKernels {
  return openFirst(options, (name, settings) => startKernels(name, settings));
}

/** The first engine that starts, in the order of {@linkcode enginesToTry}. */
export function openFirst(options: KernelOptions, start: typeof startKernels): OpenedKernels {
  const { engine = "auto", threads = wantedThreads(), kind = wantedKind() } = options;
  checkOneOf(engine, "engine", ["auto", "native", "wasm"]);
  checkInteger(threads, "threads", 1);
  const named = engine === "auto" ? namedByEnvironment() : engine;
  const { ask = named === "native" } = options;
  const passedOver: string[] = [];
  let cause: unknown;
  for (const name of enginesToTry(named, kind)) {
    try {
      return { kernels: start(name, { threads, kind, ask }), passedOver };
    } catch (error) {
      cause = error;
      passedOver.push(`${name}: ${reasonOf(error)}`);
    }
  }
  throw new WeftError("Failed", {
    expected: named === "auto" ? "one kind of kernels to start" : `the engine '${named}' to start`,
    found: named === "auto" ? passedOver.join("; ") : reasonOf(cause),
    next: 'Use the engine "auto", or give the right that is named.',
  }, { cause });
}

/** Engines that are not made of kernels are none of our business. */
function namedByEnvironment(): "auto" | KernelEngine {
  const name = wantedEngine();
  return name === "native" || name === "wasm" ? name : "auto";
}
