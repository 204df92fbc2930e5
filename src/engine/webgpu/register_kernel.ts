import type { TensorInfo } from "../backend/tensor_info.ts";
import { type BackendKernel, inputList } from "../backend/backend_kernel.ts";
import type { Tf } from "../tf.ts";
import type { WebgpuBackend } from "./webgpu_backend.ts";

/** Makes one of our own ops known to the library's WebGPU backend, under the name it has everywhere. */
export function registerKernel<A>(
  tf: Tf,
  { name }: BackendKernel<A>,
  run: (backend: WebgpuBackend, inputs: readonly TensorInfo[], attributes: A) => TensorInfo,
): void {
  tf.registerKernel({
    kernelName: name,
    backendName: "webgpu",
    kernelFunc: ({ inputs, attrs, backend }) =>
      run(backend as unknown as WebgpuBackend, inputList(inputs as never), attrs as A) as never,
  });
}
