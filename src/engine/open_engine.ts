import { checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Engine, type EngineName } from "./engine.ts";
import { registerHostKernels } from "./kernels/register.ts";
import type { Tf } from "./tf.ts";

/** Options of {@linkcode openEngine}. */
export interface EngineOptions {
  /** Which engine; `auto` (default) takes `wasm`, and `cpu` where WebAssembly does not start. */
  readonly engine?: "auto" | EngineName | undefined;
}

interface Library {
  readonly tf: Tf;
  /** Why WebAssembly did not start; `undefined` when it did. */
  readonly wasmFailure: string | undefined;
}

let library: Promise<Library> | undefined;

/**
 * Opens the tensor engine that models are trained on; the library is loaded on the first call.
 *
 * @param options Which engine.
 * @returns The engine; a second call for the same backend shares it.
 * @throws {WeftError} `InvalidArgument` for an unknown name; `Failed` when the engine asked for by name does not start.
 *
 * @example
 * ```ts
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine();
 * assert(["wasm", "cpu"].includes(engine.name));
 * assert.match(engine.why, /WebAssembly/);
 * ```
 */
export async function openEngine({ engine = "auto" }: EngineOptions = {}): Promise<Engine> {
  checkOneOf(engine, "engine", ["auto", "wasm", "cpu"]);
  const { tf, wasmFailure } = await (library ??= load());
  if (engine === "cpu") return open(tf, "cpu", "plain JavaScript, asked for by name");
  if (wasmFailure === undefined) {
    const why = engine === "auto" ? "WebAssembly, the fastest engine there is" : "WebAssembly, asked for by name";
    return open(tf, "wasm", why);
  }
  if (engine === "wasm") {
    throw new WeftError("Failed", {
      expected: "the engine 'wasm' to start",
      found: wasmFailure,
      next: 'Allow reading the package\'s files (--allow-read), or use engine: "cpu".',
    });
  }
  return open(tf, "cpu", `plain JavaScript, because WebAssembly did not start: ${wasmFailure}`);
}

async function load(): Promise<Library> {
  const module = await import("@tensorflow/tfjs");
  const tf = ("default" in module ? { ...(module.default as object), ...module } : module) as Tf;
  // Silences the advertisement that the cpu backend prints on its first use.
  tf.env().set("PROD", true);
  registerHostKernels(tf);
  // While a backend starts, none can compute. Both are started here, once, so that engines can take turns later.
  return { tf, wasmFailure: await startWasm(tf) };
}

async function startWasm(tf: Tf): Promise<string | undefined> {
  try {
    await import("@tensorflow/tfjs-backend-wasm");
    return await tf.setBackend("wasm") ? undefined : "that its module could not be initialised";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function open(tf: Tf, name: EngineName, why: string): Engine {
  return new Engine({ tf, name, threads: 1, why });
}
