import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { gemm } from "../../src/linalg/gemm.ts";
import { assertClose, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

Deno.test("gemm() agrees with the definition for shapes around the tile and block sizes", () => {
  const rng = new Rng(1);
  const sizes = [1, 2, 3, 4, 5, 7, 8, 95, 97, 130];
  for (let round = 0; round < 40; round++) {
    const [m, n, k] = [0, 1, 2].map(() => sizes[rng.integer(sizes.length)]!) as [number, number, number];
    const a = randomMatrix(rng, m, k).data, b = randomMatrix(rng, k, n).data;
    assertClose(gemm(a, b, { m, n, k }), product(a, b, m, n, k), 1e-12 * k, `${m} × ${n} × ${k}`);
  }
});

Deno.test("gemm() sums over more than one block of depth and of columns", () => {
  const rng = new Rng(2);
  const [m, n, k] = [9, 300, 700];
  const a = randomMatrix(rng, m, k).data, b = randomMatrix(rng, k, n).data;
  assertClose(gemm(a, b, { m, n, k }), product(a, b, m, n, k), 1e-11);
});

Deno.test("gemm() reads either operand transposed", () => {
  const rng = new Rng(3);
  for (let round = 0; round < 10; round++) {
    const [m, n, k] = [1 + rng.integer(30), 1 + rng.integer(30), 1 + rng.integer(30)];
    const a = randomMatrix(rng, m, k).data, b = randomMatrix(rng, k, n).data;
    const want = product(a, b, m, n, k);
    const at = transposed(a, m, k), bt = transposed(b, k, n);
    assertClose(gemm(at, b, { m, n, k, transposeA: true }), want, 1e-12, "aᵀ b");
    assertClose(gemm(a, bt, { m, n, k, transposeB: true }), want, 1e-12, "a bᵀ");
    assertClose(gemm(at, bt, { m, n, k, transposeA: true, transposeB: true }), want, 1e-12, "aᵀ bᵀ");
  }
});

Deno.test("gemm() returns the element type of the first operand and sums in float64", () => {
  const k = 4096;
  const a = new Float32Array(k).fill(1 + 2 ** -12);
  const found = gemm(a, a, { m: 1, n: 1, k });
  assert(found instanceof Float32Array);
  assert.equal(found[0], Math.fround(k * (1 + 2 ** -12) ** 2));
  assert(gemm(new Float64Array(a), a, { m: 1, n: 1, k }) instanceof Float64Array);
});

Deno.test("gemm() writes into the array it is given, over what stood there", () => {
  const out = new Float64Array(4).fill(99);
  const a = Float32Array.of(1, 2, 3, 4);
  assert.equal(gemm(a, a, { m: 2, n: 2, k: 2 }, out), out);
  assert.deepEqual([...out], [7, 10, 15, 22]);
});

Deno.test("gemm() of an empty sum is zero, and of no rows is empty", () => {
  assert.deepEqual([...gemm(new Float64Array(0), new Float64Array(0), { m: 2, n: 1, k: 0 })], [0, 0]);
  assert.equal(gemm(new Float64Array(0), new Float64Array(6), { m: 0, n: 2, k: 3 }).length, 0);
});

Deno.test("gemm() carries NaN into the rows and columns it belongs to, and no others", () => {
  const a = Float64Array.of(1, NaN, 3, 4);
  const found = gemm(a, Float64Array.of(1, 0, 0, 1), { m: 2, n: 2, k: 2 });
  assert(Number.isNaN(found[0]!) && Number.isNaN(found[1]!));
  assert.deepEqual([...found.subarray(2)], [3, 4]);
});

Deno.test("gemm() does not change its operands", () => {
  const rng = new Rng(4);
  const a = randomMatrix(rng, 5, 6).data, b = randomMatrix(rng, 6, 7).data;
  const before = [a.slice(), b.slice()];
  gemm(a, b, { m: 5, n: 7, k: 6 });
  assert.deepEqual([a, b], before);
});

Deno.test("gemm() refuses arrays whose length is not what the sizes say", () => {
  const a = new Float64Array(6);
  assertThrows(() => gemm(a, a, { m: 2, n: 2, k: 2 }), "Misaligned", /first operand to have length 4.*found 6/);
  assertThrows(() => gemm(a, a, { m: 2, n: 1, k: 3 }), "Misaligned", /second operand to have length 3/);
  assertThrows(() => gemm(a, a, { m: 2, n: 2, k: 3 }, a), "Misaligned", /result to have length 4/);
});

Deno.test("gemm() agrees with the definition for every storage, with sizes 0 and 1 among them", () => {
  const rng = new Rng(5);
  const sizes = [0, 1, 2, 3, 4, 5, 6, 9, 17];
  for (let round = 0; round < 200; round++) {
    const [m, n, k] = [0, 1, 2].map(() => sizes[rng.integer(sizes.length)]!) as [number, number, number];
    const a = randomMatrix(rng, m, k).data, b = randomMatrix(rng, k, n).data;
    const transposeA = rng.integer(2) === 1, transposeB = rng.integer(2) === 1;
    const got = gemm(transposeA ? transposed(a, m, k) : a, transposeB ? transposed(b, k, n) : b, {
      m,
      n,
      k,
      transposeA,
      transposeB,
    });
    assertClose(got, product(a, b, m, n, k), 1e-12, `${m} × ${n} × ${k}, ${transposeA}, ${transposeB}`);
  }
});

Deno.test("gemm() reads transposed operands across block edges", () => {
  const rng = new Rng(6);
  const [m, n, k] = [101, 259, 261];
  const a = randomMatrix(rng, m, k).data, b = randomMatrix(rng, k, n).data;
  const want = product(a, b, m, n, k);
  const shape = { m, n, k, transposeA: true, transposeB: true };
  assertClose(gemm(transposed(a, m, k), transposed(b, k, n), shape), want, 1e-11);
});

Deno.test("gemm() reads and writes views that begin anywhere in their buffers", () => {
  const rng = new Rng(7);
  for (let offset = 1; offset < 8; offset++) {
    const [m, n, k] = [5 + offset, 7, 6];
    const a = randomMatrix(rng, 1, m * k + offset).data.subarray(offset);
    const b = randomMatrix(rng, 1, k * n + 9).data.subarray(3, 3 + k * n);
    const whole = new Float64Array(m * n + 2 * offset).fill(7);
    const out = gemm(a, b, { m, n, k }, whole.subarray(offset, offset + m * n));
    assertClose(out, product(a, b, m, n, k), 1e-12);
    assert(whole.subarray(0, offset).every((value) => value === 7), "before the view");
    assert(whole.subarray(offset + m * n).every((value) => value === 7), "after the view");
  }
  const bytes = new ArrayBuffer(44);
  const odd = new Float32Array(bytes, 4, 4);
  odd.set([1, 2, 3, 4]);
  assert.deepEqual([...gemm(odd, odd, { m: 2, n: 2, k: 2 })], [7, 10, 15, 22]);
});

Deno.test("gemm() mixes element types", () => {
  const a = Float32Array.of(0.5, 2), b = Float64Array.of(1e-9, 3);
  assert.deepEqual([...gemm(a, b, { m: 1, n: 1, k: 2 }, new Float64Array(1))], [0.5e-9 + 6]);
  assert.deepEqual([...gemm(b, a, { m: 1, n: 1, k: 2 })], [0.5e-9 + 6]);
});

Deno.test("gemm() is linear, and the identity changes nothing", () => {
  const rng = new Rng(8);
  const n = 13;
  const a = randomMatrix(rng, n, n).data, b = randomMatrix(rng, n, n).data, c = randomMatrix(rng, n, n).data;
  const identity = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);
  assert.deepEqual(gemm(a, identity, { m: n, n, k: n }), a);
  const sum = gemm(a, b.map((value, at) => value + 2 * c[at]!), { m: n, n, k: n });
  const ab = gemm(a, b, { m: n, n, k: n }), ac = gemm(a, c, { m: n, n, k: n });
  assertClose(sum, ab.map((value, at) => value + 2 * ac[at]!), 1e-13);
});
