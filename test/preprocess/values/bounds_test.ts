import assert from "node:assert/strict";
import { checkBounds, keptWithin } from "../../../src/preprocess/values/bounds.ts";
import { assertThrows } from "../support.ts";

Deno.test("keptWithin() keeps what lies within all bounds, limits included", () => {
  const values = Float64Array.of(1, 2, 3, 4);
  assert.deepEqual([...keptWithin(4, [[values, 2, 3]])], [1, 2]);
  assert.deepEqual([...keptWithin(4, [[values, undefined, 3], [values, 3, undefined]])], [2]);
  assert.deepEqual([...keptWithin(4, [[undefined, 9, 9]])], [0, 1, 2, 3]);
  assert.deepEqual([...keptWithin(0, [])], []);
});

Deno.test("checkBounds() refuses what is no number, is negative, or crosses", () => {
  checkBounds(1, 1, "min", "max");
  checkBounds(undefined, undefined, "min", "max");
  assertThrows(() => checkBounds(-1, undefined, "min", "max"), "InvalidArgument", /min/);
  assertThrows(() => checkBounds(undefined, Infinity, "min", "max"), "InvalidArgument", /max/);
  assertThrows(() => checkBounds(3, 2, "min", "max"), "InvalidArgument", /min to be at most max \(2\) but found 3/);
});
