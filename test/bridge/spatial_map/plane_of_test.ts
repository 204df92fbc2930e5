import assert from "node:assert/strict";
import { planeOf } from "../../../src/bridge/spatial_map/plane_of.ts";
import { WeftError } from "../../../src/core/error.ts";
import { Rng } from "../../../src/core/rng.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";

function spots(rows: number[][], obs: Record<string, string[]> = {}, key = "spatial"): AnnData {
  const coordinates = new Dense(Float64Array.from(rows.flat()), { shape: [rows.length, rows[0]!.length] });
  return new AnnData({ obs: new Frame(rows.map((_, i) => `s${i}`), obs), obsm: { [key]: coordinates } });
}

Deno.test("planeOf() keeps the aspect of any coordinates and fills −1 to 1, also far from the origin", () => {
  const rng = new Rng(2);
  for (const [scale, shift] of [[1, 0], [1e-3, 5], [1e4, 3e7]] as const) {
    const rows = Array.from(
      { length: 200 },
      () => [shift + scale * rng.normal(), 2 * shift + scale * 3 * rng.normal()],
    );
    const { x, y, unit, place } = planeOf(spots(rows), { basis: "spatial", yAxis: "up" });
    const [px, py] = [[...x], [...y]];
    assert(Math.abs(Math.max(...px, ...py) - 1) < 1e-5 && Math.abs(Math.min(...px, ...py) + 1) < 1e-5);
    const [a, b] = [rows[3]!, rows[9]!];
    const far = Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
    assert(Math.abs(unit * Math.hypot(x[3]! - x[9]!, y[3]! - y[9]!) - far) < 1e-4 * far + 1e-5 * scale);
    assert.deepEqual(place(null, a[0]!, a[1]!).map(Math.fround), [x[3], y[3]]);
  }
});

Deno.test("planeOf() turns the second axis down for images", () => {
  const rows = [[0, 0], [2, 1]];
  assert.deepEqual([...planeOf(spots(rows), { basis: "spatial", yAxis: "up" }).y], [-0.5, 0.5]);
  const down = planeOf(spots(rows), { basis: "spatial", yAxis: "down" });
  assert.deepEqual([...down.y], [0.5, -0.5]);
  assert.deepEqual(down.place(null, 2, 1), [1, -0.5]);
});

Deno.test("planeOf() lays sections that share coordinates side by side and tells which spot is where", () => {
  const rows = [[0, 0], [1, 1], [0, 0], [1, 1]];
  const { x, y, sections, place } = planeOf(spots(rows, { slide: ["b", "b", "a", "a"] }), {
    ...{ basis: "spatial", libraryKey: "slide", yAxis: "up" },
  });
  assert(sections);
  assert.deepEqual([sections.labels, [...sections.codes]], [["a", "b"], [1, 1, 0, 0]]);
  sections.boxes.forEach(([left, bottom, right, top], section) => {
    for (const i of [0, 1, 2, 3].filter((i) => sections.codes[i] === section)) {
      assert(x[i]! >= left - 1e-6 && x[i]! <= right + 1e-6 && y[i]! >= bottom - 1e-6 && y[i]! <= top + 1e-6);
    }
  });
  assert(Math.abs(x[0]! - x[2]!) > 0.3, "apart");
  assert.deepEqual(place(1, 0, 0).map(Math.fround), [x[0], y[0]]);
});

Deno.test("planeOf() finds an embedding by its short name, whose spots do not touch", () => {
  const rows = Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10)]);
  const { spacing } = planeOf(spots(rows, {}, "X_umap"), { basis: "umap", yAxis: "up" });
  assert.equal(spacing, 0.16);
  const grid = planeOf(spots(rows), { basis: "spatial", yAxis: "up" });
  assert(Math.abs(grid.spacing - 2 / 9) < 1e-9);
});

Deno.test("planeOf() measures the distance of neighbours within sections, however they lay upon each other", () => {
  const grid = Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10)] as const);
  const rows = [...grid.map(([x, y]) => [x, y]), ...grid.map(([x, y]) => [x + 0.1, y])];
  const slide = rows.map((_, i) => i < 100 ? "a" : "b");
  const { spacing, unit } = planeOf(spots(rows, { slide }), { basis: "spatial", libraryKey: "slide", yAxis: "up" });
  assert(Math.abs(spacing * unit - 1) < 1e-9, `${spacing * unit}`);
});

Deno.test("planeOf() says what it lacks", () => {
  const is = (tag: string) => (error: unknown) => error instanceof WeftError && error.tag === tag;
  assert.throws(() => planeOf(spots([[1, 2]]), { basis: "pca", yAxis: "up" }), is("NotFound"));
  assert.throws(() => planeOf(spots([[1, NaN]]), { basis: "spatial", yAxis: "up" }), is("BadValues"));
  assert.throws(() => planeOf(spots([[1], [2]]), { basis: "spatial", yAxis: "up" }), is("TooSmall"));
});
