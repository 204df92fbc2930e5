import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import type { Block } from "../../../src/kernels/block.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { spmm, type SpmmScales } from "../../../src/kernels/ops/spmm.ts";
import { randomOperator } from "../../engine/helpers.ts";
import { blockOf, kernelSets } from "../helpers.ts";

/** `scale · A x + share · addend` in doubles, one entry after another. */
function oracle(
  { nRows, indptr, indices, values }: ReturnType<typeof randomOperator>["forward"],
  x: Float32Array,
  width: number,
  addend: Float32Array | undefined,
  { product = 1, addend: share = 1 }: SpmmScales,
): number[] {
  const out = new Array<number>(nRows * width).fill(0);
  for (let i = 0; i < nRows; i++) {
    for (let f = 0; f < width; f++) {
      let sum = 0;
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sum += values[p]! * x[indices[p]! * width + f]!;
      out[i * width + f] = product * sum + (addend ? share * addend[i * width + f]! : 0);
    }
  }
  return out;
}

const CASES = [[0, 0, 4], [1, 1, 1], [3, 2, 0], [5, 9, 3], [7, 7, 16], [40, 33, 50], [33, 40, 65], [
  90,
  90,
  141,
]] as const;

function withBlocks(kernels: Kernels, arrays: readonly ArrayLike<number>[], work: (blocks: Block[]) => void): void {
  const blocks = arrays.map((array) => blockOf(kernels, array));
  work(blocks);
  for (const block of blocks) kernels.free(block);
}

Deno.test("spmm() adds what each row lists, times its weight, at every width", () => {
  for (const kernels of kernelSets()) {
    for (const [nRows, nCols, width] of CASES) {
      const rng = new Rng(nRows + width);
      const { forward } = randomOperator(rng, nRows, nCols);
      const x = Float32Array.from({ length: nCols * width }, () => rng.normal());
      const plus = Float32Array.from({ length: nRows * width }, () => rng.normal());
      const { indptr, indices, values } = forward;
      withBlocks(kernels, [indptr, indices, values, x, plus, plus], ([ptr, idx, val, xs, addend, out]) => {
        const matrix = { nRows, nCols, indptr: ptr!, indices: idx!, values: val! };
        for (const [given, scales] of [[undefined, {}], [plus, {}], [plus, { product: 0.9, addend: 0.1 }]] as const) {
          out!.f32.fill(NaN);
          spmm(kernels, matrix, xs!, out!, width, given && addend!, scales);
          const want = oracle(forward, x, width, given, scales);
          out!.f32.forEach((value, p) => assert(Math.abs(value - want[p]!) < 2e-6 * Math.max(1, Math.abs(want[p]!))));
        }
      });
    }
  }
});

Deno.test("spmm() adds a row to every row, in place too, for every width up to several blocks of vectors", () => {
  for (const kernels of kernelSets()) {
    for (let width = 1; width <= 150; width++) {
      const rng = new Rng(width), nRows = 5, nCols = 6;
      const { forward } = randomOperator(rng, nRows, nCols);
      const [x, plus, level] = [nCols * width, nRows * width, width].map((length) =>
        Float32Array.from({ length }, () => rng.normal())
      );
      const { indptr, indices, values } = forward;
      withBlocks(kernels, [indptr, indices, values, x!, plus!, level!], ([ptr, idx, val, xs, out, row]) => {
        const matrix = { nRows, nCols, indptr: ptr!, indices: idx!, values: val! };
        const scales = { product: 0.9, addend: 0.5 };
        spmm(kernels, matrix, xs!, out!, width, out!, { ...scales, level: { row: row!, factor: 3 } });
        const want = oracle(forward, x!, width, plus!, scales);
        out!.f32.forEach((value, p) => {
          const full = want[p]! + 3 * level![p % width]!;
          assert(Math.abs(value - full) < 3e-6 * Math.max(1, Math.abs(full)), `${kernels.kind}, ${width}, ${p}`);
        });
        const short = blockOf(kernels, level!.subarray(1));
        assert.throws(
          () => spmm(kernels, matrix, xs!, out!, width, out!, { level: { row: short, factor: 1 } }),
          { tag: "Misaligned", message: /row for all/ },
        );
        kernels.free(short);
      });
    }
  }
});

Deno.test("spmm() reads its weights through a map, and may write over what it adds", () => {
  for (const kernels of kernelSets()) {
    const indptr = Int32Array.of(0, 2, 3), indices = Int32Array.of(0, 1, 1), places = Int32Array.of(1, 0, 1);
    const arrays = [
      indptr,
      indices,
      places,
      new Float32Array([10, 2]),
      new Float32Array([1, 3]),
      new Float32Array([5, 6]),
    ];
    withBlocks(kernels, arrays, ([ptr, idx, map, values, x, out]) => {
      const matrix = { nRows: 2, nCols: 2, indptr: ptr!, indices: idx!, values: values! };
      spmm(kernels, { ...matrix, map: { places: map!, nValues: 2 } }, x!, out!, 1, out!);
      assert.deepEqual([...out!.f32], [5 + 2 + 30, 6 + 6]);
    });
  }
});

Deno.test("spmm() gives the same bytes on 1, 2 and 4 threads, also beyond the caches", () => {
  for (const kernels of kernelSets()) {
    const before = kernels.threads;
    const [nRows, width] = [33_000, 64];
    const rng = new Rng(3);
    const indptr = Int32Array.from({ length: nRows + 1 }, (_, i) => 3 * i);
    const indices = Int32Array.from({ length: 3 * nRows }, () => rng.integer(nRows));
    const values = Float32Array.from(indices, () => rng.normal());
    const x = new Float32Array(nRows * width).map((_, p) => Math.fround(Math.sin(p)));
    withBlocks(kernels, [indptr, indices, values, x, x], ([ptr, idx, val, xs, out]) => {
      const matrix = { nRows, nCols: nRows, indptr: ptr!, indices: idx!, values: val! };
      const found = [1, 2, 4].map((threads) => {
        kernels.useThreads(threads);
        spmm(kernels, matrix, xs!, out!, width);
        return out!.i32.slice();
      });
      assert.deepEqual(found[1], found[0]);
      assert.deepEqual(found[2], found[0]);
      const row = 32_999;
      const want = oracle(
        {
          nRows: 1,
          nCols: nRows,
          indptr: Int32Array.of(0, 3),
          indices: indices.subarray(3 * row),
          values: values.subarray(3 * row),
        },
        x,
        width,
        undefined,
        {},
      );
      want.forEach((value, f) => assert(Math.abs(value - out!.f32[row * width + f]!) < 1e-5));
    });
    kernels.useThreads(before);
  }
});

Deno.test("spmm() refuses blocks that are too short", () => {
  const [kernels] = kernelSets();
  const lengths = { indptr: 4, indices: 2, values: 2, x: 6, out: 9, addend: 9, map: 2 };
  const call = (cut: Partial<typeof lengths>, map = false) => {
    const sizes = { ...lengths, ...cut };
    const blocks = Object.fromEntries(Object.entries(sizes).map(([name, length]) => [name, kernels!.alloc(length)]));
    try {
      const { indptr, indices, values, x, out, addend } = blocks as Record<keyof typeof lengths, Block>;
      const chosen = map ? { map: { places: blocks["map"]!, nValues: 2 } } : {};
      spmm(kernels!, { nRows: 3, nCols: 2, indptr, indices, values, ...chosen }, x, out, 3, addend);
    } finally {
      for (const block of Object.values(blocks)) kernels!.free(block);
    }
  };
  const refused = (what: RegExp) => (error: unknown) => isWeftError(error, "Misaligned") && what.test(error.message);
  assert.throws(() => call({ indptr: 3 }), refused(/4 elements from 0 in the indptr but found 3/));
  assert.throws(() => call({ values: 1 }), refused(/2 elements from 0 in the values but found 1/));
  assert.throws(() => call({ x: 5 }), refused(/6 elements from 0 in the x but found 5/));
  assert.throws(() => call({ out: 8 }), refused(/9 elements from 0 in the product but found 8/));
  assert.throws(() => call({ addend: 8 }), refused(/9 elements from 0 in the addend but found 8/));
  assert.throws(() => call({ map: 1 }, true), refused(/2 elements from 0 in the map but found 1/));
});
