import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { density } from "../../src/plot/density.ts";

function normals(n: number, seed: number, mean = 0, sd = 1): Float64Array {
  const rng = new Rng(seed);
  return Float64Array.from({ length: n }, () => mean + sd * rng.normal());
}

/** The density by its definition, at one place. */
function direct(values: Float64Array, x: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  const width = sd * values.length ** -0.2;
  const total = values.reduce((sum, value) => sum + Math.exp(-0.5 * ((x - value) / width) ** 2), 0);
  return total / (values.length * width * Math.sqrt(2 * Math.PI));
}

Deno.test("density() is that of its definition, but for the bins", () => {
  const values = Float64Array.of(...normals(300, 1), ...normals(200, 2, 5, 0.5));
  const { at, height } = density(values);
  const peak = Math.max(...height);
  at.forEach((x, k) => assert(Math.abs(height[k]! - direct(values, x)) < 0.01 * peak, `at ${x}`));
});

Deno.test("density() goes from the least to the greatest value and integrates to nearly 1", () => {
  const values = normals(2000, 3, 10, 4);
  const { at, height } = density(values);
  assert.equal(at[0], Math.min(...values));
  assert(Math.abs(at.at(-1)! - Math.max(...values)) < 1e-9);
  const step = at[1]! - at[0]!;
  const area = height.reduce((sum, value) => sum + value * step, 0);
  assert(area > 0.97 && area < 1.02, `${area}`);
});

Deno.test("density() of values all alike, or of one, is one peak", () => {
  for (const values of [Float64Array.of(4), Float64Array.of(2, 2, 2)]) {
    assert.deepEqual(density(values), { at: Float64Array.of(values[0]!), height: Float64Array.of(1) });
  }
});

Deno.test("density() of a million values is quick", () => {
  const values = normals(1_000_000, 5);
  const start = performance.now();
  density(values);
  assert(performance.now() - start < 2000);
});
