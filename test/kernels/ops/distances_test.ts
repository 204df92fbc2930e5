import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { asFloat64, float64Block } from "../../../src/kernels/float64.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { distances, packDistanceBase } from "../../../src/kernels/ops/distances.ts";
import { kernelSets, onThreads } from "../helpers.ts";

function squared(x: Float64Array, i: number, y: Float64Array, j: number, width: number): number {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += (x[i * width + c]! - y[j * width + c]!) ** 2;
  return sum;
}

function measure(kernels: Kernels, queries: Float64Array, base: Float64Array, width: number, first = 0): Float64Array {
  const [rows, count] = [base.length / width, queries.length / width - first];
  const [block, packed] = [float64Block(kernels, queries), packDistanceBase(kernels, base, width)];
  const out = kernels.alloc(2 * count * rows);
  distances(kernels, { block, first, count }, { packed, rows, width }, out);
  const found = asFloat64(out, count * rows).slice();
  for (const taken of [block, packed, out]) kernels.free(taken);
  return found;
}

Deno.test("distances() are JavaScript's sums to the last bit, on every kind of kernel and for odd shapes", () => {
  const rng = new Rng(31);
  for (
    const [rows, count, width] of [[1, 1, 1], [2, 3, 5], [7, 4, 64], [16, 9, 3], [33, 6, 17], [130, 21, 50]] as const
  ) {
    const make = (n: number) => Float64Array.from({ length: n * width }, () => rng.normal() * 10 ** rng.integer(5));
    const [base, queries] = [make(rows), make(count)];
    for (const kernels of kernelSets()) {
      for (const first of [0, count - 1]) {
        const got = measure(kernels, queries, base, width, first);
        const want = Float64Array.from(
          { length: (count - first) * rows },
          (_, p) => squared(queries, first + Math.floor(p / rows), base, p % rows, width),
        );
        assert.deepEqual(got, want, `${rows} × ${width} on ${kernels.kind}`);
      }
    }
  }
});

Deno.test("distances() of no query are none, and the same bytes on any number of threads", () => {
  const rng = new Rng(32);
  const x = Float64Array.from({ length: 300 * 9 }, () => rng.normal());
  for (const kernels of kernelSets()) {
    const before = kernels.memory.live;
    assert.equal(measure(kernels, x, x, 9, 300).length, 0);
    const [one, ...more] = onThreads(kernels, () => measure(kernels, x, x, 9));
    for (const found of more) assert.deepEqual(found, one);
    assert.equal(kernels.memory.live, before);
  }
});

Deno.test("distances() refuses rows beyond the queries and results that are too short", () => {
  const [kernels] = kernelSets();
  const x = Float64Array.from({ length: 20 }, (_, p) => p);
  const [block, packed, out] = [float64Block(kernels!, x), packDistanceBase(kernels!, x, 4), kernels!.alloc(2 * 25)];
  const base = { packed, rows: 5, width: 4 };
  const run = (first: number, count: number, to = out) => distances(kernels!, { block, first, count }, base, to);
  run(0, 5);
  assert.throws(() => run(3, 3), { tag: "Misaligned", message: /queries/ });
  assert.throws(() => run(-1, 2), { tag: "InvalidArgument", message: /first/ });
  assert.throws(() => run(0, 5, kernels!.alloc(49)), { tag: "Misaligned", message: /distances/ });
  assert.throws(() => distances(kernels!, { block, first: 0, count: 1 }, { ...base, rows: 500 }, out), {
    tag: "Misaligned",
    message: /packed base/,
  });
});
