import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { applyReflectors } from "../../src/linalg/apply_reflectors.ts";
import { type Tridiagonal, tridiagonalize } from "../../src/linalg/tridiagonalize.ts";
import { assertClose, assertOrthonormal, randomMatrix, randomSymmetric } from "./helpers.ts";

/** One reflector after the other: z ← (I − scale v vᵀ) z, the last one first. */
function oneByOne({ reflectors, scales }: Tridiagonal, z: Float64Array, n: number, m: number): void {
  for (let k = n - 2; k >= 0; k--) {
    for (let j = 0; j < m; j++) {
      let dot = 0;
      for (let i = k + 1; i < n; i++) dot += reflectors[k * n + i]! * z[i * m + j]!;
      for (let i = k + 1; i < n; i++) z[i * m + j]! -= scales[k]! * dot * reflectors[k * n + i]!;
    }
  }
}

Deno.test("applyReflectors() in blocks does what the reflectors do one by one", () => {
  const rng = new Rng(1);
  for (const [n, m] of [[1, 1], [2, 3], [10, 4], [48, 2], [49, 5], [50, 1], [98, 7], [131, 3]] as const) {
    const reduced = tridiagonalize(randomSymmetric(rng, n), n);
    const z = randomMatrix(rng, n, m).data, want = z.slice();
    oneByOne(reduced, want, n, m);
    applyReflectors(reduced, z, n, m);
    assertClose(z, want, 1e-12, `${n} × ${m}`);
  }
});

Deno.test("applyReflectors() keeps orthonormal columns orthonormal", () => {
  const n = 60, m = 4;
  const z = Float64Array.from({ length: n * m }, (_, at) => Math.floor(at / m) === 3 * (at % m) + 1 ? 1 : 0);
  applyReflectors(tridiagonalize(randomSymmetric(new Rng(2), n), n), z, n, m);
  assertOrthonormal(z, n, m, 1e-12);
});

Deno.test("applyReflectors() leaves the first row alone, and everything when there is nothing to reflect", () => {
  const rng = new Rng(3);
  const z = randomMatrix(rng, 5, 2).data, first = z.slice(0, 2);
  applyReflectors(tridiagonalize(randomSymmetric(rng, 5), 5), z, 5, 2);
  assert.deepEqual(z.slice(0, 2), first);
  const same = z.slice();
  applyReflectors(tridiagonalize(new Float64Array(25), 5), z, 5, 2);
  assert.deepEqual(z, same);
});
