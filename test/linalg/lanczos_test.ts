import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { csrOperator } from "../../src/linalg/csr_operator.ts";
import { denseOperator } from "../../src/linalg/dense_operator.ts";
import { eigh } from "../../src/linalg/eigh.ts";
import { lanczos } from "../../src/linalg/lanczos.ts";
import type { LinearOperator } from "../../src/linalg/linear_operator.ts";

function randomSymmetric(seed: number, n: number): Float64Array {
  const rng = new Rng(seed);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = rng.normal();
  return a;
}

/** Whether A V = V diag(values) and the columns of V are orthonormal. */
function assertEigen(operator: LinearOperator, values: Float64Array, vectors: Float64Array, tolerance: number): void {
  const n = operator.nRows;
  const k = values.length;
  const image = operator.apply(vectors, k);
  const scale = Math.max(...values.map(Math.abs));
  for (let at = 0; at < image.length; at++) {
    assert(Math.abs(image[at]! - vectors[at]! * values[at % k]!) <= tolerance * scale);
  }
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let dot = 0;
      for (let i = 0; i < n; i++) dot += vectors[i * k + a]! * vectors[i * k + b]!;
      assert(Math.abs(dot - Number(a === b)) < 1e-9);
    }
  }
}

for (const n of [30, 201, 300]) {
  Deno.test(`lanczos() finds the eigenvalues of largest magnitude of ${n} × ${n}`, () => {
    const a = randomSymmetric(n, n);
    const operator = denseOperator({ data: a, nRows: n, nCols: n });
    const { values, vectors } = lanczos(operator, { nComps: 12 });
    const want = [...eigh(a, n).values].sort((x, y) => Math.abs(y) - Math.abs(x)).slice(0, 12).sort((x, y) => y - x);
    want.forEach((value, k) => assert(Math.abs(value - values[k]!) < 1e-8, `${value} ${values[k]}`));
    assertEigen(operator, values, vectors, 1e-8);
  });
}

Deno.test("lanczos() finds the waves of a ring, whose eigenvalues come in pairs", () => {
  const n = 500;
  const ring = csrOperator({
    nRows: n,
    nCols: n,
    indptr: Int32Array.from({ length: n + 1 }, (_, i) => 2 * i),
    indices: Int32Array.from({ length: 2 * n }, (_, p) => (Math.floor(p / 2) + (p % 2 ? 1 : n - 1)) % n),
    data: Float64Array.from({ length: 2 * n }, () => 0.5),
  });
  // One step aside keeps the other end of the spectrum from being as large.
  const operator = {
    ...ring,
    apply: (x: Float64Array, width: number) => ring.apply(x, width).map((value, at) => value + x[at]!),
  };
  const { values, vectors } = lanczos(operator, { nComps: 5 });
  const want = [0, 1, 1, 2, 2].map((k) => 1 + Math.cos(2 * Math.PI * k / n));
  want.forEach((value, k) => assert(Math.abs(values[k]! - value) < 1e-9));
  assertEigen(operator, values, vectors, 1e-8);
});

Deno.test("lanczos() goes on when a space closes on itself", () => {
  const diagonal = new Float64Array(400).fill(1);
  diagonal[7] = 3;
  const operator: LinearOperator = {
    nRows: 400,
    nCols: 400,
    apply: (x, width) => x.map((value, at) => value * diagonal[Math.floor(at / width)]!),
    applyTransposed: (x, width) => x.map((value, at) => value * diagonal[Math.floor(at / width)]!),
  };
  const { values } = lanczos(operator, { nComps: 4 });
  [3, 1, 1, 1].forEach((value, k) => assert(Math.abs(values[k]! - value) < 1e-9));
});

Deno.test("lanczos() repeats for a seed, and gives none when none are asked for", () => {
  const operator = denseOperator({ data: randomSymmetric(2, 250), nRows: 250, nCols: 250 });
  const [a, b] = [lanczos(operator, { nComps: 3, seed: 4 }), lanczos(operator, { nComps: 3, seed: 4 })];
  assert.deepEqual(a, b);
  assert.equal(lanczos(operator, { nComps: 0 }).values.length, 0);
});

Deno.test("lanczos() refuses a matrix that is not square, more than n, and gives up in the end", () => {
  const wide = denseOperator({ data: new Float64Array(6), nRows: 2, nCols: 3 });
  assert.throws(() => lanczos(wide), { name: "WeftError[Misaligned]" });
  const operator = denseOperator({ data: randomSymmetric(3, 250), nRows: 250, nCols: 250 });
  assert.throws(() => lanczos(operator, { nComps: 251 }), { name: "WeftError[InvalidArgument]" });
  assert.throws(
    () => lanczos(operator, { nComps: 10, maxRestarts: 1 }),
    (error) =>
      isWeftError(error, "Failed") && error.fields.maxRestarts === 1 &&
      /10 eigenvalues to converge within 1 restarts/.test(error.message),
  );
});
