import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { multiplyStrips, packStrips, TILE } from "../../src/linalg/panels.ts";
import { assertClose, randomMatrix, transposed } from "./helpers.ts";

Deno.test("packStrips() lays strips of TILE rows out depth first, padded with zeros", () => {
  const data = Float64Array.from({ length: 6 * 5 }, (_, at) => 1 + at);
  const packed = new Float64Array(2 * TILE * 3).fill(99);
  packStrips({ data, rowStride: 5, columnStride: 1 }, 1, 5, 2, 3, packed);
  for (let i = 0; i < 2 * TILE; i++) {
    for (let p = 0; p < 3; p++) {
      const want = i < 5 ? data[(1 + i) * 5 + 2 + p]! : 0;
      assert.equal(packed[Math.floor(i / TILE) * TILE * 3 + p * TILE + i % TILE], want, `row ${i}, depth ${p}`);
    }
  }
});

Deno.test("packStrips() packs a matrix and its transpose to the same strips", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 30; round++) {
    const m = 1 + rng.integer(13), k = 1 + rng.integer(9);
    const { data } = randomMatrix(rng, m, k);
    const size = TILE * Math.ceil(m / TILE) * k;
    const plain = new Float64Array(size), turned = new Float64Array(size);
    packStrips({ data, rowStride: k, columnStride: 1 }, 0, m, 0, k, plain);
    packStrips({ data: transposed(data, m, k), rowStride: 1, columnStride: m }, 0, m, 0, k, turned);
    assert.deepEqual(turned, plain);
  }
});

Deno.test("multiplyStrips() adds the product of two strips to a tile and touches nothing else", () => {
  const rng = new Rng(2);
  const depth = 7, stride = 9;
  const a = randomMatrix(rng, depth, TILE).data, b = randomMatrix(rng, depth, TILE).data;
  const out = new Float64Array(6 * stride).fill(0.5);
  const want = out.slice();
  for (let i = 0; i < TILE; i++) {
    for (let j = 0; j < TILE; j++) {
      for (let k = 0; k < depth; k++) want[(1 + i) * stride + 2 + j]! += a[k * TILE + i]! * b[k * TILE + j]!;
    }
  }
  multiplyStrips(a, 0, b, 0, depth, out, stride + 2, stride);
  assertClose(out, want, 1e-13);
});

Deno.test("multiplyStrips() starts where it is told in either strip", () => {
  const a = Float64Array.of(9, 9, 9, 9, 1, 2, 3, 4), b = Float64Array.of(9, 9, 9, 9, 9, 9, 9, 9, 1, 0, 0, 2);
  const out = new Float64Array(16);
  multiplyStrips(a, 4, b, 8, 1, out, 0, 4);
  assert.deepEqual([...out], [1, 0, 0, 2, 2, 0, 0, 4, 3, 0, 0, 6, 4, 0, 0, 8]);
});
