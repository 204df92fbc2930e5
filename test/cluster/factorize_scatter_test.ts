import assert from "node:assert/strict";

import { factorizeScatter } from "../../src/cluster/factorize_scatter.ts";
import { Rng } from "../../src/core/rng.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { gram } from "../../src/linalg/gram.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { near } from "./helpers.ts";

const packed = (w: Float64Array, p: number): number[] => [...w].filter((_, at) => at % p <= Math.floor(at / p));

Deno.test("factorizeScatter() is the determinant of the sum over n, and leaves its Cholesky factor", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 40; round++) {
    const p = 1 + rng.integer(5), n = 7;
    const random = () => gram({ data: Float64Array.from({ length: 9 * p }, () => rng.normal()), nRows: 9, nCols: p });
    const [first, second] = [random(), random()];
    const d = Float64Array.from({ length: p }, () => rng.normal()), weight = rng.uniform();
    const both = round % 2 === 0;
    const sum = first.map((value, at) => {
      const update = weight * d[Math.floor(at / p)]! * d[at % p]!;
      return value + update + (both ? second[at]! : 0);
    });
    const scatters = Float64Array.from([99, ...packed(first, p), 98, ...packed(second, p)]);
    const l = new Float64Array(p * p);
    const at = both ? 2 + p * (p + 1) / 2 : -1;
    const determinant = factorizeScatter(scatters, 1, at, weight, d, n, l);
    const want = cholesky(sum, p);
    near(Math.log(determinant), logDeterminant(want, p) - p * Math.log(n), 1e-9);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < i; j++) near(l[i * p + j]!, want[i * p + j]!, 1e-9);
      near(1 / l[i * (p + 1)]!, want[i * (p + 1)]!, 1e-9);
    }
  }
});

Deno.test("factorizeScatter() is 0 where the sum is singular", () => {
  const l = new Float64Array(4);
  assert.equal(factorizeScatter(new Float64Array(3), 0, -1, 0, new Float64Array(2), 3, l), 0);
  assert.equal(factorizeScatter(Float64Array.of(1, 1, 1), 0, -1, 0, new Float64Array(2), 3, l), 0);
  assert.equal(factorizeScatter(new Float64Array(3), 0, -1, 1, Float64Array.of(1, 2), 3, l), 0);
});
