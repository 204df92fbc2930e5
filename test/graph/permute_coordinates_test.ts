import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { MuData } from "../../src/data/mudata.ts";
import { permuteCoordinates } from "../../src/graph/permute_coordinates.ts";
import { spatialCoordinates } from "../../src/graph/spatial_coordinates.ts";
import { randomDense, refuses, spots } from "./support.ts";

const COORDS = randomDense(new Rng(1), 40, 2).toRows();
const sorted = (coords: Dense) => coords.toRows().map(String).sort();

Deno.test("permuteCoordinates() gives the same places to other spots", () => {
  const tissue = spots(COORDS);
  const control = spatialCoordinates(permuteCoordinates(tissue, { seed: 3 }));
  assert.deepEqual(sorted(control), sorted(spatialCoordinates(tissue)));
  const kept = control.toRows().filter((row, i) => String(row) === String(COORDS[i])).length;
  assert(kept < 8, `${kept} spots kept their place`);
  assert.deepEqual(spatialCoordinates(tissue).toRows(), COORDS);
});

Deno.test("permuteCoordinates() follows its seed", () => {
  const control = (seed: number) => spatialCoordinates(permuteCoordinates(spots(COORDS), { seed })).toRows();
  assert.deepEqual(control(1), control(1));
  assert.notDeepEqual(control(1), control(2));
});

Deno.test("permuteCoordinates() keeps spots in their section", () => {
  const sections = COORDS.map((_, i) => i % 3 ? "a" : "b");
  const control = spatialCoordinates(permuteCoordinates(spots(COORDS, sections), { libraryKey: "section" })).toRows();
  for (const name of ["a", "b"]) {
    const own = (rows: number[][]) => rows.filter((_, i) => sections[i] === name).map(String).sort();
    assert.deepEqual(own(control), own(COORDS));
  }
});

Deno.test("permuteCoordinates() of a MuData leaves one set of coordinates, in the whole", () => {
  const control = permuteCoordinates(new MuData({ mod: { rna: spots(COORDS), adt: spots(COORDS) } }), { seed: 5 });
  assert.deepEqual(Object.keys(control.mod.rna!.obsm), []);
  assert.deepEqual(sorted(spatialCoordinates(control)), COORDS.map(String).sort());
});

Deno.test("permuteCoordinates() says when there is nothing to permute", () => {
  const bare = spots(COORDS).with({ obsm: { spatial: undefined } });
  refuses(() => permuteCoordinates(bare), "NotFound", /coordinates are missing/);
});
