import type { Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { asFloat64 } from "../float64.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** A kernel that collects numbers into one. */
export type ReduceOp = Extract<keyof typeof OP, `reduce${string}`>;
/** A kernel that finds where the extreme lies. */
export type PositionOp = Extract<keyof typeof OP, `position${string}`>;

/** An array seen as `outer × length × inner`, worked along its middle axis. */
export interface MiddleAxis {
  /** Positions before the axis. */
  readonly outer: number;
  /** Length of the axis. */
  readonly length: number;
  /** Positions after it. */
  readonly inner: number;
}

const PARALLEL_FROM = 40_000;
/** Few results from long columns: every share takes a part of each column. */
const FEW_RESULTS = 1024;
const LONG_COLUMN = 2048;

const JOIN: Readonly<Record<ReduceOp, (a: number, b: number) => number>> = {
  reduceSum: (a, b) => a + b,
  reduceMax: Math.max,
  reduceMin: Math.min,
  reduceProd: (a, b) => a * b,
};

/** `out[o, i] = factor · collect(x[o, ·, i])`; sums are formed in doubles. */
export function reduce(kernels: Kernels, op: ReduceOp, x: Block, axis: MiddleAxis, out: Block, factor = 1): void {
  const { outer, length, inner } = axis;
  checkCounts({ outer, length, inner });
  const results = outer * inner;
  checkRoom("operand", x, results * length);
  checkRoom("result", out, results);
  const parallel = results * length > PARALLEL_FROM;
  if (results > FEW_RESULTS || length < LONG_COLUMN) {
    if (results > 0) kernels.run(OP[op], [x.address, outer, length, inner, out.address, factor], parallel);
    return;
  }
  const { shares } = kernels;
  const partial = kernels.alloc(2 * shares * results);
  kernels.run(OP[op], [x.address, outer, length, inner, 0, 0, partial.address], parallel);
  const parts = asFloat64(partial);
  for (let i = 0; i < results; i++) {
    let all = parts[i]!;
    for (let share = 1; share < shares; share++) all = JOIN[op](all, parts[share * results + i]!);
    out.f32[i] = factor * all;
  }
  kernels.free(partial);
}

/** Position of the first largest or smallest element along the axis, as integers. */
export function position(kernels: Kernels, op: PositionOp, x: Block, axis: MiddleAxis, out: Block): void {
  run(kernels, OP[op], x, axis, [out, axis.outer * axis.inner], []);
}

/** Running sums along the axis, with each element or without it, from the start or from the end. */
export function cumulate(
  kernels: Kernels,
  x: Block,
  axis: MiddleAxis,
  out: Block,
  { exclusive, reverse }: { readonly exclusive: boolean; readonly reverse: boolean },
): void {
  run(kernels, OP.cumulate, x, axis, [out, axis.outer * axis.length * axis.inner], [
    Number(exclusive),
    Number(reverse),
  ]);
}

function run(
  kernels: Kernels,
  op: number,
  x: Block,
  { outer, length, inner }: MiddleAxis,
  [out, outLength]: readonly [Block, number],
  rest: readonly number[],
): void {
  checkCounts({ outer, length, inner });
  const size = outer * length * inner;
  checkRoom("operand", x, size);
  checkRoom("result", out, outLength);
  if (size === 0) return;
  kernels.run(op, [x.address, outer, length, inner, out.address, ...rest], size > PARALLEL_FROM);
}
