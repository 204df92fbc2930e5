import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { nuclearNorm } from "../../../src/kernels/ops/nuclear_norm.ts";
import { svd } from "../../../src/linalg/svd.ts";
import { kernelSets } from "../helpers.ts";
import { assertFollows, assertSameOnThreads, type Found, normals, withBlocks } from "./loss_reference.ts";

const measured = (y: Float32Array, rows: number, width: number) => (kernels: Kernels): Found =>
  withBlocks(kernels, (blocks) => {
    const gradient = blocks.out(y.length);
    const values = nuclearNorm(kernels, { y: blocks.put(y), rows, width, gradient });
    return { value: values.reduce((sum, value) => sum + value, 0), gradients: [values.sort(), gradient.f32.slice()] };
  });

/** By a decomposition of the matrix itself. */
function decomposed(y: Float32Array, nRows: number, nCols: number): Found {
  const { u, s, v, nComps } = svd({ data: y, nRows, nCols });
  const gradient = new Float64Array(y.length);
  for (let k = 0; k < nComps; k++) {
    for (let i = 0; i < nRows; i++) {
      for (let j = 0; j < nCols; j++) gradient[i * nCols + j]! += u[i * nComps + k]! * v[j * nComps + k]!;
    }
  }
  const values = [...new Float64Array(Math.max(0, nCols - nComps)), ...s.slice().reverse()];
  return { value: s.reduce((sum, value) => sum + value, 0), gradients: [values, gradient] };
}

Deno.test("nuclearNorm() follows a decomposition of the matrix itself, for odd shapes", () => {
  for (const [rows, width] of [[1, 1], [5, 5], [9, 4], [100, 3], [333, 33], [500, 64], [1_601, 10]] as const) {
    const y = normals(new Rng(rows), rows * width);
    assertFollows(measured(y, rows, width), decomposed(y, rows, width), 1e-6);
  }
});

Deno.test("nuclearNorm() finds singular values over four decades, and their directions", () => {
  const [rows, width] = [200, 5];
  const y = normals(new Rng(3), rows * width).map((x, i) => x * 10 ** -(i % width));
  assertFollows(measured(y, rows, width), decomposed(y, rows, width), 2e-6);
});

Deno.test("nuclearNorm() is 0 without rows or columns, and the same on any number of threads", () => {
  for (const kernels of kernelSets()) {
    assert.equal(measured(new Float32Array(0), 0, 3)(kernels).value, 0);
    assert.equal(measured(new Float32Array(0), 3, 0)(kernels).value, 0);
  }
  assertSameOnThreads(measured(normals(new Rng(2), 700 * 21), 700, 21));
});

Deno.test("nuclearNorm() lets not-a-numbers through and refuses blocks that are too short", () => {
  const y = normals(new Rng(4), 30);
  y[7] = NaN;
  for (const kernels of kernelSets()) {
    assert(Number.isNaN(measured(y, 10, 3)(kernels).value));
    withBlocks(kernels, (blocks) => {
      const [short, long] = [blocks.out(5), blocks.out(6)];
      assert.throws(() => nuclearNorm(kernels, { y: short, rows: 2, width: 3 }), {
        tag: "Misaligned",
        message: /matrix/,
      });
      assert.throws(() => nuclearNorm(kernels, { y: long, rows: 2, width: 3, gradient: short }), {
        tag: "Misaligned",
        message: /gradient/,
      });
    });
  }
});
