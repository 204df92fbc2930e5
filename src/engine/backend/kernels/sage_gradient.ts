import { layerBackward } from "../../../kernels/ops/layer_backward.ts";
import { packMatrix } from "../../../kernels/ops/pack.ts";
import { spmm } from "../../../kernels/ops/spmm.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { sparseBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";
import { weightGradients } from "../weight_gradients.ts";
import type { SageAttributes } from "./sage.ts";

type Seven = [TensorInfo, TensorInfo, TensorInfo, TensorInfo, TensorInfo, TensorInfo, TensorInfo];

/**
 * Gradients of a SAGE layer in `x` (unless there is no matrix: a constant), `Wₙ`, `Wₛ` and `b`, from
 * `(dy, y, lengths, A x, x, Wₙ, Wₛ)`.
 */
export const sageGradient: BackendKernel<SageAttributes> = {
  name: "WeftSageGradient",
  run({ backend, inputs, attrs: { matrix, relu, normalize } }) {
    const { kernels } = backend;
    const [dy, y, lengths, sums, x, neighbor, self] = inputList(inputs) as Seven;
    const [rows, depth] = x.shape as [number, number];
    const columns = dy.shape[1]!;
    const parts = ([[sums, neighbor], [x, self]] as const).map(([part, weight]) => {
      const features = { x: backend.block(part), depth };
      if (!matrix) return features;
      const turned = { block: backend.block(weight), rows: columns, columns: depth, transposed: true };
      const gradient = { packed: packMatrix(kernels, turned), out: kernels.alloc(rows * depth) };
      return { ...features, gradient };
    });
    const both = layerBackward(kernels, {
      dy: backend.block(dy),
      y: backend.block(y),
      lengths: normalize ? backend.block(lengths) : undefined,
      rows,
      columns,
      parts,
      activation: relu ? "relu" : "none",
    });
    const ofWeights = weightGradients(backend, both, [[depth, columns], [depth, columns]]);
    if (!matrix) return ofWeights;
    const dx = backend.output(x.shape);
    const [throughNeighbors, throughSelf] = parts.map((part) => "gradient" in part ? part.gradient : undefined);
    const addend = throughSelf!.out;
    spmm(kernels, sparseBlocks(kernels, matrix), throughNeighbors!.out, backend.block(dx), depth, addend);
    for (const { packed, out } of [throughNeighbors!, throughSelf!]) {
      kernels.free(packed);
      kernels.free(out);
    }
    return [dx, ...ofWeights];
  },
};
