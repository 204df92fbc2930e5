import assert from "node:assert/strict";

import { takeRows } from "../../src/cluster/take_rows.ts";

Deno.test("takeRows() copies rows in the order given, also twice", () => {
  const x = { data: Float64Array.of(1, 2, 3, 4, 5, 6), nRows: 3, nCols: 2 };
  const taken = takeRows(x, Int32Array.of(2, 0, 2));
  assert.deepEqual([[...taken.data], taken.nRows, taken.nCols], [[5, 6, 1, 2, 5, 6], 3, 2]);
  taken.data.fill(0);
  assert.equal(x.data[4], 5);
});

Deno.test("takeRows() of none is empty", () => {
  assert.equal(takeRows({ data: new Float64Array(4), nRows: 2, nCols: 2 }, new Int32Array(0)).data.length, 0);
});
