import assert from "node:assert/strict";
import { type Hiding, visibleRows } from "../../../widgets/spatial_map/visible.ts";

const CODES = new Uint16Array([0, 1, 2, 0, 1]);
const NOTHING: Hiding = { hidden: new Set(), section: null, only: null, range: null };

Deno.test("visibleRows() is null where nothing is hidden", () => {
  assert.equal(visibleRows(CODES, NOTHING), null);
});

Deno.test("visibleRows() leaves out hidden categories, other sections, what is not chosen, and values out of range", () => {
  assert.deepEqual(visibleRows(CODES, { ...NOTHING, hidden: new Set([1, 2]) }), [0, 3]);
  assert.deepEqual(visibleRows(CODES, { ...NOTHING, section: { codes: [0, 0, 1, 1, 1], shown: 1 } }), [2, 3, 4]);
  assert.deepEqual(visibleRows(CODES, { ...NOTHING, only: new Uint8Array([0b10010]) }), [1, 4]);
  const values = [1, 2, NaN, 4, 5];
  assert.deepEqual(visibleRows(CODES, { ...NOTHING, range: { values, from: 2, to: 4 } }), [1, 3]);
});

Deno.test("visibleRows() asks for all at once", () => {
  const all: Hiding = {
    hidden: new Set([2]),
    section: { codes: [0, 0, 0, 0, 1], shown: 0 },
    only: new Uint8Array([0b11111]),
    range: { values: [9, 1, 1, 1, 1], from: -Infinity, to: 5 },
  };
  assert.deepEqual(visibleRows(CODES, all), [1, 3]);
});
