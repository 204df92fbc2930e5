import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import { drawFactors, loadingMatrix, weigh } from "../../../src/io/datasets/loadings.ts";

const MIXED = { expressionMean: 20, spatialFraction: 0.55, dropped: [], scaleSd: 0 };

Deno.test("drawFactors() gives every factor its share", () => {
  const n = 20000;
  for (const shares of [undefined, [0.19, 0.19, 0.19, 0.19, 0.08, 0.08, 0.08]]) {
    const nFactors = shares?.length ?? 4;
    const factors = drawFactors(n, nFactors, shares, new Rng(3));
    for (let k = 0; k < nFactors; k++) {
      const share = shares?.[k] ?? 1 / nFactors;
      const found = factors.filter((factor) => factor === k).length / n;
      assert.ok(Math.abs(found - share) < 5 * Math.sqrt(share / n), `factor ${k}: ${found} of ${share}`);
    }
  }
});

Deno.test("drawFactors() draws the same first features whatever their number", () => {
  const few = drawFactors(10, 4, undefined, new Rng(3));
  assert.deepEqual(drawFactors(100, 4, undefined, new Rng(3)).slice(0, 10), few);
});

Deno.test("weigh() splits the mean of a mixed feature into 11 and 9", () => {
  const loadings = weigh(drawFactors(50, 4, undefined, new Rng(1)), MIXED, new Rng(1));
  assert.ok(loadings.spatialWeight.every((weight) => weight === 11));
  assert.ok(loadings.nonSpatialWeight.every((weight) => Math.abs(weight - 9) < 1e-12));
  assert.ok(loadings.scale.every((scale) => scale === 1));
});

Deno.test("weigh() leaves features of a dropped factor their non-spatial weight only", () => {
  const factors = drawFactors(200, 4, undefined, new Rng(1));
  const loadings = weigh(factors, { ...MIXED, dropped: [1, 3] }, new Rng(1));
  factors.forEach((factor, j) => assert.equal(loadings.spatialWeight[j], [1, 3].includes(factor) ? 0 : 11));
  assert.ok(loadings.nonSpatialWeight.every((weight) => weight > 0));
});

Deno.test("weigh() draws log-normal scales of the given spread", () => {
  const { scale } = weigh(new Int32Array(5000), { ...MIXED, scaleSd: 0.5 }, new Rng(8));
  const logs = Array.from(scale, Math.log);
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  const sd = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length);
  assert.ok(Math.abs(mean) < 0.03 && Math.abs(sd - 0.5) < 0.03, `${mean} ${sd}`);
});

Deno.test("loadingMatrix() is one-hot by rows", () => {
  const matrix = loadingMatrix(new Int32Array([2, 0]), new Float64Array([11, 9]), 3);
  assert.deepEqual([...matrix], [0, 0, 11, 9, 0, 0]);
});
