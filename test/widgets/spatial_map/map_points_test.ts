import assert from "node:assert/strict";
import { mapState } from "../../browser/spatial_map/map_state.ts";
import type { SpatialMapState } from "../../../src/bridge/protocol.ts";
import { MapData } from "../../../widgets/spatial_map/map_data.ts";
import { MapPoints } from "../../../widgets/spatial_map/map_points.ts";
import { MapSelection } from "../../../widgets/spatial_map/map_selection.ts";
import { FakeModel } from "./fake_model.ts";

const LABELS = ["a", "b", "c"];

/** Nine spots: three of each category but the last, which has none. */
function nine(changes: Partial<SpatialMapState> = {}) {
  const values = Uint8Array.from([0, 0, 0, 1, 1, 1, 2, 2, 255]);
  const colors = ["#111111", "#222222", "#333333"];
  const channel = { kind: "category", key: "k", dtype: "uint8", labels: LABELS, colors } as const;
  const model = new FakeModel(mapState(3, { values, channel, ...changes }));
  const data = new MapData(model);
  const selection = new MapSelection(data.n);
  return { model, selection, data, points: new MapPoints(data, selection) };
}

Deno.test("MapPoints counts each category, and the selected of each", () => {
  const { points, selection } = nine();
  assert.deepEqual([...points.counts().all], [3, 3, 2, 1]);
  assert.equal(points.counts().selected, null);
  selection.choose([0, 3, 8], "replace");
  assert.deepEqual([...points.counts().selected!], [1, 1, 0, 1]);
  assert.deepEqual(points.rowsOf(3), [8]);
});

Deno.test("MapPoints hides what the model says, missing as −1, and says what a switch makes of it", () => {
  const { points, model } = nine({ hidden: [1] });
  assert.deepEqual(points.filter(), [0, 1, 2, 6, 7, 8]);
  assert.deepEqual([points.shows(0), points.shows(3)], [true, false]);
  assert.deepEqual(points.toggled(1), []);
  assert.deepEqual(points.toggled(3), [-1, 1]);
  model.set("hidden", [-1, 1]);
  assert(points.takeHidden());
  assert(!points.takeHidden(), "the same again is no change");
  assert.deepEqual(points.filter(), [0, 1, 2, 6, 7]);
});

Deno.test("MapPoints shows one category alone, and all again", () => {
  const { points, model } = nine();
  assert.deepEqual(points.soloed(1), [-1, 0, 2]);
  model.set("hidden", points.soloed(1));
  points.takeHidden();
  assert.deepEqual(points.filter(), [3, 4, 5]);
  assert.deepEqual(points.soloed(1), []);
  assert.deepEqual(points.soloed(2), [-1, 0, 1]);
});

Deno.test("MapPoints draws the selection only, a section only, a range only; all together", () => {
  const codes = Uint8Array.from([0, 0, 0, 0, 1, 1, 1, 1, 1]);
  const sections = { labels: ["s", "t"], codes, dtype: "uint8", boxes: [[-1, -1, 0, 0], [0, 0, 1, 1]] } as const;
  const { points, selection, model } = nine({ sections });
  points.setOnly(true);
  assert.equal(points.only, false, "nothing is selected");
  selection.choose([2, 4, 6], "replace");
  points.setOnly(true);
  assert.deepEqual(points.filter(), [2, 4, 6]);
  model.set("section", 1);
  assert.deepEqual(points.filter(), [4, 6]);
  points.setOnly(false);
  model.set("channel", { kind: "value", key: "g", dtype: "float32", min: 0, max: 8, clip: [0, 8] });
  model.set("values", Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]));
  points.recolor();
  points.setRange([5, 7]);
  assert.deepEqual(points.filter(), [5, 6, 7]);
  points.recolor();
  assert.deepEqual(points.filter(), [4, 5, 6, 7, 8], "other colours begin with all values");
  assert.deepEqual(points.shownRows(), [4, 5, 6, 7, 8]);
});

Deno.test("MapPoints of another channel forgets what was hidden of the one before", () => {
  const { points, model } = nine({ hidden: [0] });
  assert.deepEqual([...points.hidden], [0]);
  model.set("channel", null);
  points.recolor();
  assert.deepEqual([points.filter(), points.shownRows().length], [null, 9]);
});
