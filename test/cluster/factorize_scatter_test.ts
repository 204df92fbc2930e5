import assert from "node:assert/strict";

import { factorizeScatter } from "../../src/cluster/factorize_scatter.ts";
import { Rng } from "../../src/core/rng.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { gram } from "../../src/linalg/gram.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { near } from "./helpers.ts";

const packed = (w: Float64Array, p: number): number[] => [...w].filter((_, at) => at % p <= Math.floor(at / p));

Deno.test("factorizeScatter() is the determinant over n, and leaves the Cholesky factor", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 40; round++) {
    const p = 1 + rng.integer(5), n = 7;
    const w = gram({ data: Float64Array.from({ length: 9 * p }, () => rng.normal()), nRows: 9, nCols: p });
    const l = new Float64Array(p * p);
    const determinant = factorizeScatter(Float64Array.from([...packed(w, p), 99]), p, n, l);
    const want = cholesky(w, p);
    near(Math.log(determinant), logDeterminant(want, p) - p * Math.log(n), 1e-9);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < i; j++) near(l[i * p + j]!, want[i * p + j]!, 1e-9);
      near(1 / l[i * (p + 1)]!, want[i * (p + 1)]!, 1e-9);
    }
  }
});

Deno.test("factorizeScatter() is 0 where the matrix is singular", () => {
  const l = new Float64Array(4);
  assert.equal(factorizeScatter(new Float64Array(3), 2, 3, l), 0);
  assert.equal(factorizeScatter(Float64Array.of(1, 1, 1), 2, 3, l), 0);
});
