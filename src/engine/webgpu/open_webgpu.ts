import { WeftError } from "../../core/error.ts";
import { spmm } from "../backend/kernels/spmm.ts";
import type { Tf } from "../tf.ts";
import { type AdapterFacts, graphicsAdapter } from "./graphics_adapter.ts";
import { registerSparseProduct } from "./sparse_product.ts";

let started: Promise<AdapterFacts> | undefined;

/**
 * Starts the tensor library's WebGPU backend, with our sparse product as a shader.
 *
 * @param tf The library.
 * @returns What it runs on; a software adapter is taken as well, since the engine was asked for by name.
 * @throws {WeftError} `Failed` when the system has no adapter or the backend does not start.
 */
export function openWebgpu(tf: Tf): Promise<AdapterFacts> {
  return started ??= start(tf);
}

async function start(tf: Tf): Promise<AdapterFacts> {
  const adapter = await graphicsAdapter();
  if (!adapter) throw failed("no graphics adapter");
  await import("@tensorflow/tfjs-backend-webgpu");
  if (!await tf.setBackend("webgpu")) throw failed(`that the backend did not start on ${adapter.name}`);
  registerSparseProduct(tf, spmm.name);
  return adapter;
}

function failed(found: string): WeftError {
  return new WeftError("Failed", {
    expected: "the engine 'webgpu' to start",
    found,
    next: 'Install a driver with Vulkan, Metal or Direct3D 12, or use engine: "auto".',
  });
}
