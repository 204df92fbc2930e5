import { type RowsOfNumbers, rowSoftmax, rowSoftmaxBackward } from "../../../kernels/ops/row_softmax.ts";
import type { Kernels } from "../../../kernels/kernels.ts";
import type { SparsePattern } from "../../transposed_pattern.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Whose softmax: the rows of a pattern, or, without one, those of a matrix. */
export interface RowSoftmaxAttributes {
  /** The pattern whose entries the scores belong to. */
  readonly pattern?: SparsePattern | undefined;
  /** Factor of the scores. */
  readonly scale: number;
}

/** `softmax(scale · score)` over each row. */
export const rowSoftmaxForward: BackendKernel<RowSoftmaxAttributes> = {
  name: "WeftRowSoftmax",
  run({ backend, inputs, attrs: { pattern, scale } }) {
    const [score] = inputList(inputs) as [TensorInfo];
    const out = backend.output(score.shape);
    const rows = rowsOf(backend.kernels, score, pattern);
    rowSoftmax(backend.kernels, rows, backend.block(score), backend.block(out), scale);
    return out;
  },
};

/** Gradient in the scores, from `(y, dy)`. */
export const rowSoftmaxGradient: BackendKernel<RowSoftmaxAttributes> = {
  name: "WeftRowSoftmaxGradient",
  run({ backend, inputs, attrs: { pattern, scale } }) {
    const [y, dy] = inputList(inputs) as [TensorInfo, TensorInfo];
    const out = backend.output(y.shape);
    const rows = rowsOf(backend.kernels, y, pattern);
    const read = { y: backend.block(y), dy: backend.block(dy) };
    rowSoftmaxBackward(backend.kernels, rows, read, backend.block(out), scale);
    return out;
  },
};

function rowsOf(kernels: Kernels, { shape }: TensorInfo, pattern: SparsePattern | undefined): RowsOfNumbers {
  return pattern ? patternBlocks(kernels, pattern) : { nRows: shape[0]!, width: shape[1]! };
}
