import assert from "node:assert/strict";
import { embeddingPlaces, shownSpots, tissuePlaces } from "../../../src/bridge/loss_live/spot_places.ts";
import { AnnData, Dense, Frame } from "../../../src/data/mod.ts";

const spots = (rows: number[][]) =>
  new AnnData({ obs: new Frame(rows.map((_, i) => `${i}`)), obsm: { spatial: Dense.fromRows(rows) } });

Deno.test("tissuePlaces() spans 0 to 1 along the longer axis, the second coordinate up", () => {
  const { x, y } = tissuePlaces(spots([[100, 10], [300, 10], [200, 60]]), shownSpots(3))!;
  assert.deepEqual([...x], [0, 1, 0.5]);
  assert.deepEqual([...y], [0.25, 0.25, 0]);
});

Deno.test("tissuePlaces() points down where the object has images", () => {
  const data = spots([[0, 0], [2, 4]]).with({ uns: { spatial: {} } });
  assert.deepEqual([...tissuePlaces(data, shownSpots(2))!.y], [0, 1]);
});

Deno.test("tissuePlaces() lays sections that lie upon each other side by side, whichever spots are shown", () => {
  const rows = [[0, 0], [10, 10], [0, 0], [10, 10], [5, 5]];
  const data = spots(rows).with({ obs: { section: ["a", "a", "b", "b", "a"] } });
  const { x, y } = tissuePlaces(data, shownSpots(5), "section")!;
  assert.deepEqual([...y], [10, 0, 10, 0, 5].map((value) => Math.fround(value / 21.2)));
  assert.deepEqual([...x], [0, 10, 11.2, 21.2, 5].map((value) => Math.fround(value / 21.2)));
  const few = tissuePlaces(data, Int32Array.of(1, 2), "section")!;
  assert.deepEqual([few.x.length, few.x[1]! > few.x[0]!], [2, false]);
  assert.deepEqual(tissuePlaces(data, shownSpots(5)), tissuePlaces(spots(rows), shownSpots(5)));
  assert.equal(tissuePlaces(data, shownSpots(5), "nothing"), undefined);
});

Deno.test("tissuePlaces() keeps its precision far from the origin", () => {
  const { x } = tissuePlaces(spots([[1e7, 0], [1e7 + 1, 0], [1e7 + 3, 0]]), shownSpots(3))!;
  assert.deepEqual([...x], [0, Math.fround(1 / 3), 1]);
});

Deno.test("tissuePlaces() of an object that does not say where spots lie is undefined", () => {
  assert.equal(tissuePlaces(new AnnData({ X: Dense.zeros(3, 2) }), shownSpots(3)), undefined);
  assert.equal(tissuePlaces(spots([[NaN, 1], [0, 0]]), shownSpots(2)), undefined);
});

Deno.test("embeddingPlaces() takes the first two axes, and a single one along the middle", () => {
  const rows = shownSpots(2);
  const { x, y } = embeddingPlaces(new Dense(Float32Array.of(0, 0, 9, 4, 2, 9), { shape: [2, 3] }), rows);
  assert.deepEqual([[...x], [...y]], [[0, 1], [0.5, 0]]);
  const line = embeddingPlaces(new Dense(Float32Array.of(1, 3), { shape: [2, 1] }), rows);
  assert.deepEqual([[...line.x], [...line.y]], [[0, 1], [0, 0]]);
});

Deno.test("one spot, or all in one place, is drawn at 0", () => {
  assert.deepEqual([...tissuePlaces(spots([[5, 5]]), shownSpots(1))!.x], [0]);
});

Deno.test("shownSpots() is all of few, and rising rows of many, the same each time", () => {
  assert.deepEqual([...shownSpots(4)], [0, 1, 2, 3]);
  const some = shownSpots(100_000);
  assert.equal(some.length, 30_000);
  assert(some.every((row, i) => row < 100_000 && (i === 0 || row > some[i - 1]!)));
  assert.deepEqual(shownSpots(100_000), some);
});
