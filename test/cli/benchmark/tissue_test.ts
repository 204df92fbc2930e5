import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { representation } from "../../../src/data/representation.ts";
import type { DomainJob } from "../../../src/cli/benchmark/job.ts";
import { keyOf } from "../../../src/cli/benchmark/key.ts";
import { domainsOf, makeMethod } from "../../../src/cli/benchmark/make_method.ts";
import { hasOsmfish, PANEL_RECIPE } from "../../../src/cli/benchmark/osmfish.ts";
import { Preparation, recipeOf } from "../../../src/cli/benchmark/prepared_tissue.ts";
import { rawTissue } from "../../../src/cli/benchmark/raw_tissue.ts";
import { ari } from "../../../src/metrics/ari.ts";

const job = (more: Partial<DomainJob> = {}): DomainJob => ({
  tissue: { kind: "simulated", preset: "default", seed: 5 },
  method: "smart",
  options: {},
  seed: 0,
  readOuts: "scores",
  ...more,
});

Deno.test("rawTissue() makes controls that keep all but what they take", async () => {
  const spec = { kind: "simulated", preset: "default", seed: 5 } as const;
  const plain = await rawTissue(spec);
  const places = await rawTissue({ ...spec, control: "permuted coordinates" });
  assert.notDeepEqual(places.tissue.obsm.spatial, plain.tissue.obsm.spatial);
  assert.deepEqual(places.tissue.modality("rna").X, plain.tissue.modality("rna").X);
  const rows = await rawTissue({ ...spec, control: "permuted rows" });
  assert.deepEqual(rows.tissue.obsm.spatial, plain.tissue.obsm.spatial);
  assert.deepEqual(rows.tissue.modality("rna").X, plain.tissue.modality("rna").X);
  assert.notDeepEqual(rows.tissue.modality("adt").X, plain.tissue.modality("adt").X);
  const noise = await rawTissue({ ...spec, control: "pure noise" });
  assert.equal(ari(noise.truth, plain.truth), 1);
  assert.notDeepEqual(noise.tissue.modality("rna").X, plain.tissue.modality("rna").X);
});

Deno.test("Preparation gives a method its recipes, its neighbours and the modalities it may see", async () => {
  const preparation = new Preparation();
  const method = makeMethod(job());
  const { tissue, useRep, truth } = await preparation.of(job(), method);
  assert.deepEqual(tissue.modalityNames, ["rna", "adt", "atac"]);
  assert.deepEqual(useRep, { rna: "X_pca", adt: "X_pca", atac: "X_pca" });
  for (const name of tissue.modalityNames) assert.equal(representation(tissue.modality(name), "X_pca").nCols, 30);
  const graph = tissue.obsp.spatial_connectivities!;
  assert(graph.kind === "csr" && graph.indptr[1]! - graph.indptr[0]! === 4);
  assert.equal(truth.length, 1296);

  const alone = job({ method: "pca_concat", modalities: ["adt"] });
  const one = await preparation.of(alone, makeMethod(alone));
  assert.deepEqual(one.tissue.modalityNames, ["adt"]);
  assert.deepEqual(Object.keys(one.tissue.obsp), []);
  assert.equal(one.tissue.modality("adt").obsm.X_pca, tissue.modality("adt").obsm.X_pca);
});

Deno.test("Preparation starts from counts, and from their logarithms where a run asks for them", async () => {
  const preparation = new Preparation();
  const of = async (more: Partial<DomainJob>) => (await preparation.of(job(more), makeMethod(job(more)))).tissue;
  const [counts, logged, again] = [await of({}), await of({ input: "log1p" }), await of({})];
  for (const name of ["rna", "adt", "atac"]) {
    assert.equal(again.modality(name), counts.modality(name));
    assert.notDeepEqual(logged.modality(name).obsm.X_pca, counts.modality(name).obsm.X_pca);
  }
});

Deno.test("keyOf() knows what preprocessing starts from, and names it only where it is not counts", () => {
  const [counts, logged] = [keyOf(job(), "native"), keyOf(job({ input: "log1p" }), "native")];
  assert(!("input" in counts));
  assert.deepEqual(logged, { ...counts, input: "log1p" });
});

Deno.test("keyOf() finds what was kept before a method got a setting that changes nothing", () => {
  const of = (one: DomainJob) => keyOf(one, "native").config as Record<string, unknown>;
  for (const [name, setting] of [["crct", "centerFeatures"], ["praga", "dynamicK"], ["ria", "dynamicK"]] as const) {
    const run = job({ method: name });
    const { [setting]: added, ...before } = makeMethod(run).config as Record<string, unknown>;
    assert.equal(added, false);
    assert.equal(JSON.stringify(of(run)), JSON.stringify(before));
    assert.equal(of({ ...run, options: { [setting]: true } })[setting], true);
  }
});

Deno.test("makeMethod() refuses a method that is not there", () => {
  assert.throws(() => makeMethod(job({ method: "none" })), (error) => isWeftError(error, "NotFound"));
});

Deno.test("domainsOf() is the number of domains that the tissue has", async () => {
  for (const preset of ["default", "hard", "nuisance", "rare"] as const) {
    const spec = { kind: "simulated", preset, seed: 5 } as const;
    const { truth } = await rawTissue(spec);
    assert.equal(domainsOf(job({ tissue: spec })), new Set(truth.toArray()).size);
  }
});

Deno.test("recipeOf() prepares panels of imaged genes alike for all methods", () => {
  const panels = job({ tissue: { kind: "osmfish", panels: "none" } });
  assert.deepEqual(recipeOf(panels, makeMethod(panels), "rna"), PANEL_RECIPE);
  assert.notDeepEqual(recipeOf(job(), makeMethod(job()), "rna"), PANEL_RECIPE);
});

if (!hasOsmfish()) console.error("SKIPPED: osmFISH is not there");
Deno.test({
  name: "rawTissue() reads osmFISH without what is excluded, and splits its genes in two",
  ignore: !hasOsmfish(),
  async fn() {
    const whole = await rawTissue({ kind: "osmfish", panels: "none" });
    assert.equal(whole.tissue.nObs, 4839);
    assert.equal(new Set(whole.truth.toArray()).size, domainsOf(job({ tissue: { kind: "osmfish", panels: "none" } })));
    const genes = whole.tissue.modality("genes").varNames;
    for (const panels of ["even and odd", 71, 72] as const) {
      const { tissue, kinds } = await rawTissue({ kind: "osmfish", panels });
      const [first, second] = ["first", "second"].map((name) => tissue.modality(name).varNames) as [string[], string[]];
      assert.deepEqual([first.length, second.length], [17, 16]);
      assert.deepEqual([...first, ...second].sort(), [...genes].sort());
      assert.deepEqual(kinds, { first: "rna", second: "rna" });
      if (panels === "even and odd") assert.deepEqual(first, [...genes].sort().filter((_, j) => j % 2 === 0));
    }
  },
});
