import { gemm } from "../../../kernels/ops/gemm.ts";
import { gemmTransposed } from "../../../kernels/ops/gemm_transposed.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** What a dense layer does to `x W + b`. */
export interface DenseAttributes {
  /** `max(0, ·)` of every element. */
  readonly relu: boolean;
}

/** `y = act(x W + b)` from `(x, W, b)`. */
export const denseForward: BackendKernel<DenseAttributes> = {
  name: "WeftDense",
  run({ backend, inputs, attrs: { relu } }) {
    const [x, weight, bias] = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo];
    const [rows, depth] = x.shape as [number, number];
    const columns = weight.shape[1]!;
    const out = backend.output([rows, columns]);
    const left = { block: backend.block(x), rows, columns: depth };
    const right = { block: backend.block(weight), rows: depth, columns };
    gemm(backend.kernels, left, right, { block: backend.block(out) }, { bias: backend.block(bias), relu });
    return out;
  },
};

/** Gradients of `x` (unless it is a constant), `W` and `b`, from `(dy, x, W)`; `dy` is that of the sum. */
export const denseBackward: BackendKernel<{ readonly constant: boolean }> = {
  name: "WeftDenseGradient",
  run({ backend, inputs, attrs: { constant } }) {
    const { kernels } = backend;
    const [dy, x, weight] = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo];
    const [rows, depth] = x.shape as [number, number];
    const columns = weight.shape[1]!;
    const g = backend.block(dy);
    const both = gemmTransposed(kernels, { x: backend.block(x), g, rows, depth, columns });
    const dWeight = backend.output([depth, columns]);
    const dBias = backend.output([columns]);
    backend.block(dWeight).f32.set(both.f32.subarray(0, depth * columns));
    backend.block(dBias).f32.set(both.f32.subarray(depth * columns));
    kernels.free(both);
    if (constant) return [dWeight, dBias];
    const dx = backend.output([rows, depth]);
    const left = { block: g, rows, columns };
    const right = { block: backend.block(weight), rows: columns, columns: depth, transposed: true };
    gemm(kernels, left, right, { block: backend.block(dx) });
    return [dx, dWeight, dBias];
  },
};
