import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { AnnData, Dense, Frame, MuData, toCsr, type UnsDict } from "../../src/data/mod.ts";
import { Graph, weightedNeighbors } from "../../src/graph/mod.ts";
import { searchWeightedNeighbors, type WeightedNeighbors } from "../../src/graph/wnn/search_weighted_neighbors.ts";
import type { CellFeatures } from "../../src/graph/wnn/modality_rows.ts";

const K = 5;

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

/** Cells of three groups; the first modality tells the first from the others, the second the second. */
function grouped(nObs: number, seed: number): CellFeatures[] {
  const rng = new Rng(seed);
  return ["rna", "adt"].map((name, m) => {
    const nFeatures = 4 + m;
    const data = Float32Array.from({ length: nObs * nFeatures }, (_, p) => {
      const group = Math.floor(p / nFeatures) % 3;
      return 0.3 * rng.normal() + (p % nFeatures === (group === m ? 0 : 1) ? 2 : 0);
    });
    return { name, nFeatures, data };
  });
}

function drained(features: readonly CellFeatures[], nObs: number, options = {}): WeightedNeighbors {
  const search = searchWeightedNeighbors(features, nObs, { nNeighbors: K, nCandidates: 30, ...options });
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

function wholeOf(features: readonly CellFeatures[], nObs: number): MuData {
  const obs = new Frame(Array.from({ length: nObs }, (_, i) => `c${i}`));
  return new MuData({
    mod: Object.fromEntries(features.map(({ name, nFeatures, data }) => [
      name,
      new AnnData({ obs, obsm: { X_pca: new Dense(Float32Array.from(data), { shape: [nObs, nFeatures] }) } }),
    ])),
  });
}

/** The same by whole matrices, straight from the definition. */
function byDefinition(features: readonly CellFeatures[], nObs: number, nCandidates: number, kind = "excess") {
  const all = features.map(({ nFeatures, data }) => {
    const rows = Array.from({ length: nObs }, (_, i) => {
      const row = Array.from({ length: nFeatures }, (_, j) => data[i * nFeatures + j]!);
      const length = Math.hypot(...row);
      return row.map((value) => value / length);
    });
    const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, c) => value - b[c]!));
    const distances = rows.map((a) => rows.map((b) => distance(a, b)));
    const order = distances.map((row, i) =>
      [...row.keys()].filter((j) => j !== i).sort((a, b) => row[a]! - row[b]! || a - b)
    );
    const near = order.map((row) => row.slice(0, K));
    const nearest = distances.map((row, i) => row[near[i]![0]!]!);
    const width = distances.map((row, i) => {
      const shares = [...row.keys()].map((j) => near[j]!.filter((cell) => near[i]!.includes(cell)).length);
      const some = [...row.keys()].filter((j) => j !== i && shares[j]! > 0);
      some.sort((a, b) => shares[a]! - shares[b]! || row[b]! - row[a]!);
      const chosen = some.slice(0, 20);
      return chosen.reduce((sum, j) => sum + row[j]!, 0) / chosen.length;
    });
    const theta = (i: number, d: number) => Math.exp(-Math.max(d - nearest[i]!, 0) / (width[i]! - nearest[i]!));
    const alike = kind === "excess" ? theta : (i: number, d: number) => Math.exp(-d / width[i]!);
    return { rows, distances, near, candidates: order.map((row) => row.slice(0, nCandidates)), theta, alike, distance };
  });
  const weights = Array.from({ length: nObs }, (_, i) => {
    const ratios = all.map((own) => {
      const foretold = all.map(({ near }) => {
        const mean = own.rows[0]!.map((_, c) => near[i]!.reduce((sum, j) => sum + own.rows[j]![c]!, 0) / K);
        return own.theta(i, own.distance(own.rows[i]!, mean));
      });
      const others = foretold.filter((_, o) => all[o] !== own);
      return foretold[all.indexOf(own)]! / (Math.max(...others) + 1e-4);
    });
    const scores = ratios.map((ratio) => Math.exp(ratio - Math.max(...ratios)));
    return scores.map((score) => score / scores.reduce((a, b) => a + b));
  });
  const similarity = (i: number, j: number) =>
    all.reduce((sum, { alike, distances }, m) => sum + weights[i]![m]! * alike(i, distances[i]![j]!), 0);
  const neighbours = weights.map((_, i) => {
    const candidates = [...new Set(all.flatMap(({ candidates }) => candidates[i]!))];
    return candidates.sort((a, b) => similarity(i, b) - similarity(i, a) || a - b).slice(0, K);
  });
  return { weights, neighbours, similarity };
}

Deno.test("searchWeightedNeighbors() equals the definition by whole matrices, in either form of the likeness", () => {
  for (const [nObs, seed, likeness] of [[40, 1, "excess"], [75, 2, "excess"], [60, 3, "distance"]] as const) {
    const features = grouped(nObs, seed);
    const got = drained(features, nObs, { likeness });
    const want = byDefinition(features, nObs, 30, likeness);
    for (let i = 0; i < nObs; i++) {
      want.weights[i]!.forEach((weight, m) => assert(Math.abs(got.weights[2 * i + m]! - weight) < 1e-9));
      assert.deepEqual([...got.indices.subarray(K * i, K * (i + 1))], want.neighbours[i], `cell ${i}`);
      want.neighbours[i]!.forEach((j, p) => {
        const distance = Math.sqrt((1 - want.similarity(i, j)) / 2);
        assert(Math.abs(got.distances[K * i + p]! - distance) < 1e-6);
      });
    }
  }
});

Deno.test("weightedNeighbors() joins cells of a group, by weights that sum to 1, and changes nothing", () => {
  const whole = wholeOf(grouped(90, 3), 90);
  const cells = weightedNeighbors(whole, { nNeighbors: K });
  const graph = new Graph(toCsr(cells.obsp.wnn_distances!));
  assert.deepEqual([...graph.degrees()], Array(90).fill(K));
  const { sources, targets } = graph.edges();
  const same = sources.reduce((sum, i, e) => sum + (i % 3 === targets[e]! % 3 ? 1 : 0), 0) / sources.length;
  assert(same > 0.8, `${same} of the edges stay in their group`);
  assert(new Graph(toCsr(cells.obsp.wnn_connectivities!)).isUndirected);
  const columns = ["rna", "adt"].map((name) => cells.obs.column(`${name}:mod_weight`));
  for (let i = 0; i < 90; i++) {
    assert(Math.abs(columns.reduce((sum, column) => sum + Number(column.get(i)), 0) - 1) < 1e-12);
  }
  const { params, ...keys } = cells.uns.wnn as UnsDict;
  assert.deepEqual(keys, { connectivities_key: "wnn_connectivities", distances_key: "wnn_distances" });
  assert.equal((params as UnsDict).n_neighbors, K);
  assert.deepEqual([Object.keys(whole.obsp), whole.obs.columnNames, Object.keys(whole.uns)], [[], [], []]);
});

Deno.test("weightedNeighbors() is the same whatever the length of rows and their order in a modality", () => {
  const features = grouped(60, 4);
  const longer = features.map((one) => ({ ...one, data: Float32Array.from(one.data, (value) => 4 * value) }));
  const graph = (data: MuData) => toCsr(weightedNeighbors(data, { nNeighbors: K }).obsp.wnn_distances!);
  const [a, b] = [graph(wholeOf(features, 60)), graph(wholeOf(longer, 60))];
  assert.deepEqual(a.indices, b.indices);
  const whole = wholeOf(features, 60);
  const adt = whole.modality("adt");
  const mod = { rna: whole.modality("rna"), adt: adt.subset({ obs: [...adt.obsNames].reverse() }) };
  assert.deepEqual(graph(new MuData({ mod })).indices, a.indices);
});

Deno.test("searchWeightedNeighbors() judges a cell that a modality lacks by the others", () => {
  const features = grouped(50, 5);
  const data = Float32Array.from(features[1]!.data);
  data.fill(0, 0, 3 * 5);
  const { weights, indices } = drained([features[0]!, { ...features[1]!, data }], 50);
  for (let i = 0; i < 3; i++) assert.deepEqual([weights[2 * i], weights[2 * i + 1]], [1, 0]);
  assert(indices.every((cell, p) => cell >= 0 && cell !== Math.floor(p / K)));
});

Deno.test("searchWeightedNeighbors() takes one modality, equal cells, and cells without any feature", () => {
  const [one] = grouped(30, 6);
  const alone = drained([one!], 30);
  assert(alone.weights.every((weight) => weight === 1));
  const equal = drained([{ name: "a", nFeatures: 2, data: new Float32Array(24).fill(1) }], 12);
  assert(equal.distances.every((distance) => distance === 0));
  for (let i = 0; i < 12; i++) assert(!equal.indices.subarray(K * i, K * (i + 1)).includes(i));
  const empty = drained([{ name: "a", nFeatures: 2, data: new Float32Array(24) }], 12);
  assert(empty.weights.every((weight) => weight === 0));
  for (let i = 0; i < 12; i++) assert.equal(new Set(empty.indices.subarray(K * i, K * (i + 1))).size, K);
});

Deno.test("searchWeightedNeighbors() tells how far it is and takes more candidates than cells", () => {
  const search = searchWeightedNeighbors(grouped(2_100, 7), 2_100, { nNeighbors: K, nCandidates: 8 });
  const stages = new Set<string>();
  for (let step = search.next(); !step.done; step = search.next()) stages.add(step.value.stage);
  assert.deepEqual([...stages], [
    "finding neighbours in rna",
    "finding neighbours in adt",
    "finding weighted neighbours",
  ]);
  assert.equal(drained(grouped(9, 8), 9, { nCandidates: 500 }).indices.length, 9 * K);
});

Deno.test("weightedNeighbors() refuses too few cells, missing features, bad counts and a given signal", () => {
  const whole = wholeOf(grouped(20, 9), 20);
  assert.throws(
    () => weightedNeighbors(whole),
    tagged("TooSmall", /more cells than the 20 neighbours.*Lower nNeighbors/),
  );
  assert.throws(() => weightedNeighbors(whole, { useRep: "X_lsi" }), tagged("NotFound", /X_lsi/));
  assert.throws(() => weightedNeighbors(whole, { nNeighbors: 0 }), tagged("InvalidArgument", /nNeighbors/));
  assert.throws(
    () => weightedNeighbors(whole, { nNeighbors: 6, nCandidates: 5 }),
    tagged("InvalidArgument", /nCandidates/),
  );
  assert.throws(
    () => weightedNeighbors(whole, { nNeighbors: K, signal: AbortSignal.abort() }),
    tagged("Aborted", /weighted neighbours/),
  );
  assert.throws(() => drained([], 20), tagged("TooSmall", /at least one modality/));
  const bad = wholeOf([{ name: "rna", nFeatures: 1, data: new Float32Array(20).fill(NaN) }], 20);
  assert.throws(() => weightedNeighbors(bad, { nNeighbors: K }), tagged("BadValues", /finite/));
});
