import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { safeScale } from "../../src/linalg/safe_scale.ts";

Deno.test("safeScale() is 1 for elements of ordinary size, for zeros and for nothing", () => {
  for (const values of [[], [0, -0], [1, -3], [1e-59], [-1e59, 5e-324]]) {
    assert.equal(safeScale(Float64Array.from(values)), 1);
  }
});

Deno.test("safeScale() brings the largest element between 1/2 and 4, by a power of two", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 200; round++) {
    const exponent = (rng.uniform() < 0.5 ? -1 : 1) * (61 + 240 * rng.uniform());
    const largest = 10 ** exponent;
    const values = Float64Array.of(largest / 7, -largest, 0);
    const scale = safeScale(values);
    assert(Number.isInteger(Math.log2(scale)), `${scale} is a power of two`);
    assert(largest * scale >= 0.5 && largest * scale < 4, `${largest} × ${scale}`);
    assert.equal(values[1]! * scale / scale, values[1], "dividing undoes it exactly");
  }
});

Deno.test("safeScale() stays finite for the smallest and the largest numbers", () => {
  for (const largest of [5e-324, 1e-310, Number.MIN_VALUE, Number.MAX_VALUE]) {
    const scale = safeScale([largest]);
    assert(scale > 0 && scale < Infinity);
    assert.equal(largest * scale / scale, largest);
  }
});
