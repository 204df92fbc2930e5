import { sddmm } from "../../../kernels/ops/sddmm.ts";
import { spmm } from "../../../kernels/ops/spmm.ts";
import type { TopForm } from "../../top_form.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";
import { topMatrix, topPattern, type TopTensors, turnedMatrix } from "./top_blocks.ts";

/** Which way the product goes. */
export interface TopProductAttributes {
  /** Which entries there are. */
  readonly form: TopForm;
  /** Whether the matrix is turned round. */
  readonly transposed: boolean;
}

/** `S x` or `Sᵀ x` from `(shares, x, …edges)`. */
export const topProduct: BackendKernel<TopProductAttributes> = {
  name: "WeftTopProduct",
  run({ backend, inputs, attrs: { form, transposed } }) {
    const [shares, x, ...edges] = inputList(inputs) as [TensorInfo, TensorInfo, ...TopTensors];
    const matrix = (transposed ? turnedMatrix : topMatrix)(backend, form, edges, backend.block(shares));
    const out = backend.output([matrix.nRows, x.shape[1]!]);
    spmm(backend.kernels, matrix, backend.block(x), backend.block(out), x.shape[1]!);
    return out;
  },
};

/** Gradients of shares and `x` from `(dy, shares, x, …edges)`. */
export const topProductGradient: BackendKernel<TopProductAttributes> = {
  name: "WeftTopProductGradient",
  run({ backend, inputs, attrs: { form, transposed } }) {
    const { kernels } = backend;
    const [dy, shares, x, ...edges] = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo, ...TopTensors];
    const outputs = [backend.output(shares.shape), backend.output(x.shape)];
    const [ofShares, ofX] = outputs.map((output) => backend.block(output));
    const [g, rows] = [backend.block(dy), backend.block(x)];
    const width = x.shape[1]!;
    const operands = transposed ? { a: rows, b: g, width } : { a: g, b: rows, width };
    sddmm(kernels, topPattern(backend, form, edges), operands, ofShares!);
    const back = (transposed ? topMatrix : turnedMatrix)(backend, form, edges, backend.block(shares));
    spmm(kernels, back, g, ofX!, width);
    return outputs;
  },
};
