import { WeftError } from "../core/error.ts";
import { reasonOf } from "../kernels/reason_of.ts";
import { spmm } from "./backend/kernels/spmm.ts";
import { registerSparseProduct } from "./cpu/sparse_product.ts";
import { Engine, type EngineName } from "./engine.ts";
import type { EngineEntry, Opened } from "./engines/engine_entry.ts";
import type { Tf } from "./tf.ts";
import { wantedEngines, whyTaken } from "./wanted_engines.ts";

/** Options of {@linkcode openEngine}. */
export interface EngineOptions {
  /**
   * Which engine; `auto` (default) takes the one that the environment variable `WEFT_ENGINE` names, else `native` where
   * it may be used, else `wasm`.
   */
  readonly engine?: "auto" | EngineName | undefined;
}

let library: Promise<Tf> | undefined;
const opened = new Map<EngineName, Promise<Opened>>();

/**
 * Opens the tensor engine that models are trained on; the library is loaded on the first call.
 *
 * @param options Which engine.
 * @returns The engine; a second call shares its memory and threads.
 * @throws {WeftError} `InvalidArgument` for an unknown name; `Failed` when the engine asked for by name does not start.
 *
 * @example
 * ```ts
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * assert.equal(engine.name, "wasm");
 * assert.match(engine.why, /WebAssembly/);
 * ```
 */
export async function openEngine({ engine = "auto" }: EngineOptions = {}): Promise<Engine> {
  const wanted = wantedEngines(engine);
  const tf = await (library ??= load());
  const passedOver: string[] = [];
  for (const entry of wanted.entries) {
    try {
      const { kind, backendName, backend, check } = await open(entry, tf, wanted.ask);
      const why = whyTaken(entry, wanted, passedOver);
      return new Engine({ tf, name: entry.name, kind, backendName, backend, check, why, passedOver });
    } catch (cause) {
      if (!wanted.auto) throw cause;
      passedOver.push(`${entry.name}: ${reasonOf(cause)}`);
    }
  }
  throw new WeftError("Failed", { expected: "one engine to start", found: passedOver.join("; ") });
}

/** Calls at the same time share one start; a failed one may be tried again. */
function open(entry: EngineEntry, tf: Tf, ask: boolean): Promise<Opened> {
  const known = opened.get(entry.name);
  if (known) return known;
  const start = entry.open(tf, ask);
  opened.set(entry.name, start);
  start.catch(() => opened.delete(entry.name));
  return start;
}

async function load(): Promise<Tf> {
  const module = await import("@tensorflow/tfjs");
  const tf = ("default" in module ? { ...(module.default as object), ...module } : module) as Tf;
  // Silences the advertisement that the cpu backend prints on its first use.
  tf.env().set("PROD", true);
  registerSparseProduct(tf, spmm.name);
  return tf;
}
