import { WeftError } from "../../core/error.ts";
import type { Tf } from "../tf.ts";
import { type AdapterFacts, graphicsAdapter } from "./graphics_adapter.ts";
import { guardBackend } from "./guard_backend.ts";
import { registerRowProducts } from "./row_products.ts";
import { registerRowSoftmax } from "./row_softmax.ts";
import { registerSparseProducts } from "./sparse_product.ts";
import type { WebgpuBackend } from "./webgpu_backend.ts";

/** A started WebGPU backend. */
export interface OpenedWebgpu {
  /** What it runs on. */
  readonly adapter: AdapterFacts;
  /** Throws what the card has complained of since the last call. */
  readonly check: () => void;
}

let started: Promise<OpenedWebgpu> | undefined;

/**
 * Starts the tensor library's WebGPU backend, with our sparse ops as shaders.
 *
 * @param tf The library.
 * @returns What it runs on; a software adapter is taken as well, since the engine was asked for by name.
 * @throws {WeftError} `Failed` when the system has no adapter or the backend does not start.
 */
export function openWebgpu(tf: Tf): Promise<OpenedWebgpu> {
  return started ??= start(tf).catch((error) => {
    started = undefined;
    throw error;
  });
}

async function start(tf: Tf): Promise<OpenedWebgpu> {
  const adapter = await graphicsAdapter();
  if (!adapter) throw failed("no graphics adapter");
  await import("@tensorflow/tfjs-backend-webgpu");
  if (!await tf.setBackend("webgpu")) throw failed(`that the backend did not start on ${adapter.name}`);
  // Else small tensors are computed in JavaScript, and the same op goes two ways.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  const check = guardBackend(tf.backend() as unknown as WebgpuBackend);
  for (const register of [registerSparseProducts, registerRowProducts, registerRowSoftmax]) register(tf);
  return { adapter, check };
}

function failed(found: string): WeftError {
  return new WeftError("Failed", {
    expected: "the engine 'webgpu' to start",
    found,
    next: 'Install a driver with Vulkan, Metal or Direct3D 12, or use engine: "auto".',
  });
}
