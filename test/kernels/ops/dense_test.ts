import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Block } from "../../../src/kernels/block.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { dense } from "../../../src/kernels/ops/dense.ts";
import { denseBackward } from "../../../src/kernels/ops/dense_backward.ts";
import { gemm } from "../../../src/kernels/ops/gemm.ts";
import { assertClose, normals } from "../../engine/helpers.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

function product(a: Float32Array, b: Float32Array, rows: number, depth: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < depth; k++) {
      for (let j = 0; j < columns; j++) out[i * columns + j]! += a[i * depth + k]! * b[k * columns + j]!;
    }
  }
  return out;
}

function turned(a: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: a.length }, (_, p) => a[(p % rows) * columns + Math.floor(p / rows)]!);
}

const SIZES = [[0, 2, 3], [1, 1, 1], [5, 0, 3], [3, 700, 90], [40, 33, 130], [600, 18, 35], [17, 5, 34]] as const;

Deno.test("gemm() is the product of matrices stored either way, by rows and by columns, added or put", () => {
  for (const kernels of kernelSets()) {
    for (const [rows, depth, columns] of SIZES) {
      const rng = new Rng(depth);
      const a = normals(rng, rows * depth), b = normals(rng, depth * columns), c = normals(rng, rows * columns);
      const want = product(a, b, rows, depth, columns);
      for (const [ta, tb] of [[false, false], [true, false], [false, true], [true, true]] as const) {
        // The first element is passed over, so that nothing is aligned.
        const shifted = (values: Float32Array) => blockOf(kernels, Float32Array.of(NaN, ...values));
        const left = shifted(ta ? turned(a, rows, depth) : a), right = shifted(tb ? turned(b, depth, columns) : b);
        const out = shifted(c);
        const operands = [
          { block: left, rows, columns: depth, transposed: ta, offset: 1 },
          { block: right, rows: depth, columns, transposed: tb, offset: 1 },
          { block: out, offset: 1 },
        ] as const;
        gemm(kernels, ...operands, { accumulate: true });
        assertClose(out.f32.slice(1), want.map((v, i) => v + c[i]!), 2e-6, `${kernels.kind} ${[rows, depth, columns]}`);
        gemm(kernels, ...operands);
        assertClose(out.f32.slice(1), want, 2e-6);
        assert(Number.isNaN(out.f32[0]));
        for (const block of [left, right, out]) kernels.free(block);
      }
    }
  }
});

function gradients(kernels: Kernels, rows: number, depths: readonly number[], columns: number): Float32Array[] {
  const rng = new Rng(rows);
  const total = depths.reduce((a, b) => a + b);
  const weight = normals(rng, total * columns), dy = normals(rng, rows * columns);
  const xs = depths.map((depth) => normals(rng, rows * depth));
  const blocks = [weight, dy].map((values) => blockOf(kernels, values));
  const out = kernels.alloc(rows * columns);
  const parts = xs.map((x, q) => {
    const columns = depths[q]!;
    return { block: blockOf(kernels, x), rows, columns, gradient: kernels.alloc(rows * columns) };
  });
  dense(kernels, { parts, weight: blocks[0]!, out, columns });
  const [dWeight, dBias] = [weight.length, columns].map((length) => kernels.alloc(length)) as [Block, Block];
  denseBackward(kernels, { dy: blocks[1]!, weight: blocks[0]!, parts, columns, dWeight, dBias });
  const ofWeights = Float32Array.from([...dWeight.f32, ...dBias.f32]);
  const found = [out.f32.slice(), ofWeights, ...parts.map(({ gradient }) => gradient.f32.slice())];
  for (const block of [...blocks, out, dWeight, dBias, ...parts.flatMap(({ block, gradient }) => [block, gradient])]) {
    kernels.free(block);
  }
  let above = 0;
  const y = new Float64Array(rows * columns);
  const wanted: number[] = [];
  depths.forEach((depth, q) => {
    const w = weight.slice(above * columns, (above + depth) * columns);
    product(xs[q]!, w, rows, depth, columns).forEach((value, p) => y[p]! += value);
    wanted.push(...product(turned(xs[q]!, rows, depth), dy, depth, rows, columns));
    const dx = product(dy, turned(w, depth, columns), rows, columns, depth);
    assertClose(found[2 + q]!, dx, 3e-6, `${kernels.kind} dx`);
    above += depth;
  });
  wanted.push(...product(new Float32Array(rows).fill(1), dy, 1, rows, columns));
  assertClose(found[0]!, y, 3e-6, `${kernels.kind} y`);
  assertClose(found[1]!, wanted, 3e-6, `${kernels.kind} dW`);
  return found;
}

Deno.test("dense() and denseBackward() agree with plain loops, however they are cut", () => {
  for (const kernels of kernelSets()) {
    const { live } = kernels.memory;
    gradients(kernels, 0, [3], 2);
    gradients(kernels, 40, [300], 130);
    gradients(kernels, 700, [33, 20], 50);
    gradients(kernels, 600, [260], 140);
    gradients(kernels, 30, [3, 1, 4, 1, 5], 9);
    assert.equal(kernels.memory.live, live);
  }
});

Deno.test("dense() and denseBackward() give the same bytes on any number of threads", () => {
  for (const kernels of kernelSets()) {
    for (const [rows, depths, columns] of [[90, [300], 200], [900, [40, 30], 50]] as const) {
      const [first, ...others] = onThreads(kernels, () => gradients(kernels, rows, depths, columns));
      for (const other of others) assert.deepEqual(other, first);
    }
  }
});

Deno.test("dense() and denseBackward() refuse weights that are too short", () => {
  const [kernels] = kernelSets();
  const block = kernels!.alloc(60), short = kernels!.alloc(29);
  const parts = [{ block, rows: 10, columns: 6 }];
  const want = /room for 30 elements from 0 in the weights/;
  assert.throws(() => dense(kernels!, { parts, weight: short, out: block, columns: 5 }), want);
  const whole = { dy: block, weight: block, parts, columns: 5, dWeight: block, dBias: block };
  assert.throws(() => denseBackward(kernels!, { ...whole, weight: short }), want);
  assert.throws(() => denseBackward(kernels!, { ...whole, dWeight: short }), /gradient of the weights/);
  const less = kernels!.alloc(4);
  assert.throws(() => denseBackward(kernels!, { ...whole, dBias: less }), /gradient of the bias/);
  kernels!.free(less);
  kernels!.free(block);
  kernels!.free(short);
});
