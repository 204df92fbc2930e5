import type { Kernels } from "../../kernels/kernels.ts";
import type { Tf } from "../tf.ts";
import type { BackendKernel } from "./backend_kernel.ts";
import { KERNELS } from "./kernels/mod.ts";
import type { TensorInfo } from "./tensor_info.ts";
import { createBackend, type WeftBackend } from "./weft_backend.ts";

/** Ops of the library that move no element: its own way is as fast as any. */
const FREE = new Set(["Identity", "Reshape"]);

interface Call {
  readonly backend: WeftBackend;
  readonly inputs: Record<string, TensorInfo>;
  readonly attrs: unknown;
}

/**
 * Makes a backend over kernels known to the tensor library: our kernels where we have one, and the library's plain
 * JavaScript, counted, for everything else.
 */
export function registerBackend(tf: Tf, name: string, kernels: Kernels): WeftBackend {
  const backend = createBackend(tf, kernels);
  tf.registerBackend(name, () => backend as never);
  const own = new Set(KERNELS.map((kernel) => kernel.name));
  for (const kernel of KERNELS) register(tf, name, kernel.name, (call) => (kernel as BackendKernel<unknown>).run(call));
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend("cpu")) {
    if (own.has(kernelName)) continue;
    register(tf, name, kernelName, (call) => {
      if (!FREE.has(kernelName)) backend.fallbacks.set(kernelName, 1 + (backend.fallbacks.get(kernelName) ?? 0));
      return kernelFunc(call as never) as unknown as TensorInfo;
    });
  }
  return backend;
}

function register(
  tf: Tf,
  backendName: string,
  kernelName: string,
  run: (call: Call) => TensorInfo | TensorInfo[],
): void {
  tf.registerKernel({ kernelName, backendName, kernelFunc: run as never });
}
