import { edgeDistance as distance, edgeDistanceBackward } from "../../../kernels/ops/edge_distance.ts";
import type { SparsePattern } from "../../transposed_pattern.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Which distance of which graphs. */
export interface EdgeDistanceAttributes {
  /** The edges, each once, loops first. */
  readonly pattern: SparsePattern;
  /** The squared norm in place of the norm. */
  readonly squared: boolean;
}

/** `‖A − C‖` (or its square), from the weights `(a, c)` of symmetric matrices. */
export const edgeDistance: BackendKernel<EdgeDistanceAttributes> = {
  name: "WeftEdgeDistance",
  run({ backend, inputs, attrs: { pattern, squared } }) {
    const [a, c] = inputList(inputs).map((tensor) => backend.block(tensor));
    const out = backend.output([]);
    const square = distance(backend.kernels, patternBlocks(backend.kernels, pattern), { a: a!, c: c! });
    backend.block(out).f32[0] = squared ? square : Math.sqrt(square);
    return out;
  },
};

/** Gradient in `a`, from `(a, c, distance, dy)`; 0 where the norm is 0. */
export const edgeDistanceGradient: BackendKernel<EdgeDistanceAttributes> = {
  name: "WeftEdgeDistanceGradient",
  run({ backend, inputs, attrs: { pattern, squared } }) {
    const tensors = inputList(inputs) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    const out = backend.output(tensors[0].shape);
    const [a, c, length, dy] = tensors.map((tensor) => backend.block(tensor));
    const slope = dy!.f32[0]!, norm = length!.f32[0]!;
    const scale = squared ? 2 * slope : norm > 0 ? slope / norm : 0;
    const upper = patternBlocks(backend.kernels, pattern);
    edgeDistanceBackward(backend.kernels, upper, { a: a!, c: c! }, backend.block(out), scale);
    return out;
  },
};
