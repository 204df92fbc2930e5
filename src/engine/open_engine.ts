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

let library: Promise<Tf> | undefined;

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
  const tf = await (library ??= load());
  if (engine === "cpu") return await openCpu(tf, "plain JavaScript, asked for by name");
  const failure = await startWasm(tf);
  if (failure === undefined) {
    const why = engine === "auto" ? "WebAssembly, the fastest engine there is" : "WebAssembly, asked for by name";
    return new Engine({ tf, name: "wasm", threads: 1, why });
  }
  if (engine === "wasm") {
    throw new WeftError("Failed", { expected: "the engine 'wasm' to start", found: failure, next: 'Use "auto".' });
  }
  return await openCpu(tf, `plain JavaScript, because WebAssembly did not start: ${failure}`);
}

async function load(): Promise<Tf> {
  const module = await import("@tensorflow/tfjs");
  const tf = ("default" in module ? { ...(module.default as object), ...module } : module) as Tf;
  // Silences the advertisement that the cpu backend prints on its first use.
  tf.env().set("PROD", true);
  registerHostKernels(tf);
  return tf;
}

async function startWasm(tf: Tf): Promise<string | undefined> {
  try {
    await import("@tensorflow/tfjs-backend-wasm");
    return await tf.setBackend("wasm") ? undefined : "that its module could not be initialised";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function openCpu(tf: Tf, why: string): Promise<Engine> {
  await tf.setBackend("cpu");
  return new Engine({ tf, name: "cpu", threads: 1, why });
}
