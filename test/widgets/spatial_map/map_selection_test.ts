import assert from "node:assert/strict";
import { MapSelection } from "../../../widgets/spatial_map/map_selection.ts";

Deno.test("MapSelection.choose() replaces, adds and takes away, and says whether anything changed", () => {
  const selection = new MapSelection(10);
  assert(selection.choose([1, 2, 3], "replace"));
  assert(!selection.choose([3, 2, 1], "replace"));
  assert(selection.choose([9], "add"));
  assert(selection.choose([2, 5], "remove"));
  assert.deepEqual([...selection.rows()], [1, 3, 9]);
  assert.equal(selection.size, 3);
  assert(!selection.choose([], "add"));
  assert(selection.choose([], "replace"));
  assert.equal(selection.size, 0);
});

Deno.test("MapSelection.invert() turns round among all, or among those that are shown", () => {
  const selection = new MapSelection(5);
  selection.choose([0, 4], "replace");
  selection.invert(null);
  assert.deepEqual([...selection.rows()], [1, 2, 3]);
  selection.invert([0, 1]);
  assert.deepEqual([...selection.rows()], [0]);
});

Deno.test("MapSelection.set() takes bytes of any length, without bits beyond the end", () => {
  const selection = new MapSelection(9);
  assert(selection.set(new Uint8Array([255, 255, 255])));
  assert.equal(selection.size, 9);
  assert(selection.set(new Uint8Array(0)));
  assert.equal(selection.bits.length, 2);
});
