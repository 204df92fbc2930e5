import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { Csr, Dense } from "../../src/data/mod.ts";
import { openEngine, sparseOperator } from "../../src/engine/mod.ts";
import { reorderOperator } from "../../src/engine/reorder.ts";
import { Graph, normalizeAdjacency, symmetrize } from "../../src/graph/mod.ts";
import { connectFeatures, rowOfSpot, spatialOperator } from "../../src/methods/family/connect.ts";
import { featureGraph } from "../../src/methods/family/feature_graph.ts";
import { type FamilyInputs, familyInputs, familySlots } from "../../src/methods/family/inputs.ts";
import { fullCovarianceMeans, kmeansMeans } from "../../src/methods/family/prototypes.ts";
import { searchOf } from "../../src/methods/family/search_rows.ts";
import { familyRecipe } from "../../src/methods/family/recipes.ts";
import { unitRows } from "../../src/methods/family/renew_prototypes.ts";
import { firstPrototypeEpoch, prototypePhase } from "../../src/methods/family/schedule.ts";
import { checkWeight, checkWeightNames, familyWeightOf } from "../../src/methods/family/weights.ts";
import { connectedTerms } from "../../src/methods/family/connected_terms.ts";
import type { PrepareOptions } from "../../src/methods/method.ts";
import { PragaMethod } from "../../src/methods/baseline/praga/method.ts";
import { readSafetensors } from "../golden/safetensors.ts";
import { symmetricGraph } from "../golden/topics/methods/family.ts";
import { assertClose } from "../engine/helpers.ts";
import { gridGraph, tissue } from "./tissue.ts";

const FOLDER = new URL("../golden/methods", import.meta.url).pathname;
const rng = () => new Rng(5);
const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

Deno.test("featureGraph() is that of the authors' code: correlation, union of distances or ones, normalised", async () => {
  for (const [id, featureEdge] of [["praga_released", "distance"], ["praga_connectivity", "connectivity"]] as const) {
    const arrays = await readSafetensors(`${FOLDER}/${id}.safetensors`);
    for (const m of [0, 1]) {
      const { shape: [nObs, nFeatures], data } = arrays.get(`in/x${m}`)!;
      const features = { name: `${m}`, nFeatures: nFeatures!, data: data as Float32Array };
      const graph = await featureGraph(features, nObs!, { nFeatureNeighbors: 8, featureEdge });
      const want = symmetricGraph(arrays, m, nObs!);
      assert.deepEqual(graph.indptr, want.indptr, `${id}: edges a spot`);
      assert.deepEqual(graph.indices, want.indices, `${id}: edges`);
      assertClose(graph.data as Float64Array, want.data as Float32Array, 1e-6, id);
    }
  }
});

Deno.test("featureGraph() has all others for neighbours where there are fewer than asked for", async () => {
  const data = new Float32Array([1, 2, 3, 5, 4, 1, 9, 9, 8]);
  const options = { nFeatureNeighbors: 20, featureEdge: "connectivity" } as const;
  const graph = await featureGraph({ name: "x", nFeatures: 3, data }, 3, options);
  assert.equal(graph.nnz, 9);
  assert((graph.data as Float64Array).every((weight) => Math.abs(weight - 1 / 3) < 1e-12));
});

Deno.test("featureGraph() tells progress and stops by its signal", async () => {
  const draws = new Rng(1);
  const data = Float32Array.from({ length: 400 * 6 }, () => draws.normal());
  const options = { nFeatureNeighbors: 5, featureEdge: "distance" } as const;
  const stages = new Set<string>();
  const onProgress = ({ stage }: { stage: string }) => void stages.add(stage);
  await featureGraph({ name: "rna", nFeatures: 6, data }, 400, options, { onProgress });
  assert.deepEqual([...stages], ["finding feature neighbours of rna"]);
  const stopped = featureGraph({ name: "rna", nFeatures: 6, data }, 400, options, { signal: AbortSignal.abort() });
  await assert.rejects(stopped, tagged("Aborted", /training to finish/));
});

Deno.test("familyInputs() symmetrises, adds loops and normalises the spatial graph, and needs it only when it is used", () => {
  const data = tissue(4);
  const { spatial, features, modalities } = familyInputs(data, {}, {});
  const want = normalizeAdjacency(symmetrize(new Graph(gridGraph(4)))).adjacency;
  assert.deepEqual(spatial.data, want.data);
  assert.deepEqual([features.length, modalities.map(({ name }) => name)], [0, ["rna", "adt"]]);
  const bare = data.with({ obsp: { spatial_connectivities: undefined } });
  assert.throws(() => familyInputs(bare, {}, {}), tagged("NotFound", /useSpatialGraph: false/));
  const alone = familyInputs(bare, { useSpatialGraph: false }, {}).spatial;
  assert.deepEqual([alone.nnz, ...(alone.data as Float64Array)], [16, ...new Array(16).fill(1)]);
  assert.equal(familySlots(["rna"], { useSpatialGraph: false }, {}).length, 1);
  const [need] = familySlots(["atac"], {}, { useRep: { atac: "X_lsi" } });
  assert.equal(need!.key, "X_lsi");
});

Deno.test("familyInputs() refuses weights of the spatial graph that are not finite", () => {
  const data = new Float32Array(gridGraph(4).nnz).fill(1);
  data[3] = NaN;
  const graph = gridGraph(4);
  const broken = new Csr({ shape: graph.shape, indptr: graph.indptr, indices: graph.indices, data });
  const bad = tissue(4).with({ obsp: { spatial_connectivities: broken } });
  assert.throws(() => familyInputs(bad, {}, {}), tagged("BadValues", /finite/));
});

Deno.test("connectFeatures() takes the code's edges by the number of modalities, and leaves the given inputs alone", async () => {
  const inputs = familyInputs(tissue(5), {}, {});
  const config = { nFeatureNeighbors: 4, featureEdge: "auto" } as const;
  const auto = await connectFeatures(inputs, config);
  const distance = await connectFeatures(inputs, { ...config, featureEdge: "distance" });
  assert.deepEqual(auto.features[0]!.data, distance.features[0]!.data);
  const three = { ...inputs, modalities: [...inputs.modalities, { ...inputs.modalities[0]!, name: "more" }] };
  const ones = await connectFeatures(three, { ...config, featureEdge: "connectivity" });
  assert.deepEqual((await connectFeatures(three, config)).features[0]!.data, ones.features[0]!.data);
  assert.notDeepEqual(ones.features[0]!.data, auto.features[0]!.data);
  assert.equal(inputs.features.length, 0);
  assert.equal(auto.order, undefined);
  assert.equal(spatialOperator(auto), spatialOperator(inputs), "one operator for one graph");
});

Deno.test("connectFeatures() finds one graph whatever the seed, so that a trained model knows its tissue again", async () => {
  const nObs = 2500, nFeatures = 12;
  const draws = new Rng(2);
  const data = Float32Array.from({ length: nObs * nFeatures }, () => draws.normal());
  const spatial = new Csr({
    shape: [nObs, nObs],
    indptr: Int32Array.from({ length: nObs + 1 }, (_, i) => i),
    indices: Int32Array.from({ length: nObs }, (_, i) => i),
    data: new Float64Array(nObs).fill(1),
  });
  const inputs: FamilyInputs = { nObs, modalities: [{ name: "x", nFeatures, data }], spatial, features: [] };
  const found = async (exactSpots: number, seed: number) => {
    const options: PrepareOptions = { rng: new Rng(seed) };
    const config = { nFeatureNeighbors: 3, featureEdge: "connectivity", exactSpots } as const;
    return (await connectFeatures(inputs, config, options)).features[0]!.indices;
  };
  const searched = await found(100, 1);
  assert.notDeepEqual(searched, await found(nObs, 1), "a search that misses a neighbour here and there");
  assert.deepEqual(await found(100, 2), searched);
});

/** Share of edges but loops whose ends are fewer than 4,096 rows apart, where each node's row is. */
function shareNear({ indptr, indices, nnz, nRows }: Csr, rowOf: (node: number) => number): number {
  let near = 0;
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) if (Math.abs(rowOf(indices[p]!) - rowOf(i)) < 4096) near++;
  }
  return (near - nRows) / (nnz - nRows);
}

Deno.test("connectFeatures() moves the spots of a large tissue close to those with like features; embeddings come back in order", async () => {
  const nObs = 51_000;
  const where = new Rng(3).permutation(nObs);
  const indptr = Int32Array.from({ length: nObs + 1 }, (_, i) => 2 * i);
  const indices = new Int32Array(2 * nObs);
  for (let at = 0; at < nObs; at++) {
    const near = [where[(at + 1) % nObs]!, where[(at + nObs - 1) % nObs]!].sort((a, b) => a - b);
    indices.set(near, 2 * where[at]!);
  }
  const ring = new Csr({ shape: [nObs, nObs], indptr, indices, data: new Float32Array(2 * nObs).fill(1) });
  const draws = new Rng(4);
  const features = { name: "x", nFeatures: 3, data: Float32Array.from({ length: 3 * nObs }, () => draws.normal()) };
  const given: FamilyInputs = {
    nObs,
    modalities: [features],
    spatial: normalizeAdjacency(new Graph(ring)).adjacency,
    features: [],
  };
  const config = { nFeatureNeighbors: 2, featureEdge: "connectivity" } as const;
  const moved = await connectFeatures(given, config);
  assert(shareNear(moved.features[0]!, (place) => place) > 0.9, "feature neighbours lie close to each other");
  assert(shareNear(moved.features[0]!, (place) => moved.order![place]!) < 0.2, "which they do not as given");
  const alongSpace = await connectFeatures(given, { ...config, orderedBy: "space" });
  assert(shareNear(alongSpace.spatial, (place) => place) > 0.9 && shareNear(given.spatial, (spot) => spot) < 0.2);
  const places = rowOfSpot(moved)!;
  for (const spot of [0, 7, 50_999]) {
    const row = moved.modalities[0]!.data.slice(3 * places[spot]!, 3 * places[spot]! + 3);
    assert.deepEqual(row, features.data.slice(3 * spot, 3 * spot + 3));
  }
  const engine = await openEngine({ engine: "native" });
  const method = new PragaMethod("default", { nLatent: 4, nFeatureNeighbors: 2 });
  const { forward } = reorderOperator(sparseOperator(moved.features[0]!), places);
  const back = new Csr({ shape: [nObs, nObs], indptr: forward.indptr, indices: forward.indices, data: forward.values });
  const plain = { ...given, features: [back] };
  const [inOrder, inPlace] = await Promise.all([moved, plain].map(async (inputs) => {
    const net = method.build(engine, inputs, new Rng(1));
    const z = engine.run(() => method.embed(net, inputs));
    const values = await engine.read(z);
    z.dispose();
    net.parameters.dispose();
    return values;
  }));
  assertClose(inOrder!, inPlace!, 1e-5, "embedding");
});

Deno.test("prototypePhase() is off before the start, and renews there and at multiples of the interval", () => {
  const at = (prototypeStart: number | "auto", epoch: number, nEpochs = 200) =>
    prototypePhase({ prototypeStart, prototypeInterval: 50 }, { epoch, nEpochs });
  assert.deepEqual([99, 100, 101, 149, 150, 151].map((epoch) => at(100, epoch)), [
    "off",
    "renew",
    "keep",
    "keep",
    "renew",
    "keep",
  ]);
  assert.deepEqual([29, 30, 31, 50].map((epoch) => at(30, epoch)), ["off", "renew", "keep", "renew"]);
  assert.equal(at(0, 0), "renew");
  assert.deepEqual(
    [30, 200, 1000].map((nEpochs) => firstPrototypeEpoch({ prototypeStart: "auto" }, { nEpochs })),
    [
      15,
      100,
      100,
    ],
  );
});

Deno.test("prototypePhase() brings prototypes forward in a rehearsal, whose search looks at few rows", () => {
  const schedule = { prototypeStart: 100, prototypeInterval: 50 };
  const at = (epoch: number) => prototypePhase(schedule, { epoch, nEpochs: 2, isRehearsal: true });
  assert.deepEqual([0, 1].map(at), ["renew", "keep"]);
  const clock = { epoch: 0, nEpochs: 2, rng: rng() };
  assert.equal(searchOf(clock, "prototypes").maxRows, undefined);
  assert(searchOf({ ...clock, isRehearsal: true }, "prototypes").maxRows! < 1000);
  const { signal } = new AbortController();
  assert.equal(searchOf({ ...clock, signal }, "prototypes").signal, signal);
});

Deno.test("fullCovarianceMeans() and kmeansMeans() find the centres of clouds, the same for the same stream", async () => {
  const draws = new Rng(9);
  const centers = [[8, 0, 1], [-8, 1, 0], [0, 9, -3]];
  const data = Float64Array.from(
    { length: 900 },
    (_, at) => centers[Math.floor(at / 3) % 3]![at % 3]! + 0.5 * draws.normal(),
  );
  const x = { data, nRows: 300, nCols: 3 };
  for (const find of [fullCovarianceMeans, kmeansMeans]) {
    const means = await find(x, { nPrototypes: 3, rng: rng() });
    const rows = [0, 1, 2].map((k) => Array.from(means.slice(3 * k, 3 * k + 3)));
    for (const center of centers) {
      assert(rows.some((row) => row.every((value, j) => Math.abs(value - center[j]!) < 0.3)), `${find.name}: ${rows}`);
    }
    assert.deepEqual(await find(x, { nPrototypes: 3, rng: rng() }), means);
    const few = await find(x, { nPrototypes: 3, rng: rng(), maxRows: 60 });
    assert.notDeepEqual(few, means);
    await assert.rejects(
      find(x, { nPrototypes: 3, rng: rng(), signal: AbortSignal.abort() }),
      tagged("Aborted", /that it was stopped/),
    );
  }
  const same = { data: new Float64Array(30).fill(2), nRows: 10, nCols: 3 };
  await assert.rejects(
    fullCovarianceMeans(same, { nPrototypes: 2, rng: rng() }),
    tagged("BadValues", /rows that differ/),
  );
  await assert.rejects(kmeansMeans(x, { nPrototypes: 301, rng: rng() }), tagged("TooSmall", /clusters/));
});

Deno.test("fullCovarianceMeans() and kmeansMeans() hear the signal in the midst of a search", async () => {
  const draws = new Rng(3);
  const x = { data: Float64Array.from({ length: 20_000 * 32 }, () => draws.normal()), nRows: 20_000, nCols: 32 };
  for (const find of [fullCovarianceMeans, kmeansMeans]) {
    let isGiven = false;
    let nAsked = 0;
    const signal = {
      get aborted() {
        if (isGiven) nAsked++;
        return isGiven;
      },
    } as AbortSignal;
    const stop = setTimeout(() => isGiven = true, 20);
    await assert.rejects(
      find(x, { nPrototypes: 12, rng: rng(), signal }),
      tagged("Aborted", /training to finish/),
    );
    clearTimeout(stop);
    assert(isGiven, `${find.name} gave timers a turn`);
    assert.equal(nAsked, 1, `${find.name} went on after the signal`);
  }
});

Deno.test("unitRows() brings rows to length 1 and leaves a row of zeros", () => {
  assertClose(unitRows([3, 4, 0, 0], 2), [0.6, 0.8, 0, 0]);
});

Deno.test("familyWeightOf() takes a name before a place, and 1 where there is neither", () => {
  assert.deepEqual([familyWeightOf(3, "rna", 0), familyWeightOf({ rna: 2, 0: 5 }, "rna", 0)], [3, 2]);
  assert.deepEqual([familyWeightOf({ 0: 5, 1: 7 }, "adt", 1), familyWeightOf({ rna: 2 }, "adt", 1)], [7, 1]);
  assert.doesNotThrow(() => checkWeight({ 0: 0, rna: 2 }, "reconWeight"));
  assert.throws(() => checkWeight({ rna: -1 }, "reconWeight"), tagged("InvalidArgument", /reconWeight/));
  assert.throws(() => checkWeight(null as never, "reconWeight"), tagged("InvalidArgument", /reconWeight/));
  assert.doesNotThrow(() => checkWeightNames({ 0: 1, adt: 2 }, "reconWeight", ["rna", "adt"]));
  assert.throws(() => checkWeightNames({ rnaa: 1 }, "reconWeight", ["rna"]), tagged("InvalidArgument", /'rna'/));
  assert.throws(
    () => checkWeightNames({ 0: 1, 1: 3, 2: 3 }, "reconWeight", ["rna", "adt"]),
    tagged("Misaligned", /for 2 modalities but found weights for 3.*leave out a dataset/),
  );
});

Deno.test("connectedTerms() puts idle terms without weight in the place of none", async () => {
  const engine = await openEngine({ engine: "cpu" });
  engine.run(() => {
    const term = { value: engine.tf.scalar(4), weight: 3 };
    assert.deepEqual(Object.keys(connectedTerms({ a: term }, () => ({ b: term }))), ["a"]);
    assert.equal(connectedTerms({}, () => ({ b: term })).b!.weight, 0);
  });
});

Deno.test("familyRecipe() is SpatialGlue's preprocessing of each data set", () => {
  const verbs = (dataset: Parameters<typeof familyRecipe>[0], kind: "rna" | "protein" | "peaks") =>
    familyRecipe(dataset, kind).map(({ verb }) => verb);
  assert.deepEqual(verbs(null, "rna"), ["filterGenes", "highlyVariableGenes", "normalizeTotal", "log1p", "pca"]);
  assert.deepEqual(verbs(null, "protein"), ["clr", "pca"]);
  assert.deepEqual(verbs("stereoCite", "protein"), ["filterGenes", "clr", "pca"]);
  assert.deepEqual(verbs("mouseBrain", "peaks"), ["highlyVariableGenes", "lsi"]);
  assert.deepEqual(verbs("simulation", "rna")[0], "highlyVariableGenes");
  const last = (dataset: Parameters<typeof familyRecipe>[0], kind: "rna" | "peaks") =>
    familyRecipe(dataset, kind).at(-1)!.options!;
  assert.deepEqual([last("simulation", "rna").nComps, last("simulation", "rna").standardize], [100, false]);
  assert.deepEqual([last("spots", "rna").nComps, last("mouseBrain", "peaks").nComps, last(null, "peaks").nComps], [
    20,
    50,
    50,
  ]);
});

Deno.test("a constant spot is as far from all others as can be, and training goes on with it", async () => {
  const data = new Float32Array([1, 2, 3, 3, 2, 1, 0, 0, 0, 2, 3, 5]);
  const x = new Dense(data, { shape: [4, 3] });
  const options = { nFeatureNeighbors: 2, featureEdge: "distance" } as const;
  const graph = await featureGraph({ name: "x", nFeatures: 3, data }, x.nRows, options);
  assert((graph.data as Float64Array).every(Number.isFinite));
});
