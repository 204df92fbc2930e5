import type { MiddleAxis } from "../../kernels/ops/reduce.ts";
import { sizeOf } from "./tensor_info.ts";

/** A shape seen as what stands before some axes, the axes, and what stands after; undefined when they lie apart. */
export function middleAxis(shape: readonly number[], axes: readonly number[]): MiddleAxis | undefined {
  // An axis of length 1 is nowhere in particular.
  const real = axes.filter((d) => shape[d] !== 1);
  if (real.length === 0) return { outer: sizeOf(shape), length: 1, inner: 1 };
  const first = real[0]!, last = real.at(-1)!;
  const between = shape.slice(first, last + 1).filter((length, k) => length !== 1 && !real.includes(first + k));
  if (between.length > 0) return undefined;
  return {
    outer: sizeOf(shape.slice(0, first)),
    length: sizeOf(shape.slice(first, last + 1)),
    inner: sizeOf(shape.slice(last + 1)),
  };
}
