import type { Activation } from "../../../kernels/ops/activation.ts";
import { dense } from "../../../kernels/ops/dense.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** What a dense layer does to `[x₀ | x₁ | …] W + b`. */
export interface DenseAttributes extends Activation {
  /** Number of inputs side by side. */
  readonly nParts: number;
}

/** `y = act([x₀ | x₁ | …] W + b)` from `(x₀, x₁, …, W, b?)`. */
export const denseForward: BackendKernel<DenseAttributes> = {
  name: "WeftDense",
  run({ backend, inputs, attrs: { nParts, ...activation } }) {
    const all = inputList(inputs);
    const [weight, bias] = all.slice(nParts) as [TensorInfo, TensorInfo | undefined];
    const rows = all[0]!.shape[0]!, columns = weight.shape[1]!;
    const out = backend.output([rows, columns]);
    const parts = all.slice(0, nParts).map((x) => ({ block: backend.block(x), rows, columns: x.shape[1]! }));
    dense(backend.kernels, { parts, weight: backend.block(weight), out: backend.block(out), columns }, {
      ...activation,
      bias: bias && backend.block(bias),
    });
    return out;
  },
};
