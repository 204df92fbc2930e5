import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { copy, gather, segmentSum, transpose } from "../../../src/kernels/ops/layout.ts";
import { cumulate, position, reduce } from "../../../src/kernels/ops/reduce.ts";
import { softmax } from "../../../src/kernels/ops/softmax.ts";
import { topK } from "../../../src/kernels/ops/top_k.ts";
import { reach, stridedWalk } from "../../../src/kernels/strided_walk.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

const normals = (rng: Rng, length: number) => Float32Array.from({ length }, () => rng.normal());

Deno.test("stridedWalk() joins axes that are crossed at one step, and reach() knows every element of a walk", () => {
  const whole = stridedWalk([{ length: 3, a: 20, b: 20 }, { length: 4, a: 5, b: 5 }, { length: 5, a: 1, b: 1 }]);
  assert.deepEqual(whole, { total: 60, inner: { length: 60, a: 1, b: 1 }, outer: [0] });
  const row = stridedWalk([{ length: 3, a: 0, b: 5 }, { length: 1, a: 9, b: 9 }, { length: 5, a: 1, b: 1 }]);
  assert.deepEqual(row, { total: 15, inner: { length: 5, a: 1, b: 1 }, outer: [1, 3, 0, 5] });
  assert.deepEqual([reach(row, "a"), reach(row, "b")], [[0, 5], [0, 15]]);
  const back = stridedWalk([{ length: 4, a: -2, b: 1 }]);
  assert.deepEqual(reach(back, "a"), [-6, 1]);
  const deep = Array.from({ length: 7 }, (_, d) => ({ length: 2, a: d % 2, b: d }));
  assert.throws(() => stridedWalk(deep), (error: unknown) => isWeftError(error, "Unsupported"));
});

Deno.test("copy() follows any strides, negative ones too, and refuses to leave its blocks", () => {
  for (const kernels of kernelSets()) {
    const x = blockOf(kernels, Float32Array.from({ length: 12 }, (_, i) => i));
    const out = kernels.alloc(12);
    const reversed = stridedWalk([{ length: 12, a: -1, b: 1 }]);
    copy(kernels, { block: x, offset: 11 }, { block: out }, reversed);
    assert.deepEqual([...out.f32], Array.from({ length: 12 }, (_, i) => 11 - i));
    const refused = [
      () => copy(kernels, { block: x, offset: 10 }, { block: out }, reversed),
      () => copy(kernels, { block: x, offset: 12 }, { block: out }, reversed),
      () => copy(kernels, { block: x, offset: 11 }, { block: out, offset: 1 }, reversed),
    ];
    for (const call of refused) assert.throws(call, (error: unknown) => isWeftError(error, "Misaligned"));
    kernels.free(x);
    kernels.free(out);
  }
});

Deno.test("transpose() and gather() move every element to its place", () => {
  const rng = new Rng(1);
  for (const kernels of kernelSets()) {
    for (const [batch, rows, columns] of [[1, 1, 1], [1, 17, 33], [3, 16, 5], [2, 0, 4], [1, 300, 301]] as const) {
      const values = normals(rng, batch * rows * columns);
      const [x, out] = [blockOf(kernels, values), kernels.alloc(values.length)];
      transpose(kernels, x, out, { batch, rows, columns });
      for (let i = 0; i < values.length; i++) {
        const [b, r, c] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
        assert.equal(out.f32[(b * columns + c) * rows + r], values[i]);
      }
      kernels.free(x);
      kernels.free(out);
    }
    const values = normals(rng, 2 * 3 * 5 * 7);
    const places = Int32Array.from({ length: 2 * 4 }, () => rng.integer(5));
    const [x, list, out] = [blockOf(kernels, values), blockOf(kernels, places), kernels.alloc(2 * 3 * 4 * 7)];
    const shape = { batch: 2, outer: 3, length: 5, count: 4, slice: 7 };
    gather(kernels, x, list, out, shape);
    for (let i = 0; i < out.length; i++) {
      const [o, k, f] = [Math.floor(i / 28), Math.floor(i / 7) % 4, i % 7];
      assert.equal(out.f32[i], values[(o * 5 + places[Math.floor(o / 3) * 4 + k]!) * 7 + f]);
    }
    for (const wrong of [-1, 5]) {
      list.i32[3] = wrong;
      assert.throws(
        () => gather(kernels, x, list, out, shape),
        (error: unknown) => isWeftError(error, "InvalidArgument"),
      );
    }
    assert.throws(() => gather(kernels, out, list, x, shape), (error: unknown) => isWeftError(error, "Misaligned"));
    for (const block of [x, list, out]) kernels.free(block);
  }
});

Deno.test("segmentSum() and reduce() sum as in float64, the same bytes on any number of threads", () => {
  const rng = new Rng(2);
  for (const kernels of kernelSets()) {
    const [rows, width, segments] = [20_000, 7, 11];
    const values = normals(rng, rows * width);
    const ids = Int32Array.from({ length: rows }, () => rng.integer(segments + 1) - 1);
    const want = new Float64Array(segments * width), columns = new Float64Array(width);
    values.forEach((value, i) => {
      const s = ids[Math.floor(i / width)]!;
      if (s >= 0) want[s * width + i % width]! += value;
      columns[i % width]! += value;
    });
    const [x, list, out] = [blockOf(kernels, values), blockOf(kernels, ids), kernels.alloc(segments * width)];
    const sums = onThreads(kernels, () => {
      segmentSum(kernels, x, list, out, { rows, width, segments });
      return [...out.f32];
    });
    assert.deepEqual(sums, [sums[0], sums[0], sums[0]]);
    sums[0]!.forEach((value, i) => assert(Math.abs(value - want[i]!) <= 1e-6 * Math.max(1, Math.abs(want[i]!))));
    const totals = onThreads(kernels, () => {
      reduce(kernels, "reduceSum", x, { outer: 1, length: rows, inner: width }, out);
      return [...out.f32.subarray(0, width)];
    });
    assert.deepEqual(totals, [totals[0], totals[0], totals[0]]);
    totals[0]!.forEach((value, i) =>
      assert(Math.abs(value - columns[i]!) <= 1e-6 * Math.max(1, Math.abs(columns[i]!)))
    );
    for (const block of [x, list, out]) kernels.free(block);
  }
});

Deno.test("reductions, running sums, softmax and the k largest refuse blocks that are too short", () => {
  for (const kernels of kernelSets()) {
    const [short, long] = [kernels.alloc(11), kernels.alloc(12)];
    const axis = { outer: 3, length: 4, inner: 1 };
    const calls = [
      () => reduce(kernels, "reduceSum", short, axis, long),
      () => reduce(kernels, "reduceMax", long, { outer: 12, length: 1, inner: 1 }, short),
      () => position(kernels, "positionMax", short, axis, long),
      () => cumulate(kernels, long, axis, short, { exclusive: false, reverse: false }),
      () => softmax(kernels, long, short, { rows: 3, length: 4 }),
      () => topK(kernels, long, { rows: 3, length: 4, k: 4 }, { values: short, places: long }),
      () => transpose(kernels, long, short, { batch: 1, rows: 3, columns: 4 }),
      () => segmentSum(kernels, long, short, long, { rows: 12, width: 1, segments: 3 }),
    ];
    for (const call of calls) assert.throws(call, (error: unknown) => isWeftError(error, "Misaligned"));
    const tooMany = () => topK(kernels, long, { rows: 3, length: 2, k: 3 }, { values: long, places: long });
    assert.throws(tooMany, (error: unknown) => isWeftError(error, "InvalidArgument"));
    kernels.free(short);
    kernels.free(long);
  }
});
