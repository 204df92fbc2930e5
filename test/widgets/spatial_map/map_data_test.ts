import assert from "node:assert/strict";
import { packNames } from "../../../src/bridge/protocol/names.ts";
import type { SpatialMapState } from "../../../src/bridge/protocol.ts";
import { mapState } from "../../browser/spatial_map/map_state.ts";
import { MapData } from "../../../widgets/spatial_map/map_data.ts";
import { FakeModel } from "./fake_model.ts";

/** Binary traits as they come: a view into a larger message, at any offset. */
function asArrived(state: SpatialMapState): SpatialMapState {
  const view = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.byteLength + 3);
      bytes.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), 3);
      return new DataView(bytes.buffer, 3);
    }
    if (Array.isArray(value)) return value.map(view);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, view(item)]));
  };
  return view(state) as SpatialMapState;
}

Deno.test("MapData reads traits that are bytes in a message", () => {
  const state = mapState(4, { selected: Uint8Array.from([5, 0]) });
  const data = new MapData(new FakeModel(asArrived(state)));
  assert.deepEqual([data.n, ...data.x], [16, ...state.x]);
  assert.deepEqual([...data.selected()], [5, 0]);
  assert.deepEqual(Array.from(data.values()), [...state.values]);
  assert.equal(data.names().at(3), "AAAC-3");
});

Deno.test("MapData reads names anew when they come", () => {
  const model = new FakeModel(mapState(2, { names: new Uint8Array(0) }));
  const data = new MapData(model);
  assert(!data.names().known);
  model.set("names", packNames(["a", "b", "c", "d"]));
  assert.equal(data.names().at(3), "d");
  assert.equal(data.names(), data.names(), "once");
});

Deno.test("MapData makes steps of a second number, the least for what is missing", () => {
  const emphasis = { key: "g", clip: [0, 1], size: true, opacity: false } as const;
  const emphasisValues = Float32Array.from([0, 0.5, 1, NaN]);
  const data = new MapData(new FakeModel(mapState(2, { emphasis, emphasisValues })));
  const made = data.emphasis()!;
  assert.deepEqual([[...made.steps], made.size, made.opacity], [[0, 8, 15, 0], true, false]);
  assert.equal(new MapData(new FakeModel(mapState(2))).emphasis(), null);
});

Deno.test("MapData reads sections, and takes too few coordinates", () => {
  const sections = {
    labels: ["s"],
    codes: Uint16Array.of(0, 0, 0, 65535),
    dtype: "uint16",
    boxes: [[0, 0, 1, 1]],
  } as const;
  const data = new MapData(new FakeModel(asArrived(mapState(2, { sections }))));
  assert.deepEqual(Array.from(data.sections()!.codes), [0, 0, 0, 65535]);
  assert.equal(new MapData(new FakeModel(mapState(2, { y: new Float32Array(3) }))).n, 3);
  assert.equal(new MapData(new FakeModel(mapState(2))).sections(), null);
});
