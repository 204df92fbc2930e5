import { WeftError } from "../core/error.ts";

/** One axis that two operands are walked along: its length, and the step of both in elements. */
export interface WalkAxis {
  /** Number of positions. */
  readonly length: number;
  /** Step of the first operand. */
  readonly a: number;
  /** Step of the second. */
  readonly b: number;
}

/** A walk over two operands as the kernels take it; see `c/walk.h`. */
export interface StridedWalk {
  /** Positions altogether. */
  readonly total: number;
  /** The last axis, the longest possible. */
  readonly inner: WalkAxis;
  /** Number of axes before it, then length and both steps of each. */
  readonly outer: readonly number[];
}

/** `MOST_OUTER` in `c/walk.h`. */
const MOST_OUTER = 5;

/** Joins neighbouring axes that both operands cross at one step, so that the kernels' inner loop is as long as it can be. */
export function stridedWalk(axes: readonly WalkAxis[]): StridedWalk {
  const joined: WalkAxis[] = [];
  let total = 1;
  for (const axis of axes) {
    total *= axis.length;
    if (axis.length === 1) continue;
    const before = joined.at(-1);
    if (before && before.a === axis.a * axis.length && before.b === axis.b * axis.length) {
      joined[joined.length - 1] = { ...axis, length: before.length * axis.length };
    } else joined.push(axis);
  }
  const inner = joined.pop() ?? { length: 1, a: 1, b: 1 };
  if (joined.length > MOST_OUTER) {
    throw new WeftError("Unsupported", { expected: "tensors of at most 6 axes", found: `${axes.length}` });
  }
  return { total, inner, outer: [joined.length, ...joined.flatMap(({ length, a, b }) => [length, a, b])] };
}

/** Steps of an array of that shape that lies row after row. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  for (let d = shape.length - 1, step = 1; d >= 0; d--) {
    strides[d] = step;
    step *= shape[d]!;
  }
  return strides;
}

/** The walk over two arrays that are stretched to one shape: an axis of length 1 is read again and again. */
export function broadcastWalk(a: readonly number[], b: readonly number[], shape: readonly number[]): StridedWalk {
  const steps = [a, b].map((own) => {
    const strides = stridesOf(own);
    return shape.map((_, d) => {
      const at = d - shape.length + own.length;
      return at < 0 || own[at] === 1 ? 0 : strides[at]!;
    });
  });
  return stridedWalk(shape.map((length, d) => ({ length, a: steps[0]![d]!, b: steps[1]![d]! })));
}

/** The first and one past the last element that a walk touches of an operand, counted from where it begins. */
export function reach({ total, inner, outer }: StridedWalk, operand: "a" | "b"): readonly [number, number] {
  if (total === 0) return [0, 0];
  let low = 0, high = 0;
  const along = (length: number, step: number): void => {
    if (step > 0) high += (length - 1) * step;
    else low += (length - 1) * step;
  };
  along(inner.length, inner[operand]);
  for (let i = 1; i < outer.length; i += 3) along(outer[i]!, outer[i + (operand === "a" ? 1 : 2)]!);
  return [low, high + 1];
}
