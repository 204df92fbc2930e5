import type { BatchNormForm } from "../../../kernels/ops/batch_norm.ts";
import { batchNormBackward } from "../../../kernels/ops/batch_norm_backward.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";

/** Gradients of a batch norm in `x`, `gamma` and `beta`, from `(dy, y, x, gamma, saved)`. */
export const batchNormGradient: BackendKernel<BatchNormForm> = {
  name: "WeftBatchNormGradient",
  run({ backend, inputs, attrs }) {
    const all = inputList(inputs);
    const [rows, columns] = all[0]!.shape as [number, number];
    const outputs = [[rows, columns], [columns], [columns]].map((shape) => backend.output(shape));
    const [dy, y, x, gamma, saved] = all.map((tensor) => backend.block(tensor));
    const [dx, dGamma, dBeta] = outputs.map((tensor) => backend.block(tensor));
    const read = { dy: dy!, y: y!, x: x!, gamma: gamma!, saved: saved! };
    const write = { dx: dx!, dGamma: dGamma!, dBeta: dBeta! };
    batchNormBackward(backend.kernels, { rows, columns, ...read, ...write }, attrs);
    return outputs;
  },
};
