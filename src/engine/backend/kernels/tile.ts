import { copy } from "../../../kernels/ops/layout.ts";
import { stridedWalk, stridesOf } from "../../../kernels/strided_walk.ts";
import type { BackendKernel } from "../backend_kernel.ts";
import { sizeOf, type TensorInfo } from "../tensor_info.ts";
import { ofWords } from "./slice.ts";

/** Ranks up to this fit into the axes that a walk can name. */
const MOST_AXES = 3;

/** A tensor repeated along its axes; broadcasting goes this way too. */
export const tile: BackendKernel<{ readonly reps: readonly number[] }> = {
  name: "Tile",
  takes: (call) => ofWords(call) && call.inputs["x"]!.shape.length <= MOST_AXES,
  run({ backend, inputs, attrs: { reps } }) {
    const x = inputs["x"] as TensorInfo;
    const shape = x.shape.map((length, d) => length * reps[d]!);
    const out = backend.output(shape, x.dtype);
    const [steps, own] = [stridesOf(x.shape), stridesOf(shape)];
    const walk = stridedWalk(x.shape.flatMap((length, d) => [
      { length: reps[d]!, a: 0, b: length * own[d]! },
      { length, a: steps[d]!, b: own[d]! },
    ]));
    copy(backend.kernels, { block: backend.block(x) }, { block: backend.block(out) }, walk);
    return out;
  },
};

/** A tensor with a rim of one value. */
export const pad: BackendKernel<
  { readonly paddings: readonly (readonly [number, number])[]; readonly constantValue: number }
> = {
  name: "PadV2",
  takes: ofWords,
  run({ backend, inputs, attrs: { paddings, constantValue } }) {
    const x = inputs["x"] as TensorInfo;
    const shape = x.shape.map((length, d) => paddings[d]![0] + length + paddings[d]![1]);
    const out = backend.output(shape, x.dtype);
    backend.values(out).fill(constantValue);
    if (sizeOf(x.shape) === 0) return out;
    const [steps, own] = [stridesOf(x.shape), stridesOf(shape)];
    const offset = paddings.reduce((at, [before], d) => at + before * own[d]!, 0);
    const walk = stridedWalk(x.shape.map((length, d) => ({ length, a: steps[d]!, b: own[d]! })));
    copy(backend.kernels, { block: backend.block(x) }, { block: backend.block(out), offset }, walk);
    return out;
  },
};

/** Some axes from their end to their start. */
export const reverse: BackendKernel<{ readonly dims: number | readonly number[] }> = {
  name: "Reverse",
  takes: ofWords,
  run({ backend, inputs, attrs: { dims } }) {
    const x = inputs["x"] as TensorInfo;
    const named = (typeof dims === "number" ? [dims] : dims).map((d) => (d < 0 ? d + x.shape.length : d));
    const out = backend.output(x.shape, x.dtype);
    const own = stridesOf(x.shape);
    const walk = stridedWalk(x.shape.map((length, d) => {
      return { length, a: named.includes(d) ? -own[d]! : own[d]!, b: own[d]! };
    }));
    const offset = named.reduce((at, d) => at + (x.shape[d]! - 1) * own[d]!, 0);
    if (walk.total > 0) copy(backend.kernels, { block: backend.block(x), offset }, { block: backend.block(out) }, walk);
    return out;
  },
};
