import { rowSoftmax, rowSoftmaxBackward } from "../../../kernels/ops/row_softmax.ts";
import { sddmm } from "../../../kernels/ops/sddmm.ts";
import { spmm } from "../../../kernels/ops/spmm.ts";
import type { TopForm } from "../../top_form.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";
import { topMatrix, topPattern, type TopTensors, turnedMatrix } from "./top_blocks.ts";

/** What becomes a share. */
export interface TopSharesAttributes {
  /** Which entries there are. */
  readonly form: TopForm;
  /** Factor of the products. */
  readonly scale: number;
}

/** `softmax(scale · ⟨a_i, b_j⟩)` over the entries of each row, from `(a, b, …edges)`. */
export const topShares: BackendKernel<TopSharesAttributes> = {
  name: "WeftTopShares",
  run({ backend, inputs, attrs: { form, scale } }) {
    const { kernels } = backend;
    const [a, b, ...edges] = inputList(inputs) as [TensorInfo, TensorInfo, ...TopTensors];
    const pattern = topPattern(backend, form, edges);
    const out = backend.output([form.starts[form.nRows]!]);
    const score = kernels.alloc(form.starts[form.nRows]!);
    sddmm(kernels, pattern, { a: backend.block(a), b: backend.block(b), width: a.shape[1]! }, score);
    rowSoftmax(kernels, pattern, score, backend.block(out), scale);
    kernels.free(score);
    return out;
  },
};

/** Gradients of `a` and `b` from `(dy, shares, a, b, …edges)`. */
export const topSharesGradient: BackendKernel<TopSharesAttributes> = {
  name: "WeftTopSharesGradient",
  run({ backend, inputs, attrs: { form, scale } }) {
    const { kernels } = backend;
    const [dy, shares, a, b, ...edges] = inputList(inputs) as [
      TensorInfo,
      TensorInfo,
      TensorInfo,
      TensorInfo,
      ...TopTensors,
    ];
    const outputs = [backend.output(a.shape), backend.output(b.shape)];
    const width = a.shape[1]!;
    const dScore = kernels.alloc(form.starts[form.nRows]!);
    const read = { y: backend.block(shares), dy: backend.block(dy) };
    rowSoftmaxBackward(kernels, topPattern(backend, form, edges), read, dScore, scale);
    spmm(kernels, topMatrix(backend, form, edges, dScore), backend.block(b), backend.block(outputs[0]!), width);
    spmm(kernels, turnedMatrix(backend, form, edges, dScore), backend.block(a), backend.block(outputs[1]!), width);
    kernels.free(dScore);
    return outputs;
  },
};
