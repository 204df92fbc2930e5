import assert from "node:assert/strict";

import { WeftError } from "../../../src/core/error.ts";
import { type Annotated, withAnnotations } from "../../../src/data/annotated.ts";
import { Dense } from "../../../src/data/dense.ts";
import { toDense } from "../../../src/data/matrix.ts";
import { permuteCoordinates } from "../../../src/io/datasets/permute_coordinates.ts";
import { permuteRows } from "../../../src/io/datasets/permute_rows.ts";
import { simulatedTissue } from "../../../src/io/datasets/simulated_tissue.ts";

const tissue = simulatedTissue({ nFeatures: { rna: 10, adt: 5, atac: 10 } });

function places(spatial: unknown): string[] {
  return (spatial as Dense).toRows().map((row) => row.join());
}

Deno.test("permuteCoordinates() hands out the same places, each once", () => {
  const rna = tissue.modality("rna");
  const control = permuteCoordinates(rna, { seed: 5 });
  const before = places(rna.obsm["spatial"]), after = places(control.obsm["spatial"]);
  assert.deepEqual(after.toSorted(), before.toSorted());
  const stayed = before.filter((place, i) => place === after[i]).length;
  assert.ok(stayed < 15, `${stayed} of 1296 spots stayed in place`);
  assert.equal(control.X, rna.X);
});

Deno.test("permuteCoordinates() moves a spot to one place in the whole and in all modalities", () => {
  const control = permuteCoordinates(tissue, { seed: 5 });
  const whole = places(control.obsm["spatial"]);
  assert.notDeepEqual(whole, places(tissue.obsm["spatial"]));
  for (const name of control.modalityNames) {
    const adata = control.modality(name);
    const own = places(adata.obsm["spatial"]);
    adata.obsNames.forEach((spot, i) => assert.equal(own[i], whole[+spot]));
  }
});

Deno.test("permuteCoordinates() works where only modalities hold coordinates, and not without any", () => {
  const inModalities = tissue.with({ obsm: { spatial: undefined } });
  const control = permuteCoordinates(inModalities);
  assert.equal("spatial" in control.obsm, false);
  assert.notDeepEqual(control.modality("rna").obsm["spatial"], tissue.modality("rna").obsm["spatial"]);
  assert.throws(
    () => permuteCoordinates(tissue, { spatialKey: "xy" }),
    (error) =>
      error instanceof WeftError && error.tag === "NotFound" &&
      /obsm\['xy'\] but found the entries 'spatial'/.test(error.message),
  );
});

Deno.test("permuteCoordinates() does not mutate and repeats for a seed", () => {
  const before = places(tissue.obsm["spatial"]);
  const one = permuteCoordinates(tissue, { seed: 1 }), same = permuteCoordinates(tissue, { seed: 1 });
  assert.deepEqual(places(one.obsm["spatial"]), places(same.obsm["spatial"]));
  assert.deepEqual(places(tissue.obsm["spatial"]), before);
});

Deno.test("permuteCoordinates() says which spot a modality places but the first one with coordinates does not", () => {
  const unpaired = simulatedTissue({ preset: "unpaired", nFeatures: { rna: 2, adt: 2, atac: 2 } });
  assert.throws(
    () => permuteCoordinates(unpaired.with({ obsm: { spatial: undefined } })),
    (error) => error instanceof WeftError && error.tag === "Misaligned" && /modality 'adt'/.test(error.message),
  );
});

Deno.test("permuteCoordinates() keeps spots in their section, whoever holds the coordinates", () => {
  const sections = simulatedTissue({ sections: 2, nFeatures: { rna: 2, adt: 2, atac: 2 } });
  const second = (name: string) => name.startsWith("section2") ? 10 : 0;
  const apart = <T extends Annotated>(data: T): T => {
    const moved = (data.obsm["spatial"] as Dense).toRows().map(([x, y], i) => [x! + second(data.obsNames[i]!), y!]);
    return withAnnotations(data, { obsm: { spatial: Dense.fromRows(moved, "float64") } });
  };
  const mod = Object.fromEntries(Object.entries(sections.mod).map(([name, adata]) => [name, apart(adata)]));
  const tissue = apart(sections.with({ mod }));
  for (const start of [tissue, tissue.with({ obsm: { spatial: undefined } })]) {
    const control = permuteCoordinates(start, { libraryKey: "section", seed: 3 }).modality("atac");
    assert.notDeepEqual(control.obsm["spatial"], start.modality("atac").obsm["spatial"]);
    (control.obsm["spatial"] as Dense).toRows().forEach(([x], i) =>
      assert.equal(x! > 5, second(control.obsNames[i]!) > 0)
    );
  }
});

Deno.test("permuteRows() moves measurements and factors together, not names, truth or places", () => {
  const control = permuteRows(tissue, { modality: "adt", seed: 2 });
  const before = tissue.modality("adt"), after = control.modality("adt");
  assert.deepEqual(after.obsNames, before.obsNames);
  assert.equal(after.obs, before.obs);
  assert.equal(after.obsm["spatial"], before.obsm["spatial"]);
  const rows = (adata: typeof after) => {
    const x = toDense(adata.X!).toRows(), counts = toDense(adata.layers["counts"]!).toRows();
    return x.map((row, i) => [...row, ...counts[i]!, ...(adata.obsm["nsfac"] as Dense).row(i)].join());
  };
  assert.notDeepEqual(rows(after), rows(before));
  assert.deepEqual(rows(after).toSorted(), rows(before).toSorted());
  assert.equal(control.modality("rna").X, tissue.modality("rna").X);
});

Deno.test("permuteRows() names the modalities there are", () => {
  assert.throws(
    () => permuteRows(tissue, { modality: "protein" }),
    (error) => error instanceof WeftError && error.tag === "NotFound" && /'rna', 'adt', 'atac'/.test(error.message),
  );
});
