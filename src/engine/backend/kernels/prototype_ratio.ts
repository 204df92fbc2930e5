import { prototypeRatio as measure } from "../../../kernels/ops/prototype_ratio.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import type { TensorInfo } from "../tensor_info.ts";
import type { TemperatureAttributes } from "./softmax_cross_entropy.ts";

/** The ratio loss from `(products of rows and prototypes, labels)`, and its gradient in the products. */
export const prototypeRatio: BackendKernel<TemperatureAttributes & Recorded> = {
  name: "WeftPrototypeRatio",
  run({ backend, inputs, attrs: { temperature, recorded } }) {
    const [logits, labels] = inputList(inputs) as [TensorInfo, TensorInfo];
    const [rows, width] = logits.shape as [number, number];
    const gradients = recorded ? [backend.output(logits.shape)] : [];
    const [gradient] = gradients.map((tensor) => backend.block(tensor));
    const operands = { logits: backend.block(logits), labels: backend.block(labels), rows, width, temperature };
    return [backend.scalar(measure(backend.kernels, operands, gradient)), ...gradients];
  },
};
