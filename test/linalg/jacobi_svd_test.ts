import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { jacobiSvd } from "../../src/linalg/jacobi_svd.ts";
import { assertClose, assertOrthonormal, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

/** Columns of an m × n matrix, one after the other. */
const columnsOf = (x: Float64Array, m: number, n: number) => transposed(x, m, n);

function assertOrthogonalizes(x: Float64Array, m: number, n: number, tolerance = 1e-13): Float64Array {
  const columns = columnsOf(x, m, n);
  const rotations = transposed(jacobiSvd(columns, m, n), n, n);
  assertOrthonormal(rotations, n, n, tolerance);
  const rotated = transposed(columns, n, m);
  assertClose(product(x, rotations, m, n, n), rotated, tolerance, "x V");
  const norms = Float64Array.from({ length: n }, (_, k) => Math.hypot(...columns.subarray(k * m, (k + 1) * m)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let dot = 0;
      for (let p = 0; p < m; p++) dot += columns[i * m + p]! * columns[j * m + p]!;
      assert(Math.abs(dot) <= 1e-14 * norms[i]! * norms[j]! + 1e-150, `columns ${i} and ${j}`);
    }
  }
  return norms;
}

Deno.test("jacobiSvd() turns the columns until they are orthogonal", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 40; round++) {
    const n = 1 + rng.integer(9), m = n + rng.integer(5);
    assertOrthogonalizes(randomMatrix(rng, m, n).data, m, n);
  }
});

Deno.test("jacobiSvd() ends on matrices of small whole numbers, whatever their rank", () => {
  const rng = new Rng(2);
  for (let round = 0; round < 400; round++) {
    const n = 1 + rng.integer(9);
    assertOrthogonalizes(Float64Array.from({ length: n * n }, () => rng.integer(2 + round % 2)), n, n, 1e-12);
  }
});

Deno.test("jacobiSvd() ends on equal, opposite and zero columns", () => {
  const norms = assertOrthogonalizes(Float64Array.of(1, 1, -1, 0, 2, 2, -2, 0, 3, 3, -3, 0, 0, 0, 0, 0), 4, 4);
  assert(Math.abs(Math.max(...norms) - Math.sqrt(42)) < 1e-13);
  assert.equal([...norms].filter((norm) => norm > 1e-13).length, 1);
});

Deno.test("jacobiSvd() ends on columns of sizes so far apart that a square vanishes", () => {
  const rng = new Rng(3);
  for (const step of [1e-30, 1e-80, 1e-160]) {
    const x = randomMatrix(rng, 6, 3).data.map((value, at) => value * step ** (at % 3));
    const columns = columnsOf(x, 6, 3);
    const rotations = jacobiSvd(columns, 6, 3);
    assert(rotations.every(Number.isFinite) && columns.every(Number.isFinite));
  }
});

Deno.test("jacobiSvd() leaves orthogonal columns alone", () => {
  const columns = Float64Array.of(3, 0, 0, 0, 0, 2);
  const before = columns.slice();
  assert.deepEqual([...jacobiSvd(columns, 3, 2)], [1, 0, 0, 1]);
  assert.deepEqual(columns, before);
  assert.equal(jacobiSvd(new Float64Array(0), 0, 0).length, 0);
});

Deno.test("jacobiSvd() says so when columns do not become orthogonal", () => {
  assertThrows(
    () => jacobiSvd(Float64Array.of(NaN, 1, 1, 1), 2, 2),
    "Failed",
    /singular values to converge within 40 sweeps.*not yet orthogonal/,
  );
});
