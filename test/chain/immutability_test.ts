import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { AnnData } from "../../src/chain/anndata.ts";
import { simulatedTissue } from "../../src/chain/datasets.ts";
import { MuData } from "../../src/chain/mudata.ts";
import { categorical } from "../../src/data/columns/categorical.ts";

/** A digest of everything an object holds: every typed array, string and key, wherever it is. */
function digest(value: unknown): string {
  const hash = createHash("sha256");
  const seen = new Set<object>();
  const visit = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    else if (typeof part !== "object" || part === null) hash.update(String(part));
    else if (!seen.has(part)) {
      seen.add(part);
      for (const [key, inner] of part instanceof Map ? part : Object.entries(part)) {
        hash.update(String(key));
        visit(inner);
      }
      if (part instanceof AnnData) visit(part.X);
    }
  };
  visit(value);
  return hash.digest("hex");
}

const tissue = simulatedTissue({ seed: 2 });
const counts = tissue.modality("rna");
const ready = counts.normalizeTotal().log1p().pca({ nComps: 4 }).neighbors({ nNeighbors: 6 }).with({
  obs: {
    group: categorical(Array.from({ length: counts.nObs }, (_, i) => `${i % 3}`)),
    depth: Float64Array.from({ length: counts.nObs }, (_, i) => i % 11),
  },
});
const whole = tissue.modality("rna", (a) => a.log1p().pca({ nComps: 4 })).with({
  obs: { mine: categorical(Array.from({ length: tissue.nObs }, (_, i) => `${i % 4}`)) },
  obsm: { X_new: ready.obsm.X_pca },
});

const ON_COUNTS: Readonly<Record<string, (a: AnnData) => unknown>> = {
  filterGenes: (a) => a.filterGenes({ minCells: 3 }),
  filterCells: (a) => a.filterCells({ minGenes: 3 }),
  qcMetrics: (a) => a.qcMetrics(),
  normalizeTotal: (a) => a.normalizeTotal(),
  log1p: (a) => a.log1p(),
  clr: (a) => a.clr(),
  tfidf: (a) => a.tfidf(),
  highlyVariableGenes: (a) => a.highlyVariableGenes({ nTopGenes: 20, flavor: "seurat_v3" }),
};
const ON_READY: Readonly<Record<string, (a: AnnData) => unknown>> = {
  scale: (a) => a.scale({ maxValue: 3 }),
  pca: (a) => a.pca({ nComps: 3 }),
  regressOut: (a) => a.regressOut("depth"),
  scoreGenes: (a) => a.scoreGenes(a.varNames.slice(0, 4)),
  rankGenesGroups: (a) => a.rankGenesGroups("group"),
  kmeans: (a) => a.kmeans({ nClusters: 3 }),
  gmm: (a) => a.gmm({ nClusters: 2 }),
  leiden: (a) => a.leiden(),
  spatialNeighbors: (a) => a.spatialNeighbors({ nNeighbors: 4 }),
  subset: (a) => a.subset({ obs: [3, 1], var: [2, 0] }).X,
  transpose: (a) => a.transpose(),
  concat: (a) => a.concat([a], { join: "outer", label: "batch" }),
  label: (a) => a.label("group", [0], "9"),
};
const ON_WHOLE: Readonly<Record<string, (m: MuData) => unknown>> = {
  spatialNeighbors: (m) => m.spatialNeighbors({ nNeighbors: 4 }),
  kmeans: (m) => m.kmeans({ useRep: "X_new", nClusters: 3 }),
  refineSpatial: (m) => m.refineSpatial({ key: "mine" }),
  matchLabels: (m) => m.matchLabels({ key: "mine", labelsKey: "domain" }),
  filterObs: (m) => m.filterObs((row) => row.domain === "1"),
  subsample: (m) => m.subsample({ n: 5 }),
  intersectObs: (m) => m.intersectObs(),
  modality: (m) => m.modality("adt", (a) => a.clr()),
};

function checkAll<T extends object>(verbs: Readonly<Record<string, (data: T) => unknown>>, data: T): void {
  const before = digest(data);
  for (const [name, run] of Object.entries(verbs)) {
    assert.notEqual(run(data), data, `${name}() returned its own object`);
    assert.equal(digest(data), before, `${name}() changed its object`);
  }
}

Deno.test("verbs on counts change no byte of their object", () => checkAll(ON_COUNTS, counts));

Deno.test("verbs on prepared data change no byte of their object", () => checkAll(ON_READY, ready));

Deno.test("verbs on several modalities change no byte of their object", () => checkAll(ON_WHOLE, whole));

Deno.test("digest() sees a change of one value, wherever it is", () => {
  const before = digest(ready);
  assert.notEqual(digest(ready.with({ uns: { one: 1 } })), before);
  const values = (ready.obs.column("depth") as { values: Float64Array }).values;
  values[5]! += 1;
  assert.notEqual(digest(ready), before);
  values[5]! -= 1;
  assert.equal(digest(ready), before);
});
