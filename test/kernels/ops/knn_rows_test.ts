import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { asFloat64 } from "../../../src/kernels/float64.ts";
import { freeKnn, type KnnRows, layOutKnn } from "../../../src/kernels/ops/knn_rows.ts";
import { kernelSets, onThreads } from "../helpers.ts";

const copies = ({ base, queries, valueLength, baseFloats, queryFloats, packed, order, ...rest }: KnnRows) => ({
  values: [base, queries].map((block) => Float64Array.from(valueLength === 1 ? block.f32 : asFloat64(block))),
  center: asFloat64(rest.center).slice(),
  floats: [baseFloats, queryFloats].flatMap(({ values, lowered }) => [values.f32.slice(), lowered.f32.slice()]),
  packed: packed.f32.slice(),
  order: order.i32.slice(),
  scale: rest.scale,
  largest: rest.largest,
});

Deno.test("layOutKnn() writes floats about the mean in an order of its own, and half of their squared norms", () => {
  for (
    const [nRows, nQueries, width, far] of [[1, 1, 1, 0], [7, 30, 3, 1e6], [200, 9, 33, 0], [531, 17, 50, -3]] as const
  ) {
    const rng = new Rng(nRows);
    const make = (n: number) => Float64Array.from({ length: n * width }, () => far + rng.normal());
    const [base, queries] = [make(nRows), make(nQueries)];
    const means = Array.from({ length: width }, (_, c) => {
      return Array.from({ length: nRows }, (_, i) => base[i * width + c]!).reduce((a, b) => a + b) / nRows;
    });
    for (const kernels of kernelSets()) {
      const live = kernels.memory.live;
      const rows = layOutKnn(kernels, base, queries, width);
      const center = asFloat64(rows.center).slice(0, width);
      center.forEach((mean, c) => assert.ok(Math.abs(mean - means[c]!) <= 1e-12 * (1 + Math.abs(far))));
      const largest = Math.max(...[...base, ...queries].map(Math.abs));
      assert.equal(rows.largest, largest);
      assert.ok(rows.scale * largest <= 2 ** 30 && rows.scale * largest > 2 ** 29);
      assert.deepEqual(
        Array.from(rows.order.i32.subarray(0, nRows)).sort((a, b) => a - b),
        [...base.keys()].slice(0, nRows),
      );
      const check = (floats: typeof rows.baseFloats, x: Float64Array, order?: Int32Array) => {
        const n = x.length / width;
        for (let i = 0; i < n; i++) {
          let square = 0;
          for (let c = 0; c < width; c++) {
            const want = Math.fround((x[(order?.[i] ?? i) * width + c]! - center[c]!) * rows.scale);
            assert.equal(floats.values.f32[i * width + c], want);
            square += want * want;
          }
          assert.ok(Math.abs(floats.lowered.f32[i]! + square / 2) <= 1e-7 * square);
        }
        assert.ok(floats.values.f32.subarray(n * width).every((value) => value === 0));
        assert.ok(floats.lowered.f32.subarray(n).every((value) => value === -Infinity));
      };
      check(rows.baseFloats, base, rows.order.i32);
      check(rows.queryFloats, queries);
      freeKnn(kernels, rows);
      assert.equal(kernels.memory.live, live);
    }
  }
});

Deno.test("layOutKnn() makes the same of float32 rows as of the same rows in float64, on any threads", () => {
  const rng = new Rng(3), [n, width] = [1300, 21];
  const base = Float32Array.from({ length: n * width }, () => rng.normal());
  for (const kernels of kernelSets()) {
    const laidOut = (x: Float32Array | Float64Array) => {
      const rows = layOutKnn(kernels, x, x, width);
      const found = copies(rows);
      freeKnn(kernels, rows);
      return found;
    };
    const [one, ...more] = onThreads(kernels, () => laidOut(base));
    for (const found of [...more, laidOut(Float64Array.from(base))]) assert.deepEqual(found, one, kernels.kind);
  }
});

Deno.test("layOutKnn() keeps float32 rows as they are, unless the others are in float64", () => {
  const [few, more] = [Float32Array.of(1, 2, 3, 5), Float32Array.of(7, 8)];
  for (const kernels of kernelSets()) {
    const single = layOutKnn(kernels, few, more, 2);
    assert.deepEqual([single.valueLength, single.base.length, single.queries.length], [1, 4, 2]);
    assert.deepEqual([...single.base.f32, ...single.queries.f32], [...few, ...more]);
    const mixed = layOutKnn(kernels, few, Float64Array.from(more), 2);
    assert.deepEqual([mixed.valueLength, mixed.base.length, mixed.queries.length], [2, 8, 4]);
    assert.deepEqual([...asFloat64(mixed.base), ...asFloat64(mixed.queries)], [...few, ...more]);
    assert.deepEqual(mixed.baseFloats.values.f32, single.baseFloats.values.f32);
    for (const rows of [single, mixed]) freeKnn(kernels, rows);
  }
});

Deno.test("layOutKnn() tells of values that are no numbers or too large, wherever they are", () => {
  const rng = new Rng(5), [n, width] = [90, 7];
  for (const kernels of kernelSets()) {
    for (const values of [Float32Array, Float64Array]) {
      for (const [bad, told] of [[NaN, NaN], [Infinity, Infinity], [-Infinity, Infinity]] as const) {
        const [base, queries] = [n, 5].map((rows) => new values(rows * width).map(() => rng.normal()));
        (rng.integer(2) ? base! : queries!)[rng.integer(5 * width)] = bad;
        const rows = layOutKnn(kernels, base!, queries!, width);
        assert.equal(rows.largest, told);
        freeKnn(kernels, rows);
      }
      // Opposite infinities of a column add up to no number.
      const both = values.from([Infinity, -Infinity]);
      const rows = layOutKnn(kernels, both, both, 1);
      assert.equal(rows.largest, NaN);
      freeKnn(kernels, rows);
    }
  }
});

Deno.test("layOutKnn() of rows that are all zero leaves them as they are", () => {
  for (const kernels of kernelSets()) {
    const zeros = new Float64Array(12);
    const rows = layOutKnn(kernels, zeros, zeros, 3);
    assert.equal(rows.scale, 1);
    assert.equal(rows.queries, rows.base);
    assert.ok(rows.baseFloats.values.f32.every((value) => value === 0));
    freeKnn(kernels, rows);
  }
});

Deno.test("layOutKnn() gives every block back when a kernel breaks off, whichever it is", () => {
  const rng = new Rng(6), width = 3;
  const [base, queries] = [40, 9].map((n) => Float64Array.from({ length: n * width }, () => rng.normal()));
  for (const kernels of kernelSets()) {
    const { live } = kernels.memory;
    const run = kernels.run.bind(kernels);
    let left = Infinity;
    kernels.run = (...call) => {
      if (left-- <= 0) throw new TypeError("broken");
      run(...call);
    };
    try {
      let nRuns = 0;
      for (;; nRuns++) {
        left = nRuns;
        try {
          freeKnn(kernels, layOutKnn(kernels, base!, queries!, width));
          break;
        } catch (error) {
          assert.match(String(error), /broken/);
          assert.equal(kernels.memory.live, live, `${kernels.kind}, kernel ${nRuns + 1}`);
        }
      }
      assert(nRuns >= 5, `${nRuns} kernels`);
    } finally {
      Reflect.deleteProperty(kernels, "run");
    }
  }
});
