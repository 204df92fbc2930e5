import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { AnnData, Csr, Dense, representation } from "../../src/data/mod.ts";
import { simulatedTissue } from "../../src/io/datasets/mod.ts";
import { kmeans } from "../../src/cluster/kmeans.ts";
import { ari } from "../../src/metrics/ari.ts";
import { wnn } from "../../src/methods/mod.ts";
import { spectralCoordinates } from "../../src/methods/baseline/wnn/spectral_coordinates.ts";
import { applyRecipe } from "../../src/preprocess/apply_recipe.ts";
import { train } from "../../src/train/mod.ts";
import { tissue } from "./tissue.ts";

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

/** Two rings of nodes, with some edges between them. */
function rings(n: number, nBridges: number): Csr {
  const pairs = new Map<string, number>();
  const join = (i: number, j: number, weight: number) => {
    pairs.set(`${i},${j}`, weight);
    pairs.set(`${j},${i}`, weight);
  };
  for (const first of [0, n]) {
    for (let i = 0; i < n; i++) for (const step of [1, 2]) join(first + i, first + (i + step) % n, 1);
  }
  for (let i = 0; i < nBridges; i++) join(i, n + i, 0.1);
  const rows = Array.from(
    { length: 2 * n },
    (_, i) => Array.from({ length: 2 * n }, (_, j) => pairs.get(`${i},${j}`) ?? 0),
  );
  const indptr = Int32Array.from([0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().filter(Boolean).length)]);
  const indices = Int32Array.from(rows.flatMap((row) => [...row.keys()].filter((j) => row[j])));
  return new Csr({ shape: [2 * n, 2 * n], indptr, indices, data: Float32Array.from(rows.flat().filter(Boolean)) });
}

Deno.test("spectralCoordinates() has the commute times of a random walk as squared distances", () => {
  const n = 8;
  const graph = rings(n, 2);
  const z = spectralCoordinates(graph, 2 * n - 1, 0);
  const W = graph.toDense();
  const degree = Array.from({ length: 2 * n }, (_, i) => [...W.row(i)].map(Number).reduce((a, b) => a + b));
  /** Mean steps from everywhere to a target, by iterating h = 1 + P h. */
  const hitting = (target: number) => {
    const walk = degree.map((d, i) => degree.map((_, j) => W.get(i, j) / d));
    let h = new Array<number>(2 * n).fill(0);
    for (let step = 0; step < 12_000; step++) {
      h = h.map((_, i) => i === target ? 0 : 1 + h.reduce((sum, value, j) => sum + walk[i]![j]! * value, 0));
    }
    return h;
  };
  const volume = degree.reduce((a, b) => a + b);
  const squared = (i: number, j: number) =>
    Array.from({ length: z.nCols }, (_, k) => (z.get(i, k) - z.get(j, k)) ** 2).reduce((a, b) => a + b);
  for (const [i, j] of [[0, 3], [0, n], [5, n + 6]] as const) {
    const commute = hitting(j)[i]! + hitting(i)[j]!;
    const want = commute / volume * 2 * n;
    assert(Math.abs(squared(i, j) / want - 1) < 1e-3, `${i}, ${j}: ${squared(i, j)} and ${want}`);
  }
});

Deno.test("spectralCoordinates() takes components apart, nodes without edges, and more columns than nodes", () => {
  const apart = spectralCoordinates(rings(8, 0), 3, 0);
  const side = (i: number) => Math.sign(apart.get(i, 0));
  assert.notEqual(side(0), side(8));
  for (let i = 1; i < 8; i++) assert.deepEqual([side(i), side(8 + i)], [side(0), side(8)]);
  const empty = new Csr({
    shape: [3, 3],
    indptr: new Int32Array(4),
    indices: new Int32Array(0),
    data: new Float32Array(0),
  });
  const z = spectralCoordinates(empty, 9, 0);
  assert.deepEqual(z.shape, [3, 2]);
  assert([...z.data].every(Number.isFinite as never));
});

Deno.test("wnn writes the embedding and each modality's weights, the same for the same seed", async () => {
  const method = wnn({ nNeighbors: 6, nLatent: 5 });
  const result = await train(tissue(7), method, { seed: 2 }).result();
  assert.deepEqual(representation(result, "X_wnn").shape, [49, 5]);
  const weights = representation(result, "X_wnn_weights");
  assert.deepEqual(weights.shape, [49, 2]);
  for (let i = 0; i < 49; i++) assert(Math.abs(weights.get(i, 0) + weights.get(i, 1) - 1) < 1e-6);
  const again = await train(tissue(7), method, { seed: 2 }).result();
  assert.deepEqual(representation(again, "X_wnn").data, representation(result, "X_wnn").data);
});

Deno.test("wnn() has the paper's likeness, and muon's in the preset released, which changes the embedding", async () => {
  assert.deepEqual(wnn({ preset: "paper" }).config, wnn().config);
  assert.deepEqual([wnn(), wnn({ preset: "released" })].map(({ config }) => config.likeness), ["excess", "distance"]);
  const z = async (preset: "paper" | "released") =>
    representation(await train(tissue(7), wnn({ preset, nNeighbors: 6, nLatent: 5 }), { seed: 2 }).result(), "X_wnn");
  assert.notDeepEqual((await z("paper")).data, (await z("released")).data);
});

Deno.test("wnn trusts the modality that tells cells apart, not the one that is noise", async () => {
  const whole = tissue(9);
  const rng = new Rng(1);
  const noise = new Dense(Float32Array.from({ length: 81 * 4 }, () => rng.normal()), { shape: [81, 4] });
  const data = whole.with({ mod: { adt: whole.modality("adt").with({ obsm: { X_pca: noise } }) } });
  const weights = representation(await train(data, wnn({ nNeighbors: 8 })).result(), "X_wnn_weights");
  const mean = Array.from({ length: 81 }, (_, i) => weights.get(i, 0)).reduce((a, b) => a + b) / 81;
  assert(mean > 0.5, `${mean}`);
});

Deno.test("wnn finds the domains of a simulated tissue by k-means on its coordinates", async () => {
  let data = simulatedTissue({ preset: "default", seed: 101 });
  for (const [name, kind] of [["rna", "rna"], ["adt", "protein"], ["atac", "peaks"]] as const) {
    data = data.with({ mod: { [name]: applyRecipe(data.modality(name), wnn().recipe(kind)) } });
  }
  const Z = representation(await train(data, wnn()).result(), "X_wnn");
  const truth = data.obs.column("domain");
  const nClusters = new Set(truth.toArray()).size;
  const found = kmeans(new AnnData({ X: Z, obsm: { Z } }), { useRep: "Z", nClusters, nInit: 10, keyAdded: "found" });
  const score = ari(found.obs.column("found"), truth);
  assert(score > 0.95, `${score}`);
});

Deno.test("wnn refuses counts that are none, and fewer cells than neighbours; stops by its signal", async () => {
  assert.throws(() => wnn({ nLatent: 0 }), tagged("InvalidArgument", /nLatent/));
  assert.throws(() => wnn({ nNeighbors: 30, nCandidates: 20 }), tagged("InvalidArgument", /nCandidates/));
  assert.throws(() => wnn({ likeness: "rank" as never }), tagged("InvalidArgument", /likeness/));
  assert.throws(() => wnn({ k: 3 } as never), tagged("InvalidArgument", /settings of wnn/));
  await assert.rejects(train(tissue(4), wnn()).result(), tagged("TooSmall", /more cells than the 20 neighbours/));
  await assert.rejects(
    train(tissue(6), wnn(), { signal: AbortSignal.abort() }).result(),
    tagged("Aborted", /training/),
  );
});
