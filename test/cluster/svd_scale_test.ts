import assert from "node:assert/strict";

import { svdScale } from "../../src/cluster/svd_scale.ts";
import { gram } from "../../src/linalg/gram.ts";
import { blobs, near } from "./helpers.ts";

Deno.test("svdScale() gives uncorrelated columns whose squares add to the singular values", () => {
  const x = blobs(8, 60, 4, 3, 5);
  const { data, nDims } = svdScale(x);
  assert.equal(nDims, 4);
  const products = gram({ data, nRows: 60, nCols: 4 });
  for (let a = 0; a < 4; a++) for (let b = 0; b < a; b++) near(products[a * 4 + b]!, 0, 1e-10);
  for (let a = 1; a < 4; a++) assert(products[a * 5]! <= products[(a - 1) * 5]!);
  // Columns of unit variance: the squared singular values add to (n − 1) p.
  near([0, 1, 2, 3].reduce((sum, a) => sum + products[a * 5]! ** 2, 0), 59 * 4, 1e-8);
});

Deno.test("svdScale() does not depend on where the columns lie nor on their units", () => {
  const x = blobs(12, 40, 3, 2, 4);
  const want = svdScale(x);
  const moved = svdScale({ ...x, data: x.data.map((value, at) => 100 + value * 10 ** (at % 3)) });
  assert.equal(moved.nDims, 3);
  moved.data.forEach((value, at) => near(value, want.data[at]!, 1e-9));
});

Deno.test("svdScale() drops constant columns, and all of them when rows are equal", () => {
  const data = Float64Array.from({ length: 20 }, (_, at) => at % 2 ? 7 : at * at);
  assert.equal(svdScale({ data, nRows: 10, nCols: 2 }).nDims, 1);
  assert.equal(svdScale({ data: new Float64Array(8).fill(0.1), nRows: 4, nCols: 2 }).nDims, 0);
  assert.equal(svdScale({ data: Float64Array.of(1, 2), nRows: 1, nCols: 2 }).nDims, 0);
});
