import { batchNorm as normalize, type BatchNormForm } from "../../../kernels/ops/batch_norm.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** A batch norm from `(x, gamma, beta, means, variances)`, the last two changed in place; and what its gradient needs. */
export const batchNorm: BackendKernel<BatchNormForm> = {
  name: "WeftBatchNorm",
  run({ backend, inputs, attrs }) {
    const all = inputList(inputs);
    const [rows, columns] = all[0]!.shape as [number, number];
    const outputs: [TensorInfo, TensorInfo] = [backend.output([rows, columns]), backend.output([3, columns])];
    const [x, gamma, beta, means, variances] = all.map((tensor) => backend.block(tensor));
    const [y, saved] = outputs.map((tensor) => backend.block(tensor));
    const read = { x: x!, gamma: gamma!, beta: beta!, means: means!, variances: variances! };
    normalize(backend.kernels, { rows, columns, ...read, y: y!, saved: saved! }, attrs);
    return outputs;
  },
};
