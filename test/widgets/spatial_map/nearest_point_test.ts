import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { NearestPoint } from "../../../widgets/spatial_map/nearest_point.ts";

function slowly(x: Float32Array, y: Float32Array, px: number, py: number, reach: number): number | null {
  let [best, found]: [number, number | null] = [reach * reach, null];
  for (let i = 0; i < x.length; i++) {
    const distance = (x[i]! - px) ** 2 + (y[i]! - py) ** 2;
    if (distance <= best) [best, found] = [distance, i];
  }
  return found;
}

Deno.test("NearestPoint agrees with a look at every point, for any cloud", () => {
  const rng = new Rng(5);
  for (const [wide, tall] of [[1, 1], [1, 1e-3], [1e4, 1], [0, 1], [0, 0]] as const) {
    const n = 300;
    const x = Float32Array.from({ length: n }, () => wide * rng.normal());
    const y = Float32Array.from({ length: n }, () => tall * rng.normal());
    const nearest = new NearestPoint(x, y);
    for (let round = 0; round < 200; round++) {
      const [px, py, reach] = [
        1.5 * wide * rng.normal(),
        1.5 * tall * rng.normal(),
        (wide + tall) * rng.uniform() * 0.3,
      ];
      assert.equal(nearest.at(px, py, reach, () => true), slowly(x, y, px, py, reach));
    }
  }
});

Deno.test("NearestPoint passes over points that do not count, and finds none out of reach", () => {
  const nearest = new NearestPoint(new Float32Array([0, 0.1, 5]), new Float32Array([0, 0, 0]));
  assert.equal(nearest.at(0.01, 0, 1, () => true), 0);
  assert.equal(nearest.at(0.01, 0, 1, (row) => row !== 0), 1);
  assert.equal(nearest.at(2.5, 0, 1, () => true), null);
  assert.equal(nearest.at(NaN, 0, 1, () => true), null);
});

Deno.test("NearestPoint takes no points, one point, and points upon each other: the last is on top", () => {
  assert.equal(new NearestPoint(new Float32Array(0), new Float32Array(0)).at(0, 0, 1, () => true), null);
  assert.equal(new NearestPoint(new Float32Array([3]), new Float32Array([4])).at(3, 4, 0.1, () => true), 0);
  const same = new NearestPoint(new Float32Array(9).fill(2), new Float32Array(9).fill(2));
  assert.equal(same.at(2, 2, 0, () => true), 8);
});
