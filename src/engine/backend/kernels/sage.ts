import { layer } from "../../../kernels/ops/layer.ts";
import { packMatrix } from "../../../kernels/ops/pack.ts";
import type { SparseRows } from "../../sparse_operator.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { sparseBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Form of a SAGE layer. */
export interface SageForm {
  /** `max(0, ·)` of every element. */
  readonly relu: boolean;
  /** Division of every row by `max(‖row‖₂, 1e-12)`. */
  readonly normalize: boolean;
}

/** What a SAGE layer's kernels take besides tensors. */
export interface SageAttributes extends SageForm {
  /** `A` (its transpose for the gradient); none where the features are constants. */
  readonly matrix?: SparseRows | undefined;
}

type Five = [TensorInfo, TensorInfo, TensorInfo, TensorInfo, TensorInfo | undefined];

/**
 * `y = L2(relu(A x Wₙ + x Wₛ + b))` from `(x, Wₙ, Wₛ, b, A x?)`: `(y, lengths, A x?)`, the last where it was not given;
 * `lengths` is empty where rows are not normalised.
 */
export const sage: BackendKernel<SageAttributes> = {
  name: "WeftSage",
  run({ backend, inputs, attrs: { matrix, relu, normalize } }) {
    const { kernels } = backend;
    const [x, neighbor, self, bias, given] = inputList(inputs) as Five;
    const [rows, depth] = x.shape as [number, number];
    const columns = bias.shape[0]!;
    const y = backend.output([rows, columns]);
    const lengths = backend.output([normalize ? rows : 0]);
    const sums = given ?? backend.output([rows, depth]);
    const weight = (tensor: TensorInfo) => ({ block: backend.block(tensor), rows: depth, columns });
    const packed = packMatrix(kernels, weight(neighbor), weight(self));
    layer(kernels, {
      parts: [sums, x].map((part) => ({ block: backend.block(part), rows, columns: depth })),
      packed,
      columns,
      out: { block: backend.block(y) },
      graph: matrix && { matrix: sparseBlocks(kernels, matrix), source: backend.block(x) },
      lengths: normalize ? backend.block(lengths) : undefined,
    }, { bias: backend.block(bias), activation: relu ? "relu" : "none" });
    kernels.free(packed);
    return given ? [y, lengths] : [y, lengths, sums];
  },
};
