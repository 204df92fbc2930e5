import assert from "node:assert/strict";
import { codesOf } from "../../src/data/columns/codes_of.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Dense } from "../../src/data/dense.ts";
import { sideBySide } from "../../src/report/side_by_side.ts";

const square = [[0, 0], [10, 0], [0, 10], [10, 10]];

/** Sections that all lie at the same place. */
function stacked(nSections: number) {
  const names = Array.from({ length: 4 * nSections }, (_, i) => `s${Math.floor(i / 4)}`);
  const rows = Array.from({ length: nSections }, () => square).flat();
  return { coordinates: Dense.fromRows(rows), sections: codesOf(categorical(names)) };
}

Deno.test("sideBySide() lays sections beside each other in rows from the upper left, each as it was", () => {
  const { coordinates, sections } = stacked(4);
  for (const [yAxis, below] of [["down", 10.8], ["up", -10.8]] as const) {
    const moved = sideBySide(coordinates, sections, yAxis).toRows();
    assert.deepEqual(moved.slice(0, 4), square);
    assert.deepEqual(moved.slice(4, 8), square.map(([x, y]) => [x! + 10.8, y]));
    assert.deepEqual(moved.slice(8, 12), square.map(([x, y]) => [x, y! + below]));
  }
});

Deno.test("sideBySide() leaves no two sections in one place, whatever their size", () => {
  const coordinates = Dense.fromRows([[5, 5], [6, 9], [-100, 3], [100, 4], [7, 7]]);
  const sections = codesOf(categorical(["a", "a", "b", "b", "c"]));
  const moved = sideBySide(coordinates, sections, "up").toRows();
  assert.equal(new Set(moved.map((row) => row.join())).size, 5);
  assert.deepEqual(moved[0], [0, 0]);
  assert.deepEqual(moved[3]![0]! - moved[2]![0]!, 200);
});

Deno.test("sideBySide() passes over sections without spots, and axes beyond the second", () => {
  const sections = codesOf(categorical(["b", "b"], { categories: ["a", "b"] }));
  const moved = sideBySide(Dense.fromRows([[1, 2, 3], [4, 6, 5]]), sections, "up");
  assert.deepEqual(moved.toRows(), [[0, 0], [3, 4]]);
});
