import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { pointsInPolygon, rectanglePolygon } from "../../../widgets/spatial_map/points_in_polygon.ts";

/** Even-odd, edge by edge: what the fast one must agree with. */
function slowly(x: Float32Array, y: Float32Array, polygon: readonly number[]): number[] {
  const corners = polygon.length / 2;
  return Array.from(x.keys()).filter((i) => {
    let inside = false;
    for (let c = 0, before = corners - 1; c < corners; before = c++) {
      const [x0, y0, x1, y1] = [polygon[2 * before]!, polygon[2 * before + 1]!, polygon[2 * c]!, polygon[2 * c + 1]!];
      if (y0 > y[i]! !== y1 > y[i]! && x[i]! < x0 + (x1 - x0) * (y[i]! - y0) / (y1 - y0)) inside = !inside;
    }
    return inside;
  });
}

Deno.test("pointsInPolygon() agrees with every edge held against every point, for polygons that cross themselves too", () => {
  const rng = new Rng(7);
  for (let round = 0; round < 40; round++) {
    const n = 400;
    const [x, y] = [
      Float32Array.from({ length: n }, () => rng.normal()),
      Float32Array.from({ length: n }, () => rng.normal()),
    ];
    const polygon = Array.from({ length: 2 * (3 + rng.integer(60)) }, () => rng.normal());
    assert.deepEqual([...pointsInPolygon(x, y, polygon)], slowly(x, y, polygon));
  }
});

Deno.test("pointsInPolygon() takes a rectangle, from any corner to any other", () => {
  const [x, y] = [new Float32Array([0, 0.5, 2]), new Float32Array([0, 0.5, 0.5])];
  for (const [x0, y0, x1, y1] of [[-1, -1, 1, 1], [1, 1, -1, -1], [-1, 1, 1, -1]] as const) {
    assert.deepEqual([...pointsInPolygon(x, y, rectanglePolygon(x0, y0, x1, y1))], [0, 1]);
  }
});

Deno.test("pointsInPolygon() finds nothing in what has no inside, and among no points", () => {
  const [x, y] = [new Float32Array([0]), new Float32Array([0])];
  for (const polygon of [[], [0, 0], [0, 0, 1, 1], [0, 0, 1, 0, 2, 0], [0, 0, 0, 1, 0, 2]]) {
    assert.equal(pointsInPolygon(x, y, polygon).length, 0);
  }
  assert.equal(pointsInPolygon(new Float32Array(0), new Float32Array(0), [0, 0, 1, 0, 1, 1]).length, 0);
});
