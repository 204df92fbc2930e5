import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { curvePoints, localFit } from "../../../src/preprocess/variable/local_fit.ts";
import { assertClose } from "../support.ts";

Deno.test("curvePoints() sorts by x and puts equal x together", () => {
  const points = curvePoints(Float64Array.of(3, 1, 3, 2, 1), Float64Array.of(10, 1, 20, 5, 3));
  assert.deepEqual([...points.x], [1, 2, 3]);
  assert.deepEqual([...points.count], [2, 1, 2]);
  assert.deepEqual([...points.sum], [4, 5, 30]);
});

Deno.test("curvePoints() of no points is empty", () => {
  assert.equal(curvePoints(new Float64Array(0), new Float64Array(0)).x.length, 0);
});

Deno.test("localFit() gives value and slope of a parabola anywhere, between and beyond the points too", () => {
  const x = Float64Array.from({ length: 30 }, (_, i) => i / 7);
  const points = curvePoints(x, x.map((value) => 1 + 2 * value - value * value));
  for (const at of [-0.3, 0, 1.05, 2.5, 4.9]) {
    const { value, slope } = localFit(points, at, 9);
    assertClose([value, slope], [1 + 2 * at - at * at, 2 - 2 * at], 1e-9, `at ${at}`);
  }
});

Deno.test("localFit() sees the q nearest points only", () => {
  const x = Float64Array.of(0, 1, 2, 3, 100, 101, 102, 103);
  const near = x.map((value) => value < 50 ? value : -1e6);
  assertClose([localFit(curvePoints(x, near), 1.5, 4).value], [1.5], 1e-9);
});

Deno.test("localFit() of ties counts every point", () => {
  const rng = new Rng(1);
  const x = Float64Array.from({ length: 60 }, () => rng.integer(12));
  const y = x.map(() => rng.normal());
  const apart = x.map((value, i) => value + 1e-9 * i);
  for (const at of [2.2, 5.7, 9.1]) {
    const [tied, spread] = [localFit(curvePoints(x, y), at, 25), localFit(curvePoints(apart, y), at, 25)];
    assertClose([tied.value, tied.slope], [spread.value, spread.slope], 1e-6);
  }
});

Deno.test("localFit() is a line where two places carry weight, and a mean where one or none does", () => {
  const two = curvePoints(Float64Array.of(0, 1, 3), Float64Array.of(0, 2, 50));
  assertClose([localFit(two, 0.5, 3).value, localFit(two, 0.5, 3).slope], [1, 2], 1e-9);
  const one = curvePoints(Float64Array.of(1, 1, 1), Float64Array.of(2, 4, 6));
  assert.deepEqual(localFit(one, 1, 2), { value: 4, slope: 0 });
  const none = curvePoints(Float64Array.of(-1, 1), Float64Array.of(2, 8));
  assert.deepEqual(localFit(none, 0, 2), { value: 5, slope: 0 });
});
