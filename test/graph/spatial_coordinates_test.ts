import assert from "node:assert/strict";

import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { spatialCoordinates } from "../../src/graph/spatial_coordinates.ts";
import { refuses, spots } from "./support.ts";

function modality(names: string[], coords?: number[][], dtype: "float32" | "float64" = "float64"): AnnData {
  const obsm = coords ? { spatial: Dense.fromRows(coords, dtype) } : {};
  return new AnnData({ X: Dense.zeros(names.length, 1), obs: new Frame(names), obsm });
}

Deno.test("spatialCoordinates() of an AnnData are its obsm entry as float64", () => {
  const coords = spatialCoordinates(spots([[1, 2], [3, 4]]));
  assert.equal(coords.dtype, "float64");
  assert.deepEqual(coords.toRows(), [[1, 2], [3, 4]]);
  const other = spots([[1, 2]]).with({ obsm: { place: Dense.fromRows([[5, 6]]) } });
  assert.deepEqual(spatialCoordinates(other, { spatialKey: "place" }).toRows(), [[5, 6]]);
});

Deno.test("spatialCoordinates() reads a table of coordinates", () => {
  const table = new Frame(["a", "b"], { x: Float64Array.of(1, 2), y: Float64Array.of(3, 4) });
  const adata = new AnnData({ obs: new Frame(["a", "b"]), obsm: { spatial: table } });
  assert.deepEqual(spatialCoordinates(adata).toRows(), [[1, 3], [2, 4]]);
});

Deno.test("spatialCoordinates() of a MuData come from a modality, by name", () => {
  const rna = modality(["a", "b", "c"]);
  const adt = modality(["c", "a", "b"], [[3, 3], [1, 1], [2, 2]]);
  assert.deepEqual(spatialCoordinates(new MuData({ mod: { rna, adt } })).toRows(), [[1, 1], [2, 2], [3, 3]]);
});

Deno.test("spatialCoordinates() puts together modalities that cover different spots", () => {
  const rna = modality(["a", "b"], [[1, 1], [2, 2]]);
  const adt = modality(["b", "c"], [[2, 2], [3, 3]]);
  assert.deepEqual(spatialCoordinates(new MuData({ mod: { rna, adt } })).toRows(), [[1, 1], [2, 2], [3, 3]]);
});

Deno.test("spatialCoordinates() takes the same coordinates in other precision for the same", () => {
  const rna = modality(["a", "b"], [[1.1, 1000.3], [2000.7, 2]]);
  const adt = modality(["a", "b"], [[1.1, 1000.3], [2000.7, 2]], "float32");
  assert.equal(spatialCoordinates(new MuData({ mod: { rna, adt } })).get(0, 1), 1000.3);
});

Deno.test("spatialCoordinates() refuses modalities that disagree, and a whole that disagrees with one", () => {
  const rna = modality(["a", "b"], [[1, 1], [2, 2]]);
  const adt = modality(["a", "b"], [[1, 1], [2, 3]]);
  refuses(
    () => spatialCoordinates(new MuData({ mod: { rna, adt } })),
    "Ambiguous",
    /other coordinates for observation 'b' in modality 'adt' than in modality 'rna'.*Remove the one/,
  );
  const whole = new MuData({ mod: { rna }, obsm: { spatial: Dense.fromRows([[1, 1], [9, 9]]) } });
  refuses(() => spatialCoordinates(whole), "Ambiguous", /than in the whole/);
  const deep = modality(["a", "b"], [[1, 1, 0], [2, 2, 0]]);
  refuses(() => spatialCoordinates(new MuData({ mod: { rna, deep } })), "Ambiguous", /'a' in modality 'deep'/);
});

Deno.test("spatialCoordinates() says that coordinates are missing and what to do", () => {
  refuses(
    () => spatialCoordinates(modality(["a"])),
    "NotFound",
    /coordinates of the spots in obsm\['spatial'\] but found no obsm entries\. The coordinates are missing: add them/,
  );
  const named = modality(["a"]).with({ obsm: { X_pca: Dense.zeros(1, 2) } });
  refuses(() => spatialCoordinates(named), "NotFound", /entries 'X_pca'/);
  refuses(() => spatialCoordinates(new MuData({ mod: { rna: named } })), "NotFound", /'rna:X_pca'/);
});

Deno.test("spatialCoordinates() names spots without a place", () => {
  const mod = { rna: modality(["a", "b"], [[1, 1], [2, 2]]), adt: modality(["b", "c"]) };
  refuses(
    () => spatialCoordinates(new MuData({ mod })),
    "NotFound",
    /all 3 observations but found none for 1 of them \('c'\)/,
  );
});

Deno.test("spatialCoordinates() refuses coordinates that are not finite, and a single one", () => {
  refuses(() => spatialCoordinates(spots([[1, 2], [NaN, 0]])), "BadValues", /NaN for observation '1'/);
  refuses(() => spatialCoordinates(spots([[1], [2]])), "TooSmall", /at least two coordinates a spot but found 1/);
});
