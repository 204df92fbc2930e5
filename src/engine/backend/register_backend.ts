import type { Kernels } from "../../kernels/kernels.ts";
import type { Tf } from "../tf.ts";
import type { BackendKernel, KernelCall } from "./backend_kernel.ts";
import { KERNELS } from "./kernels/mod.ts";
import type { TensorInfo } from "./tensor_info.ts";
import { createBackend, type WeftBackend } from "./weft_backend.ts";

/** Ops of the library that move no element, or only write what JavaScript makes: its own way is as fast as any. */
const FREE = new Set(["ExpandDims", "Identity", "LinSpace", "Range", "Reshape"]);

type Call = KernelCall<unknown>;
type Run = (call: Call) => TensorInfo | TensorInfo[];

/**
 * Makes a backend over kernels known to the tensor library: our kernels where we have one, and the library's plain
 * JavaScript, counted, for everything else.
 */
export function registerBackend(tf: Tf, name: string, kernels: Kernels): WeftBackend {
  const backend = createBackend(tf, kernels);
  tf.registerBackend(name, () => backend as never);
  const plain = new Map<string, Run>();
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend("cpu")) {
    plain.set(kernelName, (call) => {
      if (!FREE.has(kernelName)) backend.fallbacks.set(kernelName, 1 + (backend.fallbacks.get(kernelName) ?? 0));
      return kernelFunc(call as never) as unknown as TensorInfo;
    });
  }
  const all = new Map(plain);
  for (const kernel of KERNELS as readonly BackendKernel<unknown>[]) {
    const { name, takes } = kernel;
    all.set(
      name,
      takes ? (call) => (takes(call) ? kernel.run(call) : plain.get(name)!(call)) : (call) => kernel.run(call),
    );
  }
  for (const [kernelName, run] of all) {
    const kernelFunc: Run = (call) => backend.perform(kernelName, () => run(call));
    tf.registerKernel({ kernelName, backendName: name, kernelFunc: kernelFunc as never });
  }
  return backend;
}
