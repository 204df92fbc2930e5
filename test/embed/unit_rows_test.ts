import assert from "node:assert/strict";
import { unitRows } from "../../src/embed/harmony/unit_rows.ts";

Deno.test("unitRows() brings rows to length 1 in a copy, and leaves rows of zeros", () => {
  const x = Float64Array.of(3, -4, 0, 0, 5e-7, 0);
  assert.deepEqual([...unitRows(x, 2)], [0.6, -0.8, 0, 0, 1, 0]);
  assert.deepEqual([...x], [3, -4, 0, 0, 5e-7, 0]);
  assert.deepEqual([...unitRows(new Float64Array(0), 3)], []);
});
