import { checkOneOf } from "../core/check.ts";
import { sharedKernels } from "../kernels/mod.ts";
import { spmm } from "./backend/kernels/spmm.ts";
import { registerBackend } from "./backend/register_backend.ts";
import type { WeftBackend } from "./backend/weft_backend.ts";
import { registerSparseProduct } from "./cpu/sparse_product.ts";
import { Engine, type EngineName } from "./engine.ts";
import { registerHostKernels } from "./kernels/register.ts";
import type { Tf } from "./tf.ts";
import { openTensorflow } from "./tensorflow/open_tensorflow.ts";
import { openWebgpu } from "./webgpu/open_webgpu.ts";

/** Options of {@linkcode openEngine}. */
export interface EngineOptions {
  /** Which engine; `auto` (default) takes `native` where it may be used, else `wasm`. */
  readonly engine?: "auto" | EngineName | undefined;
}

let library: Promise<Tf> | undefined;
const backends = new Map<string, WeftBackend>();

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
  checkOneOf(engine, "engine", ["auto", "native", "wasm", "cpu", "webgpu", "tensorflow"]);
  const tf = await (library ??= load());
  if (engine === "cpu") return new Engine({ ...PLAIN, tf });
  if (engine === "webgpu") return new Engine({ ...ON_CARD, tf, kind: (await openWebgpu(tf)).name });
  if (engine === "tensorflow") return new Engine({ ...ON_TENSORFLOW, tf, kind: (await openTensorflow(tf)).device });
  const { kernels, passedOver } = sharedKernels(engine);
  const backendName = `weft-${kernels.engine}`;
  let backend = backends.get(backendName);
  if (!backend) backends.set(backendName, backend = registerBackend(tf, backendName, kernels));
  const what = kernels.engine === "native" ? "native code" : "WebAssembly";
  const why = engine === "auto" ? `${what}, the fastest engine there is here` : `${what}, asked for by name`;
  return new Engine({ tf, name: kernels.engine, kind: kernels.kind, backendName, backend, why, passedOver });
}

const PLAIN = {
  name: "cpu",
  kind: "javascript",
  backendName: "cpu",
  backend: undefined,
  why: "plain JavaScript, asked for by name",
  passedOver: [],
} as const;

const ON_CARD = {
  name: "webgpu",
  backendName: "webgpu",
  backend: undefined,
  why: "WebGPU, asked for by name",
  passedOver: [],
} as const;

const ON_TENSORFLOW = {
  name: "tensorflow",
  backendName: "tensorflow",
  backend: undefined,
  why: "TensorFlow, asked for by name",
  passedOver: [],
} as const;

async function load(): Promise<Tf> {
  const module = await import("@tensorflow/tfjs");
  const tf = ("default" in module ? { ...(module.default as object), ...module } : module) as Tf;
  // Silences the advertisement that the cpu backend prints on its first use.
  tf.env().set("PROD", true);
  registerHostKernels(tf);
  registerSparseProduct(tf, spmm.name);
  return tf;
}
