import assert from "node:assert/strict";
import { cases } from "../../bench/cases/mod.ts";
import { tiledTissue } from "../../bench/problems/tiled_tissue.ts";
import { representation } from "../../src/data/representation.ts";
import { SPATIAL_METHODS } from "../../src/cli/spatial_methods.ts";
import { methods } from "../../src/methods/methods.ts";

Deno.test("tiledTissue() lays copies of one tissue side by side, alike and not the same, in one grid", () => {
  const n = 3000;
  const tissue = tiledTissue(n, methods.smart!());
  assert.equal(tissue.nObs, n);
  const places = new Set(representation(tissue, "spatial").toRows().map(String));
  assert.equal(places.size, n);
  for (const name of tissue.modalityNames) {
    const rows = representation(tissue.modality(name), "X_pca").toRows() as number[][];
    const distance = (i: number, j: number) => Math.hypot(...rows[i]!.map((value, c) => value - rows[j]![c]!));
    assert(distance(7, 7 + 1296) > 0);
    assert(distance(7, 7 + 1296) < distance(7, 700));
  }
  const graph = tissue.obsp.spatial_connectivities!;
  assert(graph.kind === "csr");
  for (let i = 0; i < n; i++) assert.equal(graph.indptr[i + 1]! - graph.indptr[i]!, 4);
});

Deno.test("the cases of scale are every method that learns, at both sizes, and SMART at the largest", () => {
  const names = cases.map(({ name }) => name).filter((name) => name.startsWith("scale_"));
  const trained = SPATIAL_METHODS.filter((name) => methods[name]!().nEpochs > 0);
  const wanted = trained.flatMap((name) => [`scale_${name}_50000`, `scale_${name}_200000`]);
  assert.deepEqual(names, [...wanted, "scale_smart_756430"]);
});
