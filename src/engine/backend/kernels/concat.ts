import { copy } from "../../../kernels/ops/layout.ts";
import { stridedWalk, stridesOf } from "../../../kernels/strided_walk.ts";
import { WeftError } from "../../../core/error.ts";
import type { BackendKernel, KernelCall } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";
import type { WeftBackend } from "../weft_backend.ts";
import { ofWords } from "./slice.ts";

function oneType(call: KernelCall<unknown>): boolean {
  const types = new Set(Object.values(call.inputs).map(({ dtype }) => dtype));
  return types.size === 1 && ofWords(call);
}

function joined(backend: WeftBackend, parts: readonly TensorInfo[], axis: number): TensorInfo {
  const first = parts[0]!;
  for (const { shape } of parts) {
    if (shape.length === first.shape.length && shape.every((n, d) => d === axis || n === first.shape[d])) continue;
    throw new WeftError("Misaligned", {
      expected: `shapes to agree with ${first.shape.join(" × ")} except along axis ${axis}`,
      found: shape.join(" × "),
    });
  }
  const along = parts.reduce((sum, { shape }) => sum + shape[axis]!, 0);
  const shape = first.shape.map((length, d) => (d === axis ? along : length));
  const out = backend.output(shape, first.dtype);
  const own = stridesOf(shape);
  let offset = 0;
  for (const part of parts) {
    const steps = stridesOf(part.shape);
    const walk = stridedWalk(part.shape.map((length, d) => ({ length, a: steps[d]!, b: own[d]! })));
    if (sizeOf(part.shape) > 0) {
      copy(backend.kernels, { block: backend.block(part) }, { block: backend.block(out), offset }, walk);
    }
    offset += part.shape[axis]! * own[axis]!;
  }
  return out;
}

/** Tensors one after another along an axis they have. */
export const concat: BackendKernel<{ readonly axis: number }> = {
  name: "Concat",
  takes: oneType,
  run({ backend, inputs, attrs: { axis } }) {
    const parts = Object.values(inputs) as TensorInfo[];
    const along = axis < 0 ? axis + parts[0]!.shape.length : axis;
    return parts.length === 1 ? backend.share(parts[0]!, parts[0]!.shape) : joined(backend, parts, along);
  },
};

/** Tensors of one shape, one after another along a new axis. */
export const pack: BackendKernel<{ readonly axis: number }> = {
  name: "Pack",
  takes: oneType,
  run({ backend, inputs, attrs: { axis } }) {
    const along = axis < 0 ? axis + inputs[0]!.shape.length + 1 : axis;
    const parts = (Object.values(inputs) as TensorInfo[]).map((part) => ({
      dataId: part.dataId,
      dtype: part.dtype,
      shape: part.shape.toSpliced(along, 0, 1),
    }));
    return parts.length === 1 ? backend.share(parts[0]!, parts[0]!.shape) : joined(backend, parts, along);
  },
};
