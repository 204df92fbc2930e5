import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { blockedProduct } from "../../src/linalg/blocked_product.ts";
import { assertClose, product, randomMatrix, transposed } from "./helpers.ts";

/** `a bᵀ` of random matrices, in blocks and by the definition. */
function both(rng: Rng, m: number, n: number, depth: number, triangle = false) {
  const a = randomMatrix(rng, m, depth).data, b = triangle ? a : randomMatrix(rng, n, depth).data;
  const out = new Float64Array(m * n).fill(NaN);
  const operand = (data: Float64Array) => ({ data, rowStride: depth, columnStride: 1 });
  blockedProduct(operand(a), operand(b), m, n, depth, out, triangle);
  return { out, want: product(a, transposed(b, n, depth), m, n, depth) };
}

Deno.test("blockedProduct() agrees with the definition on either side of every block edge", () => {
  const rng = new Rng(1);
  for (const m of [1, 95, 96, 97]) {
    for (const [n, depth] of [[1, 1], [255, 3], [257, 5], [2, 255], [3, 257]] as const) {
      const { out, want } = both(rng, m, n, depth);
      assertClose(out, want, 1e-12 * depth, `${m} × ${n}, depth ${depth}`);
    }
  }
});

Deno.test("blockedProduct() overwrites every element, also with sums over nothing", () => {
  const { out } = both(new Rng(2), 5, 7, 0);
  assert.deepEqual([...out], new Array(35).fill(0));
});

Deno.test("blockedProduct() with triangle fills at least the lower triangle", () => {
  for (const n of [1, 4, 96, 97, 200]) {
    const { out, want } = both(new Rng(n), n, n, 6, true);
    for (let i = 0; i < n; i++) {
      assertClose(out.subarray(i * n, i * n + i + 1), want.subarray(i * n, i * n + i + 1), 1e-12);
    }
  }
});

Deno.test("blockedProduct() rounds once, at the end, when the result is float32", () => {
  const a = Float32Array.of(1, 2 ** -13, 2 ** -13), ones = Float32Array.of(1, 2 ** -13, 2 ** -13);
  const out = new Float32Array(1);
  blockedProduct(
    { data: a, rowStride: 3, columnStride: 1 },
    { data: ones, rowStride: 3, columnStride: 1 },
    1,
    1,
    3,
    out,
  );
  assert.equal(out[0], Math.fround(1 + 2 ** -25));
});
