import type { Block } from "../../kernels/block.ts";
import type { TensorInfo } from "./tensor_info.ts";
import type { WeftBackend } from "./weft_backend.ts";

/**
 * Takes the sums a layer's gradient comes in apart, `(depth + 1) · columns` below each other: a tensor for each of the
 * weights, and one for the bias. Frees the block.
 */
export function weightGradients(
  backend: WeftBackend,
  sums: Block,
  weights: readonly (readonly [number, number])[],
): TensorInfo[] {
  const columns = weights[0]![1];
  let from = 0;
  const out = [...weights, [columns]].map((shape) => {
    const tensor = backend.output(shape);
    const { f32, length } = backend.block(tensor);
    f32.set(sums.f32.subarray(from, from += length));
    return tensor;
  });
  backend.kernels.free(sums);
  return out;
}
