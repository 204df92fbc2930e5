import assert from "node:assert/strict";
import { median } from "../../src/core/median.ts";

Deno.test("median() is the middle value, or the mean of the two middle ones", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median(Float64Array.of(4, 1, 2, 3)), 2.5);
  assert.equal(median([2, 4, 4, 4, 5, 5, 7, 9]), 4.5);
});

Deno.test("median() of nothing is NaN", () => {
  assert.equal(median([]), NaN);
  assert.equal(median(new Float64Array(0)), NaN);
});

Deno.test("median() sorts numbers as numbers and leaves its input alone", () => {
  for (const values of [[10, 9, 100], Float64Array.of(10, 9, 100)]) {
    assert.equal(median(values), 10);
    assert.deepEqual([...values], [10, 9, 100]);
  }
});
