import { nuclearNorm as decompose } from "../../../kernels/ops/nuclear_norm.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Sum of the singular values of a matrix, and its gradient. */
export const nuclearNorm: BackendKernel<Recorded> = {
  name: "WeftNuclearNorm",
  run({ backend, inputs, attrs: { recorded } }) {
    const [matrix] = inputList(inputs) as [TensorInfo];
    const [rows, width] = matrix.shape as [number, number];
    const gradients = recorded ? [backend.output(matrix.shape)] : [];
    const [gradient] = gradients.map((tensor) => backend.block(tensor));
    const values = decompose(backend.kernels, { y: backend.block(matrix), rows, width, gradient });
    return [backend.scalar(values.reduce((sum, value) => sum + value, 0)), ...gradients];
  },
};
