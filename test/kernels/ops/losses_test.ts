import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { tripletIndex } from "../../../src/engine/triplet_index.ts";
import type { Block, Kernels } from "../../../src/kernels/mod.ts";
import { mse } from "../../../src/kernels/ops/mse.ts";
import { scale } from "../../../src/kernels/ops/scale.ts";
import { triplet, tripletGradient } from "../../../src/kernels/ops/triplet.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

const normals = (rng: Rng, n: number) => Float32Array.from({ length: n }, () => rng.normal());
const close = (got: number, want: number, bound: number) =>
  assert(Math.abs(got - want) <= bound * Math.max(1, Math.abs(want)), `got ${got}, want ${want}`);

Deno.test("mse() is a float64 sum to 1e-6, with its gradient, for any length", () => {
  for (const kernels of kernelSets()) {
    for (const n of [0, 1, 7, 16, 63, 1_025, 100_003]) {
      const [a, b] = [normals(new Rng(n), n), normals(new Rng(n + 1), n)];
      const blocks = [blockOf(kernels, a), blockOf(kernels, b), kernels.alloc(n)] as const;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (a[i]! - b[i]!) ** 2;
      close(mse(kernels, ...blocks) * Math.max(1, n) / Math.max(1, sum), sum / Math.max(1, sum), 1e-6);
      for (let i = 0; i < n; i++) close(blocks[2].f32[i]! * n, 2 * (a[i]! - b[i]!), 1e-6);
      blocks.forEach((block) => kernels.free(block));
    }
  }
});

Deno.test("mse() of many equal small terms stays exact", () => {
  for (const kernels of kernelSets()) {
    const x = blockOf(kernels, new Float32Array(1_000_000).fill(1e-3));
    const zero = blockOf(kernels, new Float32Array(1_000_000));
    close(mse(kernels, x, zero) * 1e6, Math.fround(1e-3) ** 2 * 1e6, 1e-6);
    [x, zero].forEach((block) => kernels.free(block));
  }
});

Deno.test("mse() lets not-a-numbers through and refuses blocks that are too short", () => {
  for (const kernels of kernelSets()) {
    const x = blockOf(kernels, Float32Array.of(1, NaN, 3)), y = blockOf(kernels, new Float32Array(3));
    assert(Number.isNaN(mse(kernels, x, y)));
    const short = kernels.alloc(2);
    assert.throws(() => mse(kernels, x, short), { tag: "Misaligned", message: /3 elements from 0 in the target/ });
    assert.throws(() => mse(kernels, x, y, short), { tag: "Misaligned", message: /in the gradient/ });
    [x, y, short].forEach((block) => kernels.free(block));
  }
});

Deno.test("scale() multiplies in place", () => {
  for (const kernels of kernelSets()) {
    for (const n of [0, 1, 33, 200_001]) {
      const x = normals(new Rng(n), n), block = blockOf(kernels, x);
      scale(kernels, block, -2.5);
      assert.deepEqual(block.f32.slice(), x.map((value) => value * -2.5));
      kernels.free(block);
    }
  }
});

interface Problem {
  readonly z: Float32Array;
  readonly width: number;
  readonly nRows: number;
  readonly triplets: Int32Array;
}

function problem(nRows: number, width: number, count: number): Problem {
  const rng = new Rng(nRows + count);
  const triplets = Int32Array.from({ length: 3 * count }, () => rng.integer(nRows));
  return { z: normals(rng, nRows * width), width, nRows, triplets };
}

function run(kernels: Kernels, { z, width, nRows, triplets }: Problem, margin: number): [number, Float32Array] {
  const index = tripletIndex(triplets, nRows);
  const made: Block[] = [];
  const put = (array: ArrayLike<number>) => made[made.push(blockOf(kernels, array)) - 1]!;
  const blocks = {
    count: triplets.length / 3,
    nRows,
    triplets: put(triplets),
    starts: put(index.starts),
    others: put(index.others),
    differences: put(index.differences),
  };
  const [rows, coefficients, out] = [put(z), put(new Float32Array(2 * blocks.count)), put(z.map(() => NaN))];
  const value = triplet(kernels, rows!, width, blocks, margin, coefficients!);
  tripletGradient(kernels, rows!, width, blocks, coefficients!, 3, out!);
  const gradient = out!.f32.slice();
  made.forEach((block) => kernels.free(block));
  return [value, gradient];
}

function plain({ z, width, triplets }: Problem, margin: number): [number, Float64Array] {
  const gradient = new Float64Array(z.length);
  const count = triplets.length / 3;
  let sum = 0;
  const difference = (i: number, j: number) =>
    Array.from({ length: width }, (_, f) => z[i * width + f]! - z[j * width + f]! + 1e-6);
  for (let t = 0; t < count; t++) {
    const [a, p, n] = triplets.subarray(3 * t) as unknown as [number, number, number];
    const [near, far] = [difference(a, p), difference(a, n)];
    const [x, y] = [Math.hypot(...near), Math.hypot(...far)];
    if (x - y + margin <= 0) continue;
    sum += x - y + margin;
    for (let f = 0; f < width; f++) {
      const [u, v] = [3 * near[f]! / x / count, 3 * far[f]! / y / count];
      gradient[a * width + f]! += u - v;
      gradient[p * width + f]! -= u;
      gradient[n * width + f]! += v;
    }
  }
  return [sum / Math.max(1, count), gradient];
}

Deno.test("triplet() and tripletGradient() follow a plain loop in float64", () => {
  for (const kernels of kernelSets()) {
    for (const [nRows, width, count] of [[1, 1, 1], [5, 3, 0], [9, 7, 30], [40, 16, 400], [300, 65, 900]] as const) {
      const data = problem(nRows, width, count);
      const [value, gradient] = run(kernels, data, 0.5);
      const [wanted, slopes] = plain(data, 0.5);
      close(value, wanted, 2e-6);
      gradient.forEach((slope, i) => close(slope, slopes[i]!, 5e-6));
    }
  }
});

Deno.test("triplet() gives the same bytes on 1, 2 and 4 threads", () => {
  const data = problem(800, 33, 3_000);
  for (const kernels of kernelSets()) {
    const [one, two, four] = onThreads(kernels, () => run(kernels, data, 1));
    assert.deepEqual(two, one);
    assert.deepEqual(four, one);
  }
});

Deno.test("triplet() refuses blocks that are too short", () => {
  for (const kernels of kernelSets()) {
    const short = kernels.alloc(1);
    const blocks = { count: 1, nRows: 2, triplets: short, starts: short, others: short, differences: short };
    assert.throws(() => triplet(kernels, short, 2, blocks, 1, short), { tag: "Misaligned", message: /rows/ });
    assert.throws(() => triplet(kernels, kernels.alloc(4), 2, blocks, 1, short), { tag: "Misaligned" });
    assert.throws(() => tripletGradient(kernels, kernels.alloc(4), 2, blocks, kernels.alloc(2), 1, short), {
      tag: "Misaligned",
      message: /starts/,
    });
  }
});
