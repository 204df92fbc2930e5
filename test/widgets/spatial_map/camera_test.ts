import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import {
  boxOf,
  type Camera,
  cameraOf,
  lookAt,
  panned,
  pixelsPerUnit,
  toPlane,
  toScreen,
  viewOf,
  zoomed,
} from "../../../widgets/spatial_map/camera.ts";

function close(found: readonly number[], expected: readonly number[], tolerance = 1e-9): void {
  found.forEach((value, i) => assert(Math.abs(value - expected[i]!) < tolerance, `${found} for ${expected}`));
}

const HOME: Camera = { width: 800, height: 400, scale: 1, x: 0, y: 0 };

Deno.test("toScreen() puts the middle in the middle, up above, and keeps the aspect", () => {
  assert.deepEqual(toScreen(HOME, 0, 0), [400, 200]);
  assert.deepEqual(toScreen(HOME, 0, 1), [400, 0]);
  assert.deepEqual(toScreen(HOME, 1, 0), [600, 200]);
  assert.equal(pixelsPerUnit(HOME), 200);
});

Deno.test("toPlane() undoes toScreen() for any camera", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 100; round++) {
    const camera = {
      ...{ width: 50 + rng.integer(2000), height: 50 + rng.integer(2000) },
      ...{ scale: Math.exp(6 * rng.uniform() - 2), x: rng.normal(), y: rng.normal() },
    };
    const place = [rng.normal(), rng.normal()] as const;
    close(toPlane(camera, ...toScreen(camera, ...place)), place, 1e-9);
  }
});

Deno.test("viewOf() and cameraOf() undo each other", () => {
  const camera = { width: 300, height: 200, scale: 2.5, x: 0.25, y: -0.5 };
  assert.deepEqual(cameraOf(viewOf(camera), 300, 200), camera);
});

Deno.test("lookAt() shows the whole box with its margin, as large as it fits, in the middle", () => {
  for (const [width, height] of [[800, 400], [300, 900]] as const) {
    const camera = lookAt([-0.5, 0.1, 0.7, 0.5], width, height, 0.1);
    const [left, bottom] = toScreen(camera, -0.5 - 0.12, 0.1 - 0.04);
    const [right, top] = toScreen(camera, 0.7 + 0.12, 0.5 + 0.04);
    close([(left + right) / 2, (top + bottom) / 2], [width / 2, height / 2]);
    close([Math.max((right - left) / width, (bottom - top) / height)], [1]);
  }
});

Deno.test("lookAt() takes a box without size", () => {
  const camera = lookAt([0.5, 0.5, 0.5, 0.5], 100, 100);
  close(toScreen(camera, 0.5, 0.5), [50, 50], 1e-6);
});

Deno.test("zoomed() keeps the place under the pointer, within bounds", () => {
  const before = toPlane(HOME, 123, 77);
  close(toPlane(zoomed(HOME, 3, 123, 77), 123, 77), before);
  assert.equal(zoomed(HOME, 1e9, 0, 0).scale, 1e4);
  assert.equal(zoomed(HOME, 1e-9, 0, 0).scale, 0.05);
});

Deno.test("panned() moves the picture by pixels", () => {
  const [x, y] = toScreen(HOME, 0.3, 0.2);
  close(toScreen(panned(HOME, 10, -25), 0.3, 0.2), [x + 10, y - 25]);
});

Deno.test("boxOf() is the smallest box around points, all or some; none for none", () => {
  const [x, y] = [new Float32Array([0, 1, -2]), new Float32Array([5, 3, 4])];
  assert.deepEqual(boxOf(x, y), [-2, 3, 1, 5]);
  assert.deepEqual(boxOf(x, y, [1]), [1, 3, 1, 3]);
  assert.equal(boxOf(x, y, []), null);
});
