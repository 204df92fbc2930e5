import assert from "node:assert/strict";
import { contingency } from "../../src/metrics/contingency.ts";
import { randomPartitions } from "./partitions.ts";

Deno.test("contingency() holds the counts of all pairs of labels that meet", () => {
  const table = contingency(["x", "x", "y", "y", "y"], [2, 1, 2, 2, 2]);
  assert.deepEqual({ ...table }, {
    n: 5,
    predictedSizes: Int32Array.of(2, 3),
    trueSizes: Int32Array.of(1, 4),
    predicted: Int32Array.of(0, 0, 1),
    truth: Int32Array.of(0, 1, 1),
    counts: Float64Array.of(1, 1, 3),
  });
});

Deno.test("contingency() has margins that add up, for random partitions", () => {
  for (let seed = 0; seed < 10; seed++) {
    const [u, v] = randomPartitions(seed, 100, 7, 5);
    const { n, predictedSizes, trueSizes, predicted, truth, counts } = contingency(u, v);
    const [rows, cols] = [new Int32Array(predictedSizes.length), new Int32Array(trueSizes.length)];
    counts.forEach((count, c) => {
      assert(count > 0);
      rows[predicted[c]!]! += count;
      cols[truth[c]!]! += count;
    });
    assert.deepEqual([n, rows, cols], [100, predictedSizes, trueSizes]);
  }
});

Deno.test("contingency() drops clusters that lose all rows to missing labels", () => {
  const { n, predictedSizes, trueSizes } = contingency(["a", "b", "b"], [1, null, 2]);
  assert.deepEqual([n, [...predictedSizes], [...trueSizes]], [2, [1, 1], [1, 1]]);
});

Deno.test("contingency() of two sets of singletons stays as long as its rows", () => {
  const n = 50_000;
  const names = Int32Array.from({ length: n }, (_, i) => i);
  assert.equal(contingency(names, names.toReversed()).counts.length, n);
});
