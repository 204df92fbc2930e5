import { edgeDifferences, edgeSmoothness as sumOfSquares } from "../../../kernels/ops/edge_smoothness.ts";
import type { SparsePattern } from "../../transposed_pattern.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Mean over entries of `‖z_i − z_j‖²`, 0 without any. */
export const edgeSmoothness: BackendKernel<{ readonly pattern: SparsePattern }> = {
  name: "WeftEdgeSmoothness",
  run({ backend, inputs, attrs: { pattern } }) {
    const [z] = inputList(inputs) as [TensorInfo];
    const out = backend.output([]);
    const sum = sumOfSquares(backend.kernels, patternBlocks(backend.kernels, pattern), backend.block(z), z.shape[1]!);
    backend.block(out).f32[0] = sum / Math.max(1, pattern.indices.length);
    return out;
  },
};

/** Gradient in `z`, from `(z, dy)`; the pattern lists every edge from both its ends, so half of it are edges. */
export const edgeSmoothnessGradient: BackendKernel<{ readonly pattern: SparsePattern }> = {
  name: "WeftEdgeSmoothnessGradient",
  run({ backend, inputs, attrs: { pattern } }) {
    const [z, dy] = inputList(inputs) as [TensorInfo, TensorInfo];
    const out = backend.output(z.shape);
    const scale = 4 * backend.block(dy).f32[0]! / Math.max(1, pattern.indices.length);
    const read = { z: backend.block(z), width: z.shape[1]! };
    edgeDifferences(backend.kernels, patternBlocks(backend.kernels, pattern), read, backend.block(out), scale);
    return out;
  },
};
