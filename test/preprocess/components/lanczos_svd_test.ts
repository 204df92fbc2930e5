import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { denseOperator } from "../../../src/linalg/dense_operator.ts";
import { svd } from "../../../src/linalg/svd.ts";
import { lanczosSvd } from "../../../src/preprocess/components/lanczos_svd.ts";
import { assertClose, randomNormal } from "../support.ts";

const like = (seed: number, nRows: number, nCols: number) => ({
  data: randomNormal(seed, nRows, nCols).data as Float64Array,
  nRows,
  nCols,
});

Deno.test("lanczosSvd() agrees with the whole decomposition for random tall, wide and square matrices", () => {
  for (let seed = 0; seed < 8; seed++) {
    const rng = new Rng(seed);
    const x = like(seed, 2 + rng.integer(60), 2 + rng.integer(60));
    const nComps = 1 + rng.integer(Math.min(x.nRows, x.nCols));
    const found = lanczosSvd(denseOperator(x), { nComps, seed });
    const whole = svd(x, { nComps });
    assertClose(found.s, whole.s, 1e-8, `singular values of seed ${seed}`);
    assertClose(found.u.map(Math.abs), whole.u.map(Math.abs), 1e-4, `left vectors of seed ${seed}`);
    assertClose(found.v.map(Math.abs), whole.v.map(Math.abs), 1e-4, `right vectors of seed ${seed}`);
  }
});

Deno.test("lanczosSvd() gives orthonormal vectors also where the rank runs out", () => {
  const [left, right] = [like(1, 30, 3), like(2, 3, 25)];
  const data = new Float64Array(30 * 25);
  for (let i = 0; i < 30; i++) {
    for (let j = 0; j < 25; j++) {
      for (let k = 0; k < 3; k++) data[i * 25 + j]! += left.data[i * 3 + k]! * right.data[k * 25 + j]!;
    }
  }
  const { s, u, v } = lanczosSvd(denseOperator({ data, nRows: 30, nCols: 25 }), { nComps: 6, seed: 1 });
  assert(s[2]! > 1);
  assertClose(s.subarray(3), [0, 0, 0], 1e-6);
  for (const [vectors, n] of [[u, 30], [v, 25]] as const) {
    for (let a = 0; a < 6; a++) {
      for (let b = 0; b <= a; b++) {
        let dot = 0;
        for (let i = 0; i < n; i++) dot += vectors[i * 6 + a]! * vectors[i * 6 + b]!;
        assertClose([dot], [a === b ? 1 : 0], 1e-7, `${a}, ${b}`);
      }
    }
  }
});

Deno.test("lanczosSvd() of zeros has singular values 0 and finite vectors", () => {
  const zeros = { data: new Float64Array(20 * 12), nRows: 20, nCols: 12 };
  const { s, u, v } = lanczosSvd(denseOperator(zeros), { nComps: 3, seed: 0 });
  assert.deepEqual([...s], [0, 0, 0]);
  assert([...u, ...v].every(Number.isFinite));
});

Deno.test("lanczosSvd() finds singular values that occur twice", () => {
  const n = 40;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = i < 2 ? 9 : 5 / (i + 1);
  const { s } = lanczosSvd(denseOperator({ data, nRows: n, nCols: n }), { nComps: n, seed: 3 });
  assertClose(s.subarray(0, 3), [9, 9, 5 / 3], 1e-8);
});

Deno.test("lanczosSvd() gives the same bytes for the same seed, and nearly the same for another", () => {
  const operator = denseOperator(like(4, 80, 60));
  const first = lanczosSvd(operator, { nComps: 5, seed: 7 });
  assert.deepEqual(lanczosSvd(operator, { nComps: 5, seed: 7 }), first);
  assertClose(lanczosSvd(operator, { nComps: 5, seed: 8 }).s, first.s, 1e-9);
});
