import { copy, transpose as transposeMatrices } from "../../../kernels/ops/layout.ts";
import { stridedWalk, stridesOf } from "../../../kernels/strided_walk.ts";
import type { BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";
import type { WeftBackend } from "../weft_backend.ts";

/** A tensor with its axes in another order; its elements are shared when none moves. */
export function permuted(backend: WeftBackend, x: TensorInfo, order: readonly number[]): TensorInfo {
  const shape = order.map((d) => x.shape[d]!);
  const real = order.filter((d) => x.shape[d] !== 1);
  if (real.every((d, i) => i === 0 || d > real[i - 1]!)) return backend.share(x, shape);
  const out = backend.output(shape, x.dtype);
  const [from, to] = [backend.block(x), backend.block(out)];
  const swapped = lastTwoSwapped(x.shape, real);
  if (swapped) transposeMatrices(backend.kernels, from, to, swapped);
  else {
    const [steps, own] = [stridesOf(x.shape), stridesOf(shape)];
    const axes = order.map((d, i) => ({ length: shape[i]!, a: steps[d]!, b: own[i]! }));
    copy(backend.kernels, { block: from }, { block: to }, stridedWalk(axes));
  }
  return out;
}

/** Whether the order swaps two groups of neighbouring axes behind a group that stays: a batch of matrices. */
function lastTwoSwapped(
  shape: readonly number[],
  order: readonly number[],
): { readonly batch: number; readonly rows: number; readonly columns: number } | undefined {
  const rising = [...order].sort((a, b) => a - b);
  let still = 0;
  while (order[still] === rising[still]) still++;
  const moved = order.slice(still), own = rising.slice(still);
  const cut = moved.indexOf(own[0]!);
  if (moved.some((d, i) => d !== own[(i - cut + own.length) % own.length])) return undefined;
  const size = (axes: readonly number[]) => sizeOf(axes.map((d) => shape[d]!));
  return { batch: size(order.slice(0, still)), rows: size(moved.slice(cut)), columns: size(moved.slice(0, cut)) };
}

/** The axes in another order. */
export const transpose: BackendKernel<{ readonly perm: readonly number[] }> = {
  name: "Transpose",
  takes: ({ inputs }) => inputs["x"]!.dtype === "float32" || inputs["x"]!.dtype === "int32",
  run: ({ backend, inputs, attrs: { perm } }) => permuted(backend, inputs["x"]!, perm),
};
