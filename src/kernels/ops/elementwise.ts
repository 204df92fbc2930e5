import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { reach, type StridedWalk } from "../strided_walk.ts";

/** A kernel `out = f(x)`. */
export type UnaryOp = Extract<keyof typeof OP, `unary${string}`>;
/** A kernel `out = f(a, b)` on floats. */
export type BinaryOp = Extract<keyof typeof OP, `binary${string}`>;
/** A kernel that compares floats and gives flags. */
export type CompareOp = Extract<keyof typeof OP, `compare${string}`>;
/** A kernel on two flags. */
export type LogicalOp = "logicalAnd" | "logicalOr";

/** Two operands and the result of an elementwise kernel. */
export interface Pair {
  /** Left operand. */
  readonly a: Block;
  /** Right operand. */
  readonly b: Block;
  /** Result, as long as the walk. */
  readonly out: Block;
}

const PARALLEL_FROM = 60_000;
/** Functions that cost several multiplications an element pay sooner. */
const PARALLEL_FROM_COSTLY = 8_000;
const CHEAP = /Relu|Step|Sign|Abs|Neg|Square|Cube|Floor|Ceil|Round|Clip/;

/** 32-bit elements that hold so many flags of one byte. */
export function flagWords(flags: number): number {
  return Math.ceil(flags / 4);
}

/** `out = f(x; alpha, beta)` of `length` floats; may work in place. */
export function unary(
  kernels: Kernels,
  op: UnaryOp,
  { x, out }: Pick<Pair, "out"> & { readonly x: Block },
  length: number,
  [alpha, beta]: readonly [number, number] = [0, 0],
): void {
  checkRoom("operand", x, length);
  checkRoom("result", out, length);
  const worth = CHEAP.test(op) ? PARALLEL_FROM : PARALLEL_FROM_COSTLY;
  kernels.run(OP[op], [x.address, out.address, length, alpha, beta], length > worth);
}

/** `out = f(a, b)`; may work in place on an operand that is walked like the result. */
export function binary(kernels: Kernels, op: BinaryOp, pair: Pair, walk: StridedWalk): void {
  checkRoom("left operand", pair.a, reach(walk, "a")[1]);
  checkRoom("right operand", pair.b, reach(walk, "b")[1]);
  checkRoom("result", pair.out, walk.total);
  run(kernels, OP[op], pair, walk);
}

/** Flags `a < b` and the like. */
export function compare(kernels: Kernels, op: CompareOp, pair: Pair, walk: StridedWalk): void {
  checkRoom("left operand", pair.a, reach(walk, "a")[1]);
  checkRoom("right operand", pair.b, reach(walk, "b")[1]);
  checkRoom("result", pair.out, flagWords(walk.total));
  run(kernels, OP[op], pair, walk);
}

/** Flags of flags. */
export function logical(kernels: Kernels, op: LogicalOp, pair: Pair, walk: StridedWalk): void {
  checkRoom("left operand", pair.a, flagWords(reach(walk, "a")[1]));
  checkRoom("right operand", pair.b, flagWords(reach(walk, "b")[1]));
  checkRoom("result", pair.out, flagWords(walk.total));
  run(kernels, OP[op], pair, walk);
}

function run(kernels: Kernels, op: number, { a, b, out }: Pair, { total, inner, outer }: StridedWalk): void {
  if (total === 0) return;
  const args = [a.address, b.address, out.address, total, inner.length, inner.a, inner.b, ...outer];
  kernels.run(op, args, total > PARALLEL_FROM);
}

/** `out = 1 − flag`. */
export function logicalNot(kernels: Kernels, x: Block, out: Block, length: number): void {
  checkRoom("flags", x, flagWords(length));
  checkRoom("result", out, flagWords(length));
  kernels.run(OP.logicalNot, [x.address, out.address, length], length > PARALLEL_FROM);
}

/** Flags as floats 0 and 1. */
export function flagsToFloats(kernels: Kernels, x: Block, out: Block, length: number): void {
  checkRoom("flags", x, flagWords(length));
  checkRoom("result", out, length);
  kernels.run(OP.flagsToFloats, [x.address, out.address, length], length > PARALLEL_FROM);
}

/** `out = flag ? a : b` of any 32-bit type. */
export function select(kernels: Kernels, flags: Block, { a, b, out }: Pair, length: number): void {
  checkRoom("flags", flags, flagWords(length));
  for (const block of [a, b, out]) checkRoom("operand", block, length);
  const args = [flags.address, a.address, b.address, out.address, length];
  kernels.run(OP.select, args, length > PARALLEL_FROM);
}
