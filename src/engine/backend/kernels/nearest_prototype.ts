import { nearestPrototype as nearest } from "../../../kernels/ops/nearest_prototype.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** The nearest prototype of each row, from `(products of rows and prototypes, prototypes)`. */
export const nearestPrototype: BackendKernel<Record<never, never>> = {
  name: "WeftNearestPrototype",
  run({ backend, inputs }) {
    const { kernels } = backend;
    const [products, prototypes] = inputList(inputs) as [TensorInfo, TensorInfo];
    const [count, width] = prototypes.shape as [number, number];
    const rows = products.shape[0]!;
    const labels = backend.output([rows], "int32");
    const values = backend.block(prototypes).f32;
    const halfSquares = kernels.alloc(count);
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let f = 0; f < width; f++) sum += values[k * width + f]! ** 2;
      halfSquares.f32[k] = sum / 2;
    }
    nearest(kernels, backend.block(products), halfSquares, backend.block(labels), { rows, count });
    kernels.free(halfSquares);
    return labels;
  },
};
