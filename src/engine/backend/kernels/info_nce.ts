import { infoNce as measure } from "../../../kernels/ops/info_nce.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Form of the contrast. */
export interface InfoNceAttributes {
  /** What cosines are divided by. */
  readonly temperature: number;
  /** Consecutive rows that are each other's negatives. */
  readonly block: number;
}

/** InfoNCE between the rows of two matrices, and the gradients of both. */
export const infoNce: BackendKernel<InfoNceAttributes & Recorded> = {
  name: "WeftInfoNce",
  run({ backend, inputs, attrs: { temperature, block, recorded } }) {
    const [a, b] = inputList(inputs) as [TensorInfo, TensorInfo];
    const [rows, width] = a.shape as [number, number];
    const gradients = recorded ? [backend.output(a.shape), backend.output(a.shape)] as const : undefined;
    const value = measure(backend.kernels, {
      pair: [backend.block(a), backend.block(b)],
      rows,
      width,
      block,
      temperature,
      gradients: gradients && [backend.block(gradients[0]), backend.block(gradients[1])],
    });
    return [backend.scalar(value), ...(gradients ?? [])];
  },
};
