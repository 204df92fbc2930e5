import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { fixSigns } from "../../src/linalg/fix_signs.ts";
import { product, randomMatrix, transposed } from "./helpers.ts";

Deno.test("fixSigns() makes the largest entry of every column positive and changes nothing but signs", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 30; round++) {
    const m = 1 + rng.integer(9), n = 1 + rng.integer(5);
    const { data } = randomMatrix(rng, m, n);
    const fixed = data.slice();
    fixSigns(fixed, m, n);
    for (let k = 0; k < n; k++) {
      const column = Array.from({ length: m }, (_, i) => fixed[i * n + k]!);
      assert(column.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a) > 0);
      const sign = Math.sign(fixed[k]! / data[k]!);
      column.forEach((value, i) => assert.equal(value, sign * data[i * n + k]!));
    }
  }
});

Deno.test("fixSigns() flips the partner along, so that the product of both stays", () => {
  const rng = new Rng(2);
  const u = randomMatrix(rng, 6, 3).data, v = randomMatrix(rng, 4, 3).data;
  const before = product(u, transposed(v, 4, 3), 6, 4, 3);
  fixSigns(u, 6, 3, v);
  assert.deepEqual(product(u, transposed(v, 4, 3), 6, 4, 3), before);
});

Deno.test("fixSigns() lets the first of equal entries decide, also when they differ by rounding", () => {
  const ties = Float64Array.of(-1, 1, -1);
  fixSigns(ties, 3, 1);
  assert.deepEqual([...ties], [1, -1, 1]);
  const nearly = Float64Array.of(-1, 1 + 1e-12);
  fixSigns(nearly, 2, 1);
  assert.equal(nearly[0], 1);
});

Deno.test("fixSigns() leaves columns of zeros and empty matrices alone", () => {
  const zeros = new Float64Array(4);
  fixSigns(zeros, 2, 2);
  assert.deepEqual([...zeros], [0, 0, 0, 0]);
  fixSigns(new Float64Array(0), 0, 3, Float64Array.of(1, -1, 1));
  fixSigns(new Float64Array(0), 3, 0);
});
