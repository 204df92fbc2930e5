import assert from "node:assert/strict";
import { macrotask } from "../../src/core/abort.ts";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { AnnData, Dense, Frame, MuData, representation } from "../../src/data/mod.ts";
import { checkSlots, type Method, methods, smart, type SmartOptions } from "../../src/methods/mod.ts";
import { resolveConfig } from "../../src/methods/smart/config.ts";
import { tripletRows } from "../../src/methods/smart/triplet_rows.ts";
import { readFeatures } from "../../src/methods/read_features.ts";
import { train } from "../../src/train/mod.ts";
import { gridGraph, modality, spotNames, tissue } from "./tissue.ts";

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

const untrained = async (data: MuData, options: SmartOptions = {}): Promise<Dense> =>
  representation(await train(data, smart({ nLatent: 8, nEpochs: 0, ...options }), { seed: 3 }).result(), "X_smart");

Deno.test("smart() presets are those of the card", () => {
  const { config } = smart();
  assert.deepEqual(config, smart({ preset: "released", trainable: "all" }).config);
  assert.equal(smart({ preset: "released" }).config.trainable, "fusionOnly");
  const { activation, edgeDirection, margin, reconWeight, tripletWeight, trainable } =
    smart({ preset: "paper" }).config;
  assert.deepEqual([activation, edgeDirection, margin], ["relu", "union", 1]);
  assert.deepEqual([reconWeight, tripletWeight, trainable], [0.5, 0.5, "all"]);
  assert.deepEqual(smart().defaults("paper"), smart({ preset: "paper" }).config);
});

Deno.test("smart() takes settings over the preset, and undefined as not given", () => {
  assert.equal(smart({ margin: 2 }).config.margin, 2);
  assert.equal(smart({ margin: undefined } as never).config.margin, 0.5);
  assert.equal(methods.smart!({ preset: "paper", lr: 0.1 }).config.lr, 0.1);
});

Deno.test("smart() refuses unknown presets, unknown settings and values out of range", () => {
  assert.throws(() => smart({ preset: "best" as never }), tagged("InvalidArgument", /preset to be one of 'paper'/));
  assert.throws(
    () => smart({ latent: 3 } as never),
    tagged("InvalidArgument", /settings of smart .* but found 'latent'/),
  );
  const bad: SmartOptions[] = [
    { nLatent: 0 },
    { nLayers: 0 },
    { nNear: 0 },
    { nEpochs: -1 },
    { window: 1 },
    { margin: -1 },
    { lr: NaN },
    { weightDecay: -1 },
    { farFraction: 1.5 },
    { gradClip: -1 },
    { laplacianWeight: Infinity },
    { reconWeight: -1 },
    { tripletWeight: { rna: -1 } },
    { activation: "gelu" as never },
    { trainable: "none" as never },
    { edgeDirection: "both" as never },
    { decoderNorm: 1 as never },
  ];
  for (const options of bad) {
    const name = Object.keys(options)[0]!;
    assert.throws(() => smart(options), tagged("InvalidArgument", new RegExp(name)), name);
  }
});

Deno.test("smart() ablations change what their name says and nothing else", () => {
  const base = smart();
  for (const [name, change] of Object.entries(base.ablations)) {
    const { config } = base.variant(change);
    const different = Object.keys(config).filter((key) => config[key] !== base.config[key]);
    assert.deepEqual(different, Object.keys(change), name);
  }
  assert.equal(base.variant({ margin: 2 }).variant({ lr: 0.5 }).config.margin, 2);
});

Deno.test("smart() recipes name the steps of each kind of modality in order", () => {
  const verbs = (kind: "rna" | "protein" | "peaks") => smart().recipe(kind).map(({ verb }) => verb);
  assert.deepEqual(verbs("rna"), ["filterGenes", "highlyVariableGenes", "normalizeTotal", "log1p", "pca"]);
  assert.deepEqual(verbs("protein"), ["clr", "pca"]);
  assert.deepEqual(verbs("peaks"), ["tfidf", "normalizeTotal", "log1p", "pca"]);
});

Deno.test("smart() asks for the PCA of each modality and the graph of the whole", () => {
  const whole = tissue();
  const bare = whole.with({ mod: { adt: whole.modality("adt").with({ obsm: { X_pca: undefined } }) } });
  const inputs = (data: MuData, method: Method = smart()) => () => method.inputs(data, {});
  assert.throws(
    inputs(bare),
    tagged("NotFound", /obsm\['X_pca'\] but found no obsm entries in modality 'adt'.*pca\(\)/),
  );
  const alone = whole.with({ obsp: { spatial_connectivities: undefined } });
  assert.throws(inputs(alone), tagged("NotFound", /spatial_connectivities.*spatialNeighbors\(\)/));
  assert.doesNotThrow(inputs(alone, smart({ useGraph: false })));
  assert.throws(() => smart().inputs(whole, { useRep: { rna: "X_lsi" } }), tagged("NotFound", /X_lsi.*modality 'rna'/));
});

Deno.test("smart() checks the names of weighted modalities and that something is weighted", () => {
  const inputs = (options: SmartOptions) => () => smart(options).inputs(tissue(), {});
  assert.throws(
    inputs({ reconWeight: { rnaa: 1 } }),
    tagged("InvalidArgument", /reconWeight to be one of 'rna', 'adt'/),
  );
  assert.throws(
    inputs({ reconWeight: 0, tripletWeight: 0 }),
    tagged("InvalidArgument", /above 0 but found that all are 0/),
  );
  assert.doesNotThrow(inputs({ reconWeight: 0, tripletWeight: 0, laplacianWeight: 1 }));
  assert.doesNotThrow(inputs({ reconWeight: 0, tripletWeight: { rna: 0 } }));
});

Deno.test("smart() refuses features that are not finite, naming row, column and modality", () => {
  const whole = tissue();
  const data = Float32Array.from(representation(whole.modality("adt"), "X_pca").data as Float32Array);
  data[4 * 5 + 2] = NaN;
  const adt = whole.modality("adt").with({ obsm: { X_pca: new Dense(data, { shape: [36, 4] }) } });
  assert.throws(
    () => smart().inputs(whole.with({ mod: { adt } }), {}),
    tagged("BadValues", /found NaN in row 5, column 2 in modality 'adt'/),
  );
});

Deno.test("smart() refuses a single spot", () => {
  const one = new AnnData({ X: Dense.fromRows([[1, 2]]) });
  assert.throws(
    () => smart({ useGraph: false }).inputs(one, { useRep: "X" }),
    tagged("TooSmall", /at least 2 spots to train on but found 1/),
  );
});

Deno.test("checkSlots() passes what is there, on AnnData and MuData", () => {
  const whole = tissue();
  const needs = smart().slots(["rna", "adt"], {});
  assert.deepEqual(needs.map(({ key }) => key), ["X_pca", "X_pca", "spatial_connectivities"]);
  assert.doesNotThrow(() => checkSlots(whole, needs));
  const rna = whole.modality("rna").with({ obsp: { spatial_connectivities: gridGraph(6) } });
  assert.doesNotThrow(() => checkSlots(rna, smart().slots(["X"], {})));
});

Deno.test("readFeatures() joins by name and gives spots that a modality lacks a row of zeros", () => {
  const rna = new AnnData({ obs: new Frame(["a", "b", "c"]), obsm: { X_pca: Dense.fromRows([[1], [2], [3]]) } });
  const adt = new AnnData({ obs: new Frame(["c", "a"]), obsm: { X_pca: Dense.fromRows([[30, 31], [10, 11]]) } });
  const [first, second] = readFeatures(new MuData({ mod: { rna, adt } }), {});
  assert.deepEqual([...first!.data], [1, 2, 3]);
  assert.deepEqual([...second!.data], [10, 11, 0, 0, 30, 31]);
  assert.deepEqual([first!.nFeatures, second!.nFeatures], [1, 2]);
});

Deno.test("readFeatures() calls the modality of an AnnData X and takes useRep 'X'", () => {
  const [only] = readFeatures(new AnnData({ X: Dense.fromRows([[1, 2], [3, 4]]) }), { useRep: "X" });
  assert.equal(only!.name, "X");
  assert.deepEqual([...only!.data], [1, 2, 3, 4]);
});

Deno.test("smart embeds the same whatever the order of a modality's rows", async () => {
  const whole = tissue();
  const order = new Rng(4).permutation(36);
  const shuffled = new MuData({
    mod: { rna: whole.modality("rna"), adt: whole.modality("adt").subset({ obs: order }) },
    obs: whole.obs,
    obsp: whole.obsp,
  });
  assert.deepEqual((await untrained(shuffled)).data, (await untrained(whole)).data);
});

Deno.test("smart embeds by reverse neighbours: a spot's change reaches those that list it two steps on", async () => {
  const whole = tissue();
  const base = await untrained(whole);
  const changed = representation(whole.modality("rna"), "X_pca");
  const data = Float32Array.from(changed.data as Float32Array);
  data[0]! += 5;
  const rna = whole.modality("rna").with({ obsm: { X_pca: new Dense(data, { shape: changed.shape }) } });
  const moved = await untrained(whole.with({ mod: { rna } }));
  const differs = (i: number) => base.row(i).some((value, j) => value !== moved.row(i)[j]);
  const reached = Array.from({ length: 36 }, (_, i) => i).filter(differs);
  assert.deepEqual(reached, [0, 1, 2, 6, 7, 12]);
});

Deno.test("smart without a graph embeds every spot by itself", async () => {
  const whole = tissue();
  const order = new Rng(2).permutation(36);
  const base = await untrained(whole, { useGraph: false });
  const turned = await untrained(whole.subset({ obs: order }), { useGraph: false });
  assert.deepEqual(turned.data, base.takeRows(order).data);
  assert.notDeepEqual((await untrained(whole)).data, base.data);
});

Deno.test("smart embeds one modality, three layers, one layer, relu and every direction", async () => {
  const rna = modality(6, 5, 2).with({ obsp: { spatial_connectivities: gridGraph(6) } });
  const variants: SmartOptions[] = [
    {},
    { nLayers: 1 },
    { nLayers: 3 },
    { activation: "relu", edgeDirection: "union" },
    { edgeDirection: "forward", decoderNorm: false, laplacianWeight: 0.1 },
    { reconWeight: 0 },
    { tripletWeight: 0 },
    { gradClip: 1 },
  ];
  for (const options of variants) {
    const result = await train(rna, smart({ nLatent: 6, ...options }), { nEpochs: 3 }).result();
    const z = representation(result, "X_smart");
    assert.deepEqual(z.shape, [36, 6]);
    assert((z.data as Float32Array).every(Number.isFinite), JSON.stringify(options));
  }
});

Deno.test("smart names its terms by modality and leaves out those without weight", async () => {
  const columns = async (options: SmartOptions) => {
    const run = train(tissue(), smart({ nLatent: 4, ...options }), { nEpochs: 1 });
    await run.result();
    return run.history.columnNames;
  };
  assert.deepEqual(await columns({}), ["total", "recon_rna", "recon_adt", "triplet_rna", "triplet_adt"]);
  assert.deepEqual(await columns({ reconWeight: 0, laplacianWeight: 1 }), [
    "total",
    "triplet_rna",
    "triplet_adt",
    "laplacian",
  ]);
  assert.deepEqual(await columns({ tripletWeight: { adt: 0 } }), ["total", "recon_rna", "recon_adt", "triplet_rna"]);
});

Deno.test("smart total is the weighted sum of its terms", async () => {
  const run = train(tissue(), smart({ nLatent: 4, reconWeight: { rna: 2 }, tripletWeight: 3 }), { nEpochs: 2 });
  await run.result();
  for (let i = 0; i < 2; i++) {
    const row = run.history.row(i) as Record<string, number>;
    const want = 2 * row.recon_rna! + row.recon_adt! + 3 * (row.triplet_rna! + row.triplet_adt!);
    assert(Math.abs(row.total! - want) < 1e-5 * want);
  }
});

Deno.test("smart released moves the fusion layer only, default every weight", async () => {
  const weights = async (options: SmartOptions, nEpochs: number) => {
    const run = train(tissue(), smart({ nLatent: 4, ...options }), { nEpochs });
    await run.result();
    return run.model.weights;
  };
  const start = await weights({}, 0);
  const moved = async (options: SmartOptions) => {
    const end = await weights(options, 2);
    return [...end].filter(([name, { data }]) => data.some((value, i) => value !== start.get(name)!.data[i]))
      .map(([name]) => name);
  };
  assert.deepEqual(await moved({ preset: "released" }), ["fusion.weight", "fusion.bias"]);
  assert.deepEqual(await moved({}), [...start.keys()]);
});

Deno.test("smart anchors no triplet at spots that a modality lacks, and trains with them", async () => {
  const whole = tissue();
  const half = whole.modality("adt").subset({ obs: spotNames(6).slice(0, 18) });
  const data = new MuData({ mod: { rna: whole.modality("rna"), adt: half }, obs: whole.obs, obsp: whole.obsp });
  const adt = readFeatures(data, {})[1]!;
  const rows = await tripletRows(adt, 36, resolveConfig("default", {}), { rng: new Rng(1) });
  assert(rows.length > 0 && rows.length % 3 === 0);
  for (let t = 0; t < rows.length; t += 3) assert(rows[t]! < 18);
  const z = representation(await train(data, smart({ nLatent: 4 }), { nEpochs: 3 }).result(), "X_smart");
  assert.equal(z.nRows, 36);
  assert((z.data as Float32Array).every(Number.isFinite));
});

Deno.test("tripletRows() makes none for a modality without weight, and the same for the same stream", async () => {
  const [rna] = readFeatures(tissue(), {});
  const config = resolveConfig("default", { tripletWeight: { rna: 0 } });
  assert.equal((await tripletRows(rna!, 36, config, { rng: new Rng(1) })).length, 0);
  const draw = (seed: number) => tripletRows(rna!, 36, resolveConfig("default", {}), { rng: new Rng(seed) });
  assert.deepEqual(await draw(1), await draw(1));
  assert.notDeepEqual(await draw(1), await draw(2));
});

Deno.test("tripletRows() hands the thread back while it searches, tells progress, and stops by its signal", async () => {
  const nObs = 3000;
  const rng = new Rng(1);
  const data = Float32Array.from({ length: nObs * 10 }, () => rng.normal());
  const features = { name: "rna", nFeatures: 10, data };
  let longest = 0, last = performance.now(), running = true;
  const beat = async () => {
    for (; running; last = performance.now()) {
      await macrotask();
      longest = Math.max(longest, performance.now() - last);
    }
  };
  const beating = beat();
  const started = performance.now();
  const stages = new Set<string>();
  const onProgress = ({ stage }: { stage: string }) => void stages.add(stage);
  await tripletRows(features, nObs, resolveConfig("default", {}), { rng, onProgress });
  running = false;
  await beating;
  assert(longest < Math.max(100, 0.6 * (performance.now() - started)), `${longest} ms without a turn`);
  assert.deepEqual([...stages], ["finding near rows of rna", "drawing triplets of rna"]);
  const stopped = tripletRows(features, nObs, resolveConfig("default", {}), { rng, signal: AbortSignal.abort() });
  await assert.rejects(stopped, tagged("Aborted", /training to finish/));
});

Deno.test("smart trains on as few spots as there are neighbours", async () => {
  const few = new AnnData({ X: Dense.fromRows([[1, 2], [3, 4], [0, 1]]) });
  const run = train(few, smart({ useGraph: false, nLatent: 2 }), { useRep: "X", nEpochs: 2 });
  assert.equal(representation(await run.result(), "X_smart").nRows, 3);
});
