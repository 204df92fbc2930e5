import { denseBackward } from "../../../kernels/ops/dense_backward.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";
import type { DenseAttributes } from "./dense.ts";

/** What the gradients of a dense layer depend on. */
export interface DenseGradientAttributes extends DenseAttributes {
  /** Whether the inputs are constants. */
  readonly constant: boolean;
}

/** Gradients of `x₀, x₁, …` (unless they are constants), `W` and `b`, from `(dy, y, x₀, x₁, …, W)`. */
export const denseGradient: BackendKernel<DenseGradientAttributes> = {
  name: "WeftDenseGradient",
  run({ backend, inputs, attrs: { nParts, constant, ...activation } }) {
    const { kernels } = backend;
    const all = inputList(inputs);
    const [dy, y] = all as [TensorInfo, TensorInfo];
    const weight = all[2 + nParts]!;
    const [rows, columns] = dy.shape as [number, number];
    const dx: TensorInfo[] = [];
    const parts = all.slice(2, 2 + nParts).map((x) => {
      const part = { block: backend.block(x), rows, columns: x.shape[1]! };
      if (constant) return part;
      const gradient = backend.output(x.shape);
      dx.push(gradient);
      return { ...part, gradient: backend.block(gradient) };
    });
    const [dWeight, dBias] = [backend.output(weight.shape), backend.output([columns])];
    const read = { dy: backend.block(dy), y: backend.block(y), weight: backend.block(weight), parts, columns };
    const write = { dWeight: backend.block(dWeight), dBias: backend.block(dBias) };
    denseBackward(kernels, { ...read, ...write }, activation);
    return [...dx, dWeight, dBias];
  },
};
