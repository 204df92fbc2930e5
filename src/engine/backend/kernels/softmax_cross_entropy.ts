import { softmaxCrossEntropy as measure } from "../../../kernels/ops/softmax_cross_entropy.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Form of losses on scores of rows for columns. */
export interface TemperatureAttributes {
  /** What scores are divided by. */
  readonly temperature: number;
}

/** Cross-entropy from `(logits, labels)`, and its gradient in the logits. */
export const softmaxCrossEntropy: BackendKernel<TemperatureAttributes & Recorded> = {
  name: "WeftSoftmaxCrossEntropy",
  run({ backend, inputs, attrs: { temperature } }) {
    const [logits, labels] = inputList(inputs) as [TensorInfo, TensorInfo];
    const [rows, width] = logits.shape as [number, number];
    const gradient = backend.output(logits.shape);
    const operands = { logits: backend.block(logits), labels: backend.block(labels), rows, width, temperature };
    return [backend.scalar(measure(backend.kernels, operands, backend.block(gradient))), gradient];
  },
};
