import assert from "node:assert/strict";

import { centered } from "../../src/cluster/centered.ts";
import { blobs, near } from "./helpers.ts";

Deno.test("centered() takes the means of the columns off, in a copy", () => {
  const x = blobs(1, 30, 4, 2, 9);
  const before = x.data.slice();
  const { data, means } = centered(x);
  assert.deepEqual(x.data, before);
  for (let j = 0; j < 4; j++) {
    near(data.reduce((sum, value, at) => at % 4 === j ? sum + value : sum, 0), 0, 1e-12);
    near(means[j]!, x.data.reduce((sum, value, at) => at % 4 === j ? sum + value / 30 : sum, 0), 1e-12);
  }
});

Deno.test("centered() of float32 is float64, of nothing nothing", () => {
  assert.deepEqual([...centered({ data: Float32Array.of(1, 4), nRows: 2, nCols: 1 }).data], [-1.5, 1.5]);
  assert.equal(centered({ data: new Float64Array(0), nRows: 0, nCols: 2 }).data.length, 0);
});
