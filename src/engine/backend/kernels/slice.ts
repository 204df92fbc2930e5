import { copy } from "../../../kernels/ops/layout.ts";
import { stridedWalk, stridesOf } from "../../../kernels/strided_walk.ts";
import type { BackendKernel, KernelCall } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";
import type { WeftBackend } from "../weft_backend.ts";

interface SliceAttributes {
  readonly begin: number | readonly number[];
  readonly size?: number | readonly number[] | null | undefined;
}

/** Whether a call's only tensor holds elements of 32 bits. */
export function ofWords({ inputs }: KernelCall<unknown>): boolean {
  return Object.values(inputs).every(({ dtype }) => dtype === "float32" || dtype === "int32");
}

/** A part of a tensor, `shape` from `begin` on. */
export function sliced(
  backend: WeftBackend,
  x: TensorInfo,
  begin: readonly number[],
  shape: readonly number[],
): TensorInfo {
  if (shape.every((length, d) => length === x.shape[d])) return backend.share(x, shape);
  const out = backend.output(shape, x.dtype);
  const [steps, own] = [stridesOf(x.shape), stridesOf(shape)];
  const offset = begin.reduce((at, start, d) => at + start * steps[d]!, 0);
  const walk = stridedWalk(shape.map((length, d) => ({ length, a: steps[d]!, b: own[d]! })));
  if (walk.total > 0) {
    copy(backend.kernels, { block: backend.block(x), offset }, { block: backend.block(out) }, walk);
  }
  return out;
}

/** A part of a tensor; axes that are not named are taken whole. */
export const slice: BackendKernel<SliceAttributes> = {
  name: "Slice",
  takes: ofWords,
  run({ backend, inputs, attrs: { begin, size } }) {
    const x = inputs["x"] as TensorInfo;
    const starts = typeof begin === "number" ? [begin] : begin;
    const lengths = typeof size === "number" ? [size] : size ?? [];
    const from = x.shape.map((_, d) => starts[d] ?? 0);
    const shape = x.shape.map((length, d) => {
      const wanted = lengths[d] ?? -1;
      return wanted < 0 ? length - from[d]! : wanted;
    });
    return sliced(backend, x, from, shape);
  },
};

/** The slices of one axis, each without it. */
export const unpack: BackendKernel<{ readonly axis: number }> = {
  name: "Unpack",
  takes: ofWords,
  run({ backend, inputs, attrs: { axis } }) {
    const x = inputs["value"] as TensorInfo;
    const along = axis < 0 ? axis + x.shape.length : axis;
    const size = x.shape.map((length, d) => (d === along ? 1 : length));
    return Array.from({ length: x.shape[along]! }, (_, i) => {
      const { dataId, dtype } = sliced(backend, x, x.shape.map((_, d) => (d === along ? i : 0)), size);
      return { dataId, dtype, shape: size.filter((_, d) => d !== along) };
    });
  },
};

/** Neighbouring parts of one axis. */
export const splitV: BackendKernel<{ readonly numOrSizeSplits: number | readonly number[]; readonly axis: number }> = {
  name: "SplitV",
  takes: ofWords,
  run({ backend, inputs, attrs: { numOrSizeSplits, axis } }) {
    const x = inputs["x"] as TensorInfo;
    const along = axis < 0 ? axis + x.shape.length : axis;
    const whole = x.shape[along]!;
    const sizes = typeof numOrSizeSplits === "number"
      ? new Array<number>(numOrSizeSplits).fill(whole / numOrSizeSplits)
      : numOrSizeSplits;
    const known = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
    let start = 0;
    return sizes.map((size) => {
      const length = size < 0 ? whole - known : size;
      const shape = x.shape.map((other, d) => (d === along ? length : other));
      const part = sliced(backend, x, x.shape.map((_, d) => (d === along ? start : 0)), shape);
      start += length;
      return part;
    });
  },
};
