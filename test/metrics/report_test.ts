import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import {
  ari,
  boundaryRecall,
  chaos,
  gearysCLabels,
  MetricsReport,
  modalityCorrelation,
  moransILabels,
  neighbourOverlap,
  pas,
  probe,
  report,
  silhouette,
  vMeasure,
} from "../../src/metrics/mod.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { assertClose } from "./partitions.ts";

const SIDE = 10;
const N = SIDE * SIDE;
const rng = new Rng(4);
const annotation = Array.from({ length: N }, (_, i) => i % SIDE < 5 ? "cortex" : "medulla");
const domain = annotation.map((label) => rng.uniform() < 0.1 ? "0" : label === "cortex" ? "0" : "1");
const names = Array.from({ length: N }, (_, i) => `spot${i}`);
const spatial = Dense.fromRows(names.map((_, i) => [i % SIDE, Math.floor(i / SIDE)]), "float64");
const embedding = Dense.fromRows(annotation.map((label) => [label === "cortex" ? 0 : 4, rng.normal()]), "float64");
const tissue = new AnnData({
  obs: new Frame(names, { domain, annotation, section: names.map((_, i) => i < 50 ? "s1" : "s2") }),
  obsm: { spatial, "X_smart": embedding },
});

Deno.test("report() puts the scores side by side, each the same as its function says", () => {
  const scores = report(tissue, { key: "domain", labelsKey: "annotation", useRep: "X_smart" });
  const graph = toCsr(spatialNeighbors(tissue).obsp.spatial_connectivities!);
  assert.equal(scores.value("ari"), ari(domain, annotation));
  assert.equal(scores.value("boundaryRecall"), boundaryRecall(domain, annotation, graph));
  assert.equal(scores.value("moransILabels"), moransILabels(domain, graph));
  assert.equal(scores.value("pas"), pas(domain, spatial));
  assertClose(scores.value("chaos")!, chaos(domain, spatial));
  assert.equal(scores.value("silhouette"), silhouette(embedding, domain));
  assert.equal(scores.value("probe"), probe(embedding, annotation));
  assert.equal(scores.value("gearysCLabels"), gearysCLabels(domain, graph));
  assert.equal(scores.value("vMeasure"), vMeasure(domain, annotation));
  assert.equal(scores.rows.length, 20);
});

Deno.test("report() keeps every value within the range it states", () => {
  const scores = report(tissue, { key: "domain", labelsKey: "annotation", useRep: "X_smart" });
  for (const { metric, value, range, meaning } of scores.rows) {
    assert(value !== null && value >= range[0] && value <= range[1], metric);
    assert.match(meaning, /^[A-Z0-9].*\.$/);
  }
});

Deno.test("report() scores silhouette and probe on a seeded sample when asked", () => {
  const run = (seed: number) =>
    report(tissue, { key: "domain", labelsKey: "annotation", useRep: "X_smart", sampleSize: 60, seed });
  assert.deepEqual(run(1).values(), run(1).values());
  assert.notEqual(run(1).value("silhouette"), run(2).value("silhouette"));
  assert.equal(run(1).value("silhouette"), silhouette(embedding, domain, { sampleSize: 60, seed: 1 }));
  assert.equal((run(1).value("probe")! * 60) % 1, 0);
  assert.equal(run(1).value("ari"), run(2).value("ari"));
});

Deno.test("report() leaves out what it has no inputs for", () => {
  const metrics = (data: AnnData, more = {}) =>
    report(data, { key: "domain", ...more }).rows.map(({ metric }) => metric);
  assert.deepEqual(metrics(tissue), ["moransILabels", "gearysCLabels", "pas", "chaos"]);
  const nowhere = new AnnData({ obs: tissue.obs, obsm: { "X_smart": embedding } });
  assert.deepEqual(metrics(nowhere), []);
  assert.deepEqual(metrics(nowhere, { useRep: "X_smart" }), ["silhouette", "daviesBouldin"]);
});

Deno.test("report() uses the spatial graph that is there", () => {
  const radius = spatialNeighbors(tissue, { radius: 2.5 });
  const scores = report(radius, { key: "domain" });
  assert.equal(scores.value("moransILabels"), moransILabels(domain, toCsr(radius.obsp.spatial_connectivities!)));
});

Deno.test("report() looks at each section apart", () => {
  const apart = report(tissue, { key: "domain", libraryKey: "section" });
  const halves = [[0, 50], [50, 100]].map(([from, to]) => pas(domain.slice(from, to), spatial.rowRange(from!, to!)));
  assertClose(apart.value("pas")!, (halves[0]! + halves[1]!) / 2);
});

Deno.test("report() says null for a score that is undefined, not NaN", () => {
  const one = tissue.with({ obs: { domain: new Array(N).fill("all") } });
  const scores = report(one, { key: "domain", labelsKey: "annotation", useRep: "X_smart" });
  assert.equal(scores.value("silhouette"), null);
  assert.equal(scores.value("moransILabels"), null);
  assert.equal(scores.value("boundaryPrecision"), null);
  assert.equal(scores.value("ari"), 0);
  assert.match(scores.toText(), /silhouette +– /);
});

Deno.test("report() of three spots is undefined where more are needed", () => {
  const scores = report(tissue.subset({ obs: [0, 1, 9] }), {
    key: "domain",
    labelsKey: "annotation",
    useRep: "X_smart",
  });
  assert.equal(scores.value("pas"), null);
  assert.equal(scores.value("probe"), null);
  assert.notEqual(scores.value("ari"), null);
});

Deno.test("report() of a MuData finds labels and coordinates in the modalities, by name", () => {
  const order = Array.from({ length: N }, (_, i) => N - 1 - i);
  const rna = new AnnData({ obs: new Frame(names, { domain }), obsm: { spatial } });
  const adt = new AnnData({
    obs: new Frame(order.map((i) => names[i]!), { annotation: order.map((i) => annotation[i]!) }),
  });
  const scores = report(new MuData({ mod: { rna, adt } }), { key: "domain", labelsKey: "annotation" });
  assert.equal(scores.value("ari"), ari(domain, annotation));
  assert.equal(scores.value("pas"), pas(domain, spatial));
});

Deno.test("report() names the columns that are there when one is not", () => {
  assert.throws(
    () => report(tissue, { key: "leiden" }),
    (error) => isWeftError(error, "NotFound") && /'leiden'.*'domain', 'annotation'/.test(error.message),
  );
  const both = new MuData({ mod: { rna: tissue } });
  assert.throws(
    () => report(both, { key: "leiden" }),
    (error) => isWeftError(error, "NotFound") && /of a modality/.test(error.message),
  );
  assert.throws(() => report(tissue, { key: "domain", useRep: "X_pca" }), (error) => isWeftError(error, "NotFound"));
  assert.throws(() => report(tissue, { key: "domain", spatialKey: "xy" }), (error) => isWeftError(error, "NotFound"));
});

Deno.test("report() reports progress, stops when told and changes nothing", () => {
  const before = { ...tissue.obsm };
  const stages: string[] = [];
  report(tissue, { key: "domain", onProgress: ({ stage }) => stages.push(stage) });
  assert.equal(stages.length, 20);
  assert.equal(stages[0], "scoring ari");
  assert.throws(
    () => report(tissue, { key: "domain", signal: AbortSignal.abort() }),
    (error) => isWeftError(error, "Aborted"),
  );
  assert.deepEqual({ ...tissue.obsm }, before);
});

Deno.test("MetricsReport shows itself as an aligned table, a frame, JSON and in a notebook", () => {
  const scores = new MetricsReport({ key: "domain", labelsKey: "truth", useRep: "X_smart", nObs: 9, nClusters: 3 }, [
    { metric: "ari", value: 0.25, range: [-0.5, 1], direction: "higher", meaning: "Agreement." },
    { metric: "chaos", value: null, range: [0, Infinity], direction: "lower", meaning: "Distance." },
  ]);
  assert.equal(
    scores.toText(),
    [
      'obs["domain"]: 3 domains, 9 observations, truth obs["truth"], embedding obsm["X_smart"]',
      "metric   value  range     better  meaning",
      "ari     0.2500  -0.5 … 1  higher  Agreement.",
      "chaos        –  0 … ∞     lower   Distance.",
    ].join("\n"),
  );
  assert.equal(`${scores}`, scores.toText());
  const frame = scores.toFrame();
  assert.deepEqual(frame.index, ["ari", "chaos"]);
  assert.deepEqual(frame.column("value").toArray(), [0.25, NaN]);
  assert.deepEqual(frame.column("better").toArray(), ["higher", "lower"]);
  assert.deepEqual(scores.values(), { ari: 0.25, chaos: null });
  assert.deepEqual(JSON.parse(JSON.stringify(scores)).rows[1].range, [0, null]);
  assert.equal(scores[DISPLAY]()["text/plain"], scores.toText());
  assert.equal(scores.value("nope"), null);
});

const pcs = Dense.fromRows(names.map((_, i) => [i % SIDE, rng.normal(), rng.normal()]), "float64");

Deno.test("report() scores how well the embedding keeps the features of the object", () => {
  const both = tissue.with({ obsm: { X_pca: pcs } });
  const scores = report(both, { key: "domain", useRep: "X_smart" });
  assert.equal(scores.value("modalityCorrelation"), modalityCorrelation(pcs, embedding).median);
  assert.equal(scores.value("neighbourOverlap"), neighbourOverlap(pcs, embedding).mean);
  const own = report(both, { key: "domain", useRep: "X_pca" }).rows.map(({ metric }) => metric);
  assert(!own.includes("modalityCorrelation"));
  const named = report(both, { key: "domain", useRep: "X_smart", modalityRep: "spatial" });
  assert.equal(named.value("modalityCorrelation"), modalityCorrelation(spatial, embedding).median);
});

Deno.test("report() scores modalities one by one, by name, on the spots that each has", () => {
  const has = Array.from({ length: 80 }, (_, i) => N - 1 - i);
  const rna = new AnnData({ obs: new Frame(names, { domain }), obsm: { X_pca: pcs } });
  const adt = new AnnData({ obs: new Frame(has.map((i) => names[i]!)), obsm: { X_pca: pcs.takeRows(has) } });
  const bare = new AnnData({ obs: new Frame(names) });
  const whole = new MuData({ mod: { rna, adt, bare } });
  const data = whole.with({ obsm: { "X_smart": embedding } });
  const scores = report(data, { key: "domain", useRep: "X_smart" });
  assert.equal(scores.value("modalityCorrelation:rna"), modalityCorrelation(pcs, embedding).median);
  const rows = [...has].sort((a, b) => a - b);
  const overlap = neighbourOverlap(pcs.takeRows(rows), embedding.takeRows(rows)).mean;
  assert.equal(scores.value("neighbourOverlap:adt"), overlap);
  assert(!scores.rows.some(({ metric }) => metric.endsWith(":bare")));
  const sampled = report(data, { key: "domain", useRep: "X_smart", sampleSize: 60 });
  assert.notEqual(sampled.value("modalityCorrelation:rna"), scores.value("modalityCorrelation:rna"));
  assert.throws(
    () => report(data, { key: "domain", useRep: "X_smart", modalityRep: "X_lsi" }),
    (error) => isWeftError(error, "NotFound") && /features in obsm\['X_lsi'\] but found none/.test(error.message),
  );
});
