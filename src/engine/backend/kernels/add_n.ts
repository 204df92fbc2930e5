import { binary } from "../../../kernels/ops/elementwise.ts";
import { broadcastWalk } from "../../../kernels/strided_walk.ts";
import { allFloats, type BackendKernel } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** The sum of tensors of one shape, from the first to the last. */
export const addN: BackendKernel<unknown> = {
  name: "AddN",
  takes: allFloats,
  run({ backend, inputs }) {
    const [first, ...rest] = Object.values(inputs) as [TensorInfo, ...TensorInfo[]];
    if (rest.length === 0) return backend.share(first, first.shape);
    const { shape } = first;
    const out = backend.output(shape);
    const walk = broadcastWalk(shape, shape, shape);
    let a = backend.block(first);
    for (const next of rest) {
      binary(backend.kernels, "binaryAdd", { a, b: backend.block(next), out: backend.block(out) }, walk);
      a = backend.block(out);
    }
    return out;
  },
};
