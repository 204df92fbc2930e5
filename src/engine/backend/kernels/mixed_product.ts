import type { Block } from "../../../kernels/block.ts";
import { columnSums } from "../../../kernels/ops/column_sums.ts";
import { innerProduct } from "../../../kernels/ops/inner_product.ts";
import { scale } from "../../../kernels/ops/scale.ts";
import { sddmm } from "../../../kernels/ops/sddmm.ts";
import { spmm } from "../../../kernels/ops/spmm.ts";
import type { SparseRows } from "../../sparse_operator.ts";
import type { MappedPattern, SparsePattern } from "../../transposed_pattern.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks, sparseBlocks, weightedBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** The graphs of a mixed product, as they are or turned round. */
export interface MixedProductAttributes {
  /** The constant one. */
  readonly matrix: SparseRows;
  /** The one whose weights are a tensor. */
  readonly pattern: MappedPattern;
}

/** The same for its gradient, turned round, and how weights belong to edges. */
export interface MixedProductGradientAttributes extends MixedProductAttributes {
  /** The edges in the order of their weights. */
  readonly entries: SparsePattern;
  /** Whether a weight stands for both directions of its edge. */
  readonly both: boolean;
}

/** `(w S + v A + b 1 1ᵀ) x` and the column sums of `x`, from `(values, x, w, v, b)`. */
export const mixedProduct: BackendKernel<MixedProductAttributes> = {
  name: "WeftMixedProduct",
  run({ backend, inputs, attrs: { matrix, pattern } }) {
    const { kernels } = backend;
    const tensors = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    const [values, x, ...factors] = tensors.map((tensor) => backend.block(tensor)) as [
      Block,
      Block,
      Block,
      Block,
      Block,
    ];
    const [fixed, learned, all] = factors.map(({ f32 }) => f32[0]!) as [number, number, number];
    const width = tensors[1].shape[1]!;
    const outputs = [backend.output([matrix.nRows, width]), backend.output([width])] as const;
    const [out, sums] = outputs.map((output) => backend.block(output)) as [Block, Block];
    const edges = weightedBlocks(kernels, pattern, values, tensors[0].shape[0]!);
    columnSums(kernels, x, [matrix.nCols, width], { block: sums });
    const level = { row: sums, factor: all };
    spmm(kernels, sparseBlocks(kernels, matrix), x, out, width, undefined, { product: fixed, level });
    spmm(kernels, edges, x, out, width, out, { product: learned });
    return [...outputs];
  },
};

/** Gradients of `(values, x, w, v, b)` from `(dy, column sums of x, values, x, w, v, b)`. */
export const mixedProductGradient: BackendKernel<MixedProductGradientAttributes> = {
  name: "WeftMixedProductGradient",
  run({ backend, inputs, attrs: { matrix, pattern, entries, both } }) {
    const { kernels } = backend;
    const [dy, sums, ...operands] = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    const outputs = operands.map(({ shape }) => backend.output(shape));
    const [toValues, toX, ...toFactors] = outputs.map((output) => backend.block(output)) as [Block, Block, ...Block[]];
    const [values, x, ...factors] = operands.map((tensor) => backend.block(tensor)) as [Block, Block, ...Block[]];
    const [fixed, learned, all] = factors.map(({ f32 }) => f32[0]!) as [number, number, number];
    const width = dy.shape[1]!, g = backend.block(dy);
    const dySums = kernels.alloc(width);
    columnSums(kernels, g, [matrix.nCols, width], { block: dySums });
    // What S passes back is looked at before A's part joins it, so that neither product is kept from the forward pass.
    spmm(kernels, sparseBlocks(kernels, matrix), g, toX, width);
    const ofFixed = innerProduct(kernels, toX, x);
    const edges = weightedBlocks(kernels, pattern, values, operands[0]!.shape[0]!);
    spmm(kernels, edges, g, toX, width, toX, {
      product: learned,
      addend: fixed,
      level: { row: dySums, factor: all },
    });
    sddmm(kernels, patternBlocks(kernels, entries), { a: g, b: x, width, both }, toValues);
    const ofLearned = innerProduct(kernels, toValues, values);
    scale(kernels, toValues, learned);
    const ofAll = innerProduct(kernels, dySums, backend.block(sums));
    kernels.free(dySums);
    [ofFixed, ofLearned, ofAll].forEach((slope, i) => toFactors[i]!.f32[0] = slope);
    return outputs;
  },
};
