import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import type { Block, Kernels } from "../../../src/kernels/mod.ts";
import {
  binary,
  type BinaryOp,
  compare,
  flagsToFloats,
  flagWords,
  logical,
  logicalNot,
  select,
  unary,
  type UnaryOp,
} from "../../../src/kernels/ops/elementwise.ts";
import { broadcastWalk } from "../../../src/kernels/strided_walk.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

const LENGTHS = [0, 1, 3, 15, 16, 17, 100, 70_001];

const UNARY: Readonly<Partial<Record<UnaryOp, (x: number, alpha: number, beta: number) => number>>> = {
  unaryAbs: Math.abs,
  unaryClipByValue: (x, alpha, beta) => Math.min(beta, Math.max(alpha, x)),
  unaryCube: (x) => x ** 3,
  unaryElu: (x) => x >= 0 ? x : Math.expm1(x),
  unaryExpm1: Math.expm1,
  unaryLeakyRelu: (x, alpha) => x < 0 ? alpha * x : x,
  unaryNeg: (x) => -x,
  unaryReciprocal: (x) => 1 / x,
  unaryRelu: (x) => Math.max(0, x),
  unaryRsqrt: (x) => 1 / Math.sqrt(x),
  unarySign: Math.sign,
  unarySqrt: Math.sqrt,
  unarySquare: (x) => x * x,
  unaryStep: (x, alpha) => x > 0 ? 1 : alpha,
};

const BINARY: Readonly<Record<BinaryOp, (a: number, b: number) => number>> = {
  binaryAdd: (a, b) => a + b,
  binaryDivide: (a, b) => a / b,
  binaryEluGradient: (a, b) => b >= 0 ? a : a * (b + 1),
  binaryMaximum: Math.max,
  binaryMinimum: Math.min,
  binaryMultiply: (a, b) => a * b,
  binarySquaredDifference: (a, b) => (a - b) ** 2,
  binarySub: (a, b) => a - b,
};

function normals(rng: Rng, length: number): Float32Array {
  return Float32Array.from({ length }, () => rng.normal());
}

function assertNear(got: ArrayLike<number>, want: (i: number) => number, what: string): void {
  for (let i = 0; i < got.length; i++) {
    const value = want(i);
    const near = Object.is(got[i], NaN)
      ? Number.isNaN(value)
      : Math.abs(got[i]! - value) <= 2e-6 * Math.abs(value) + 1e-7;
    assert(near, `${what}[${i}] is ${got[i]} instead of ${value}`);
  }
}

/** Flags in a block. */
function flagBlock(kernels: Kernels, flags: Uint8Array): { block: Block; bytes: Uint8Array } {
  const block = kernels.alloc(flagWords(flags.length));
  const bytes = new Uint8Array(block.f32.buffer, block.f32.byteOffset, flags.length);
  bytes.set(flags);
  return { block, bytes };
}

Deno.test("unary() equals its definition at every length, in place too", () => {
  const rng = new Rng(1);
  for (const kernels of kernelSets()) {
    for (const [op, definition] of Object.entries(UNARY) as [UnaryOp, (...n: number[]) => number][]) {
      for (const length of LENGTHS) {
        const values = normals(rng, length);
        const x = blockOf(kernels, values), out = kernels.alloc(length);
        unary(kernels, op, { x, out }, length, [-0.5, 0.8]);
        assertNear(
          out.f32,
          (i) => definition(values[i]!, Math.fround(-0.5), Math.fround(0.8)),
          `${kernels.kind} ${op}`,
        );
        const apart = Array.from(out.i32);
        unary(kernels, op, { x, out: x }, length, [-0.5, 0.8]);
        assert.deepEqual(Array.from(x.i32), apart, `${op} in place`);
        kernels.free(x);
        kernels.free(out);
      }
    }
  }
});

Deno.test("unary() and binary() give the same bytes on any number of threads", () => {
  const rng = new Rng(4);
  const length = 70_001;
  for (const kernels of kernelSets()) {
    const [x, y, out] = [normals(rng, length), normals(rng, length)].map((values) => blockOf(kernels, values)).concat(
      kernels.alloc(length),
    );
    const [one, ...others] = onThreads(kernels, () => {
      unary(kernels, "unaryExp", { x: x!, out: out! }, length);
      const first = Array.from(out!.i32);
      binary(kernels, "binaryDivide", { a: x!, b: y!, out: out! }, broadcastWalk([length], [length], [length]));
      return [first, Array.from(out!.i32)];
    });
    for (const other of others) assert.deepEqual(other, one);
    for (const block of [x!, y!, out!]) kernels.free(block);
  }
});

Deno.test("binary() equals its definition for equal shapes, single numbers, rows, columns and mixtures", () => {
  const rng = new Rng(2);
  const pairs = [[[70_001], [70_001]], [[37], [1]], [[1], [37]], [[9, 33], [33]], [[9, 33], [9, 1]], [[9, 1], [1, 33]]];
  for (const kernels of kernelSets()) {
    for (const [op, definition] of Object.entries(BINARY) as [BinaryOp, (a: number, b: number) => number][]) {
      for (const [shapeA, shapeB] of pairs as [number[], number[]][]) {
        const [nA, nB] = [shapeA, shapeB].map((shape) => shape.reduce((a, b) => a * b, 1)) as [number, number];
        const [va, vb] = [normals(rng, nA), normals(rng, nB)];
        const rank = Math.max(shapeA.length, shapeB.length);
        const at = (shape: number[], d: number) => shape[d - rank + shape.length] ?? 1;
        const shape = Array.from({ length: rank }, (_, d) => Math.max(at(shapeA, d), at(shapeB, d)));
        const width = shape.at(-1)!, total = shape.reduce((a, b) => a * b, 1);
        const index = (own: number[], i: number) => {
          const [row, column] = [Math.floor(i / width), i % width];
          return (rank === 2 && at(own, 0) > 1 ? row * at(own, 1) : 0) + (at(own, rank - 1) > 1 ? column : 0);
        };
        const [a, b, out] = [blockOf(kernels, va), blockOf(kernels, vb), kernels.alloc(total)];
        binary(kernels, op, { a, b, out }, broadcastWalk(shapeA, shapeB, shape));
        const want = (i: number) => definition(va[index(shapeA, i)]!, vb[index(shapeB, i)]!);
        assertNear(out.f32, want, `${kernels.kind} ${op} of ${shapeA} and ${shapeB}`);
        for (const block of [a, b, out]) kernels.free(block);
      }
    }
  }
});

Deno.test("compare(), logical(), logicalNot(), flagsToFloats() and select() equal their definitions at every length", () => {
  const rng = new Rng(3);
  for (const kernels of kernelSets()) {
    for (const length of LENGTHS) {
      const [va, vb] = [normals(rng, length), normals(rng, length)];
      const bits = [0, 1].map(() => Uint8Array.from({ length }, () => rng.integer(2)));
      const [a, b, floats] = [blockOf(kernels, va), blockOf(kernels, vb), kernels.alloc(length)];
      const [p, q, out] = [...bits, new Uint8Array(length)].map((flags) => flagBlock(kernels, flags));
      const walk = broadcastWalk([length], [length], [length]);
      compare(kernels, "compareLess", { a, b, out: out!.block }, walk);
      assert.deepEqual([...out!.bytes], Array.from(va, (value, i) => Number(value < vb[i]!)));
      logical(kernels, "logicalAnd", { a: p!.block, b: q!.block, out: out!.block }, walk);
      assert.deepEqual([...out!.bytes], Array.from(bits[0]!, (value, i) => value & bits[1]![i]!));
      logicalNot(kernels, p!.block, out!.block, length);
      assert.deepEqual([...out!.bytes], Array.from(bits[0]!, (value) => 1 - value));
      flagsToFloats(kernels, p!.block, floats, length);
      assert.deepEqual([...floats.f32], [...bits[0]!]);
      select(kernels, p!.block, { a, b, out: floats }, length);
      assert.deepEqual([...floats.f32], Array.from(bits[0]!, (flag, i) => (flag ? va : vb)[i]!));
      for (const block of [a, b, floats, p!.block, q!.block, out!.block]) kernels.free(block);
    }
  }
});

Deno.test("elementwise kernels refuse blocks that are too short", () => {
  for (const kernels of kernelSets()) {
    const [short, long] = [kernels.alloc(9), kernels.alloc(10)];
    const walk = broadcastWalk([10], [10], [10]);
    const calls = [
      () => unary(kernels, "unaryRelu", { x: short, out: long }, 10),
      () => unary(kernels, "unaryRelu", { x: long, out: short }, 10),
      () => binary(kernels, "binaryAdd", { a: short, b: long, out: long }, walk),
      () => binary(kernels, "binaryAdd", { a: long, b: short, out: long }, walk),
      () => binary(kernels, "binaryAdd", { a: long, b: long, out: short }, walk),
      () => compare(kernels, "compareLess", { a: short, b: long, out: long }, walk),
      () => logical(kernels, "logicalOr", { a: long, b: long, out: short }, broadcastWalk([37], [37], [37])),
      () => logicalNot(kernels, short, long, 37),
      () => flagsToFloats(kernels, long, short, 10),
      () => select(kernels, long, { a: long, b: short, out: long }, 10),
      () => unary(kernels, "unaryRelu", { x: long, out: long }, -1),
      () => unary(kernels, "unaryRelu", { x: long, out: long }, 1.5),
    ];
    for (const call of calls) assert.throws(call, (error: unknown) => isWeftError(error, "Misaligned"));
    kernels.free(short);
    kernels.free(long);
  }
});
