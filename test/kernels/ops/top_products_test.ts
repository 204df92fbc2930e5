import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { combine } from "../../../src/kernels/ops/combine.ts";
import { topCandidates, topProducts } from "../../../src/kernels/ops/top_products.ts";
import { normals } from "../../engine/helpers.ts";
import { blockOf, kernelSets } from "../helpers.ts";

/** Random rows of length 1. */
function unit(rng: Rng, n: number, width: number): Float32Array {
  const x = normals(rng, n * width);
  for (let i = 0; i < n; i++) {
    const row = x.subarray(i * width, (i + 1) * width);
    const length = Math.hypot(...row);
    row.forEach((value, f) => row[f] = value / length);
  }
  return x;
}

function products(a: Float32Array, b: Float32Array, width: number, i: number, columns: readonly number[]): number[] {
  return columns.map((j) => {
    let sum = 0;
    for (let f = 0; f < width; f++) sum += a[i * width + f]! * b[j * width + f]!;
    return sum;
  });
}

/** Every column taken is distinct, rising, and no product left out is larger than one taken, by more than rounding. */
function assertLargest(taken: Int32Array, offered: readonly number[], values: readonly number[]): void {
  for (let e = 1; e < taken.length; e++) assert(taken[e - 1]! < taken[e]!, `columns ${taken}`);
  const chosen = new Set(taken);
  let least = Infinity, left = -Infinity;
  offered.forEach((j, at) => {
    if (chosen.delete(j)) least = Math.min(least, values[at]!);
    else left = Math.max(left, values[at]!);
  });
  assert.equal(chosen.size, 0, "columns that were not offered");
  assert(left <= least + 1e-6, `left out ${left}, took ${least}`);
}

function found(kernels: Kernels, a: Float32Array, b: Float32Array, width: number, k: number): Int32Array {
  const [nRows, nCols] = [a.length / width, b.length / width];
  const blocks = [blockOf(kernels, a), blockOf(kernels, b), kernels.alloc(nRows * k)] as const;
  topProducts(kernels, { a: blocks[0], b: blocks[1], nRows, nCols, width, k }, blocks[2]);
  const columns = blocks[2].i32.slice(0, nRows * k);
  for (const block of blocks) kernels.free(block);
  return columns;
}

const SHAPES = [[1, 1, 1, 1], [5, 7, 3, 7], [97, 40, 12, 20], [40, 500, 32, 20], [300, 700, 33, 5], [7, 260, 8, 240]];

Deno.test("topProducts() takes the largest products of every row, whatever the shape", () => {
  for (const kernels of kernelSets()) {
    for (const [nRows, nCols, width, k] of SHAPES as [number, number, number, number][]) {
      const rng = new Rng(nRows + nCols);
      const [a, b] = [unit(rng, nRows, width), unit(rng, nCols, width)];
      const columns = found(kernels, a, b, width, k);
      const all = Array.from({ length: nCols }, (_, j) => j);
      for (let i = 0; i < nRows; i++) {
        assertLargest(columns.slice(i * k, (i + 1) * k), all, products(a, b, width, i, all));
      }
    }
    assert.equal(found(kernels, new Float32Array(0), new Float32Array([1]), 1, 1).length, 0);
  }
});

Deno.test("topProducts() takes the smaller rows of equal products", () => {
  for (const kernels of kernelSets()) {
    const b = new Float32Array(400).fill(0.5);
    assert.deepEqual([...found(kernels, new Float32Array([1, -1]), b, 1, 3)], [0, 1, 2, 0, 1, 2]);
    // A row of zeros has equal products with all.
    assert.deepEqual([...found(kernels, new Float32Array([0]), unit(new Rng(1), 9, 1), 1, 2)], [0, 1]);
  }
});

Deno.test("topProducts() names rows of b only, even where numbers are none", () => {
  for (const kernels of kernelSets()) {
    const a = new Float32Array(4).fill(NaN), b = unit(new Rng(2), 600, 2);
    const columns = found(kernels, a, b, 2, 250);
    assert(columns.every((j) => j >= 0 && j < 600));
  }
});

Deno.test("topProducts() gives the same bytes on 1, 2 and 4 threads", () => {
  for (const kernels of kernelSets()) {
    const rng = new Rng(5);
    const [a, b] = [unit(rng, 1500, 16), unit(rng, 1400, 16)];
    const before = kernels.threads;
    const [one, ...others] = [1, 2, 4].map((threads) => {
      kernels.useThreads(threads);
      return found(kernels, a, b, 16, 20);
    });
    kernels.useThreads(before);
    for (const other of others) assert.deepEqual(other, one);
  }
});

Deno.test("topCandidates() takes the largest of those offered, all of them where there are few", () => {
  for (const kernels of kernelSets()) {
    const rng = new Rng(3), nRows = 50, nCols = 80, width = 9, k = 4;
    const [a, b] = [unit(rng, nRows, width), unit(rng, nCols, width)];
    const lists = Array.from({ length: nRows }, (_, i) => [...rng.sample(nCols, i % 11)].sort((x, y) => x - y));
    const indptr = new Int32Array(nRows + 1), starts = new Int32Array(nRows + 1);
    lists.forEach((list, i) => {
      indptr[i + 1] = indptr[i]! + list.length;
      starts[i + 1] = starts[i]! + Math.min(k, list.length);
    });
    const blocks = [indptr, Int32Array.from(lists.flat()), a, b, starts].map((array) => blockOf(kernels, array));
    const columns = kernels.alloc(starts[nRows]!);
    const pattern = { nRows, nCols, indptr: blocks[0]!, indices: blocks[1]! };
    const operands = { a: blocks[2]!, b: blocks[3]!, nRows, nCols, width, k };
    topCandidates(kernels, pattern, operands, { starts: blocks[4]!, columns });
    lists.forEach((list, i) => {
      assertLargest(columns.i32.slice(starts[i], starts[i + 1]), list, products(a, b, width, i, list));
    });
    for (const block of [...blocks, columns]) kernels.free(block);
  }
});

Deno.test("topProducts() and combine() refuse blocks that are too short, and more columns than there are", () => {
  for (const kernels of kernelSets()) {
    const block = kernels.alloc(6);
    const operands = { a: block, b: block, nRows: 3, nCols: 3, width: 2, k: 2 };
    const short = (error: unknown) => isWeftError(error, "Misaligned");
    assert.throws(() => topProducts(kernels, { ...operands, nRows: 100 }, block), short);
    assert.throws(() => topProducts(kernels, { ...operands, nCols: 100 }, block), short);
    assert.throws(() => topProducts(kernels, { ...operands, k: 3 }, block), short);
    assert.throws(() => topProducts(kernels, { ...operands, nCols: 1 }, block), /k to be at most 1/);
    const one = { block, factor: 1 };
    assert.throws(() => combine(kernels, one, one, 100, block), short);
    kernels.free(block);
  }
});

Deno.test("combine() adds two arrays with their factors, in place too, at every length", () => {
  for (const kernels of kernelSets()) {
    for (const n of [0, 1, 7, 16, 33, 100]) {
      const rng = new Rng(n);
      const [x, y] = [normals(rng, n), normals(rng, n)];
      const [a, b] = [blockOf(kernels, x), blockOf(kernels, y)];
      combine(kernels, { block: a, factor: 0.5 }, { block: b, factor: -2 }, n, b);
      x.forEach((value, i) => assert(Math.abs(b.f32[i]! - (0.5 * value - 2 * y[i]!)) < 1e-6));
      for (const block of [a, b]) kernels.free(block);
    }
  }
});
