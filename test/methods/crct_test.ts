import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { Dense, type MuData, representation } from "../../src/data/mod.ts";
import { type Engine, openEngine } from "../../src/engine/mod.ts";
import { crct, type CrctOptions, type Method, methods } from "../../src/methods/mod.ts";
import { matched } from "../../src/methods/crct/centers.ts";
import type { CrctBatch } from "../../src/methods/crct/batch.ts";
import { CrctMethod } from "../../src/methods/crct/method.ts";
import type { CrctNet } from "../../src/methods/crct/model.ts";
import { train, Training } from "../../src/train/mod.ts";
import { modality, tissue } from "./tissue.ts";
import { withParts } from "./with_parts.ts";

/** Small, and everything takes part within a few epochs. */
const SMALL: CrctOptions = { nLatent: 6, nPrototypes: 4, labelStart: 1, betaStart: 2, prototypeInterval: 2, lr: 1e-3 };

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

async function trained(options: CrctOptions = {}, data: MuData = tissue(), nEpochs = 6) {
  const run = train(data, crct({ ...SMALL, ...options }), { nEpochs, seed: 3 });
  const z = representation(await run.result(), "X_crct");
  return { run, z };
}

/** A training that lets its network and batch be looked at. */
async function opened(engine: Engine, options: CrctOptions = {}, nEpochs = 6) {
  const method = new CrctMethod("default", { ...SMALL, ...options });
  let net: CrctNet, batch: CrctBatch;
  const watched = withParts(method, {
    build: (...args) => net = method.build(...args),
    prepare: async (...args) => batch = await method.prepare(args[0], args[1]),
  });
  const inputs = method.inputs(tissue(), {});
  const training = await Training.open({ method: watched as unknown as Method, engine, inputs, seed: 3, nEpochs });
  return { training, net: net!, batch: batch! };
}

Deno.test("crct() presets are those of the card", () => {
  const { config } = crct();
  assert.deepEqual(config.augWeight, { 0: 0.01, 100: 0.2, 200: 0.5 });
  assert.deepEqual([config.rho0, config.temperature, config.momentumCap, config.labelStart], [0.5, 2, 10, 5]);
  assert.deepEqual([config.graphReference, config.betaStart, config.featureEdge], ["initial", "auto", "connectivity"]);
  const paper = crct({ preset: "paper" }).config;
  const { graphReference, betaStart, momentumCap, gradClip } = paper;
  assert.deepEqual([graphReference, betaStart, momentumCap, gradClip], ["knn", 100, null, null]);
  assert.deepEqual(crct().defaults("paper"), paper);
});

Deno.test("crct() data sets have the epochs and steps of the paper's table, in either preset", () => {
  for (const preset of ["paper", "default"] as const) {
    const table = (["hln", "mouseBrain", "simulation", "spots", "stereoCite"] as const).map((dataset) => {
      const { nEpochs, lr, weightDecay, nPrototypes, nLatent } = crct({ preset, dataset }).config;
      return [nEpochs, lr, weightDecay, nPrototypes, nLatent];
    });
    assert.deepEqual(table, [
      [50, 0.01, 5e-3, 10, 64],
      [200, 1e-3, 2e-2, 14, 64],
      [300, 0.01, 5e-2, 5, 128],
      [200, 0.01, 5e-3, 10, 64],
      [300, 0.01, 5e-2, 10, 64],
    ]);
  }
  assert.equal(crct({ dataset: "hln", nEpochs: 7 }).nEpochs, 7);
  assert.equal(crct({ dataset: "stereoCite" }).nSpatialNeighbors, 6);
});

Deno.test("crct() has the paper's text under the name released, too, since there is no code", () => {
  assert.deepEqual(crct({ preset: "released" }).config, crct({ preset: "paper" }).config);
  assert.notDeepEqual(crct({ preset: "released" }).config, crct().config);
});

Deno.test("crct() refuses what is no preset, no setting or out of range", () => {
  for (const preset of ["best", "code"]) {
    assert.throws(
      () => crct({ preset: preset as never }),
      tagged("InvalidArgument", /'paper', 'released', 'default'/),
    );
  }
  assert.throws(() => crct({ rho: 1 } as never), tagged("InvalidArgument", /settings of crct .* but found 'rho'/));
  const bad: CrctOptions[] = [
    { nLatent: 0 },
    { nPrototypes: 1 },
    { nEpochs: -1 },
    { labelStart: 0.5 },
    { betaStart: -1 },
    { prototypeInterval: 0 },
    { augWeight: { 3: 1 } },
    { augWeight: -1 },
    { clusterWeight: -1 },
    { rho0: -0.1 },
    { momentumCap: 0 },
    { temperature: 0 },
    { reconWeight: { rna: -1 } },
    { reconstruct: "none" as never },
    { assignment: "nearest" as never },
    { statistics: "keep" as never },
    { graphReference: "first" as never },
    { featureEdge: "auto" as never },
    { optimizer: "lbfgs" as never },
    { unitPrototypes: 1 as never },
    { centerFeatures: 1 as never },
    { dataset: "heart" as never },
    { momentum: 2 },
    { gradClip: -1 },
  ];
  for (const options of bad) {
    const name = Object.keys(options)[0]!;
    assert.throws(() => crct(options), tagged("InvalidArgument", new RegExp(name)), JSON.stringify(options));
  }
  assert.equal(crct({ momentumCap: Infinity }).config.momentumCap, null);
});

Deno.test("crct() ablations change what their name says and nothing else", () => {
  const base = crct();
  for (const [name, change] of Object.entries(base.ablations)) {
    const { config } = base.variant(change);
    const different = Object.keys(config).filter((key) => config[key] !== base.config[key]);
    assert.deepEqual(different, Object.keys(change), name);
  }
  assert.equal(methods.crct!({ preset: "paper", lr: 0.1 }).config.lr, 0.1);
  assert.equal(crct({ optimizer: "adam", gradClip: 1 }).optimizer.kind, "adam");
  assert.deepEqual({ ...crct().optimizer }, { kind: "sgd", lr: 0.01, momentum: 0.9, weightDecay: 5e-3, gradClip: 20 });
});

Deno.test("crct() asks for more spots than prototypes, for known modalities and for the graph", () => {
  const inputs = (options: CrctOptions, data = tissue()) => () => crct(options).inputs(data, {});
  assert.throws(inputs({ nPrototypes: 36 }), tagged("TooSmall", /36 spots for 36 prototypes.*Lower nPrototypes/));
  assert.throws(inputs({ reconWeight: { rnaa: 1 } }), tagged("InvalidArgument", /reconWeight/));
  const bare = tissue().with({ obsp: { spatial_connectivities: undefined } });
  assert.throws(inputs({}, bare), tagged("NotFound", /spatial_connectivities.*spatialNeighbors\(\)/));
  assert.doesNotThrow(inputs({ useSpatialGraph: false }, bare));
});

Deno.test("crct names its terms, which come with their epochs, and adds them up by their weights", async () => {
  const { run } = await trained({ reconWeight: { rna: 2, adt: 3 }, augWeight: { 0: 0.1, 3: 0.5 }, clusterWeight: 4 });
  const always = ["recon_rna", "recon_adt", "aug_rna", "aug_adt", "graph"];
  for (const [epoch, { total, terms, weights }] of run.losses.entries()) {
    assert.deepEqual(Object.keys(terms), epoch < 2 ? always : [...always, "cluster"], `epoch ${epoch}`);
    const lambda = epoch < 3 ? 0.1 : 0.5;
    const want = [2, 3, 2 * lambda, 3 * lambda, 1, ...(epoch < 2 ? [] : [4])];
    assert.deepEqual(Object.values(weights), want);
    const sum = Object.keys(terms).reduce((all, name) => all + weights[name]! * terms[name]!, 0);
    assert(Math.abs(sum - total) < 1e-5 * Math.abs(total));
  }
});

Deno.test("crct brings features back from the spots' own rows until there are labels, and from moved ones then", async () => {
  const { run } = await trained({ labelStart: 2, betaStart: 4, rho0: 3 });
  for (const [epoch, { terms }] of run.losses.entries()) {
    const same = terms.aug_rna === terms.recon_rna && terms.aug_adt === terms.recon_adt;
    assert.equal(same, epoch < 2, `epoch ${epoch}`);
  }
});

Deno.test("crct holds graphs to their own start: the term is 0 at first, and not with the graph they start from", async () => {
  const graphs = async (options: CrctOptions) => (await trained(options)).run.losses.map(({ terms }) => terms.graph!);
  const initial = await graphs({});
  assert.equal(initial[0], 0);
  assert(initial.at(-1)! > 0);
  assert((await graphs({ graphReference: "knn" }))[0]! > 0.1);
  const ema = await graphs({ graphReference: "ema" });
  assert(ema[0]! > ema.at(-1)!, "the mean follows");
  assert.deepEqual((await graphs({ graphWeight: 0 })).filter((term) => term !== undefined), []);
  assert.deepEqual((await graphs({ learnGraph: false })).filter((term) => term !== undefined), []);
});

Deno.test("crct ablations take terms away and train on", async () => {
  const columns = async (change: CrctOptions) => (await trained(change)).run.history.columnNames;
  const { ablations } = crct();
  assert(!(await columns(ablations.augmentedReconstruction!)).some((name) => name.startsWith("aug_")));
  assert(!(await columns(ablations.originalReconstruction!)).some((name) => name.startsWith("recon_")));
  assert(!(await columns(ablations.clusterTerm!)).includes("cluster"));
  assert(!(await columns(ablations.graphTerm!)).includes("graph"));
  const { run } = await trained(ablations.augmentation!);
  assert(run.losses.every(({ terms }) => terms.aug_rna === terms.recon_rna));
  const without = tissue().with({ obsp: { spatial_connectivities: undefined } });
  const { z } = await trained(ablations.spatialGraph!, without);
  assert((z.data as Float32Array).every(Number.isFinite));
});

Deno.test("crct takes every setting that is a choice, one, two and three modalities, and gives rows of length 1", async () => {
  const three = tissue().with({ mod: { atac: modality(6, 5, 300) } });
  const alone = tissue();
  const one = alone.modality("rna").with({ obsp: alone.obsp });
  const variants: (readonly [CrctOptions, unknown])[] = [
    [{}, three],
    [{}, one],
    [{ preset: "paper", betaStart: 2 }, three],
    [{ assignment: "prototypes", unitPrototypes: false }, tissue()],
    [{ statistics: "match" }, tissue()],
    [{ featureEdge: "distance", graphSquared: true, activation: "relu" }, tissue()],
    [{ optimizer: "adam", gradClip: 1 }, tissue()],
    [{ momentumCap: 0.01 }, tissue()],
    [{ reconWeight: 0 }, tissue()],
  ];
  for (const [options, data] of variants) {
    const { z } = await trained(options, data as MuData);
    assert.deepEqual(z.shape, [36, 6]);
    for (let i = 0; i < 36; i++) {
      const length = Math.hypot(...Array.from(z.row(i), Number));
      assert(Math.abs(length - 1) < 1e-5, JSON.stringify(options));
    }
  }
});

Deno.test("crct augments along the spread of classes: statistics count each epoch, cut down, forgotten at new centres", async () => {
  for (const name of ["native", "wasm"] as const) {
    const engine = await openEngine({ engine: name });
    const { training, net, batch } = await opened(engine, { prototypeInterval: 3, momentumCap: 1 });
    const sizes: number[] = [];
    for (let epoch = 0; epoch < 6; epoch++) {
      await training.step();
      assert.equal(batch.pending, undefined);
      sizes.push((await net.classes.read()).counts.reduce((sum, count) => sum + count, 0));
    }
    // Labels at 1; new centres at 2 and 5, after which the spots are counted for the first time.
    assert.deepEqual([sizes[0], sizes[1], sizes[2], sizes[5]], [0, 36, 36, 36]);
    assert(sizes[3]! > 36 && sizes[3]! <= 72);
    assert((await net.classes.read()).variances.every((variance) => variance >= 0));
    training.dispose();
  }
});

Deno.test("crct keeps statistics by the best match of old and new centres where it is told to", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const { training, net } = await opened(engine, { statistics: "match", prototypeInterval: 1 });
  for (let epoch = 0; epoch < 6; epoch++) await training.step();
  const { counts } = await net.classes.read();
  // Labels since epoch 1, never forgotten.
  assert.equal(counts.reduce((sum, count) => sum + count, 0), 5 * 36);
  training.dispose();
});

Deno.test("matched() gives every new centre the place of the old one that is nearest, all in all", () => {
  const rng = new Rng(4);
  const old = Float32Array.from({ length: 7 * 3 }, () => 10 * rng.normal());
  const order = rng.permutation(7);
  const found = new Float64Array(21);
  order.forEach((from, to) => {
    for (let j = 0; j < 3; j++) found[to * 3 + j] = old[from * 3 + j]! + 0.01 * rng.normal();
  });
  matched(old, found, 3).forEach((value, i) => assert(Math.abs(value - old[i]!) < 0.1));
});

Deno.test("crct centres features where it is told to, and then means do not count, which count once a spot otherwise", async () => {
  const shifted = (by: number, side: number) => {
    const data = tissue(side);
    const { data: values, shape } = representation(data.modality("rna"), "X_pca");
    const moved = new Dense(Float32Array.from(values as Float32Array, (value) => value + by), { shape });
    return data.with({ mod: { rna: data.modality("rna").with({ obsm: { X_pca: moved } }) } });
  };
  const first = async (options: CrctOptions, data: MuData) => (await trained(options, data, 1)).run.losses[0]!.total;
  const centred = await first({ centerFeatures: true }, shifted(0, 6));
  assert(Math.abs(await first({ centerFeatures: true }, shifted(50, 6)) / centred - 1) < 1e-4);
  const [few, many] = [await first({}, shifted(50, 6)), await first({}, shifted(50, 12))];
  assert(few > 100 * centred, `${few} beside ${centred}`);
  // Four times the spots, and so four times the sums.
  assert(Math.abs(Math.log2(many / few) - 4) < 0.5, `${few} and ${many}`);
});

Deno.test("crct lives with clusters that lose all their spots", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const { training, net } = await opened(engine, { prototypeInterval: 100 });
  for (let epoch = 0; epoch < 3; epoch++) await training.step();
  const far = new Float32Array(4 * 6).fill(1e3, 12);
  engine.run(() => net.setPrototypes(far));
  const { total, terms } = await training.step();
  assert(Number.isFinite(total) && Number.isFinite(terms.cluster));
  const { variances } = await net.classes.read();
  assert(variances.every(Number.isFinite));
  training.dispose();
});

Deno.test("crct loss changes nothing that is kept: asked twice it answers the same", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const { training, net, batch } = await opened(engine);
  for (let epoch = 0; epoch < 3; epoch++) await training.step();
  const method = new CrctMethod("default", { ...SMALL });
  const clock = { epoch: 3, nEpochs: 6, rng: new Rng(1) };
  const before = await training.weights();
  const ask = () => engine.run(() => method.loss(net, batch, clock).total.dataSync()[0]);
  assert.equal(ask(), ask());
  assert.deepEqual(await training.weights(), before);
  training.dispose();
});

Deno.test("crct goes on from a checkpoint to the same bytes, wherever it was stopped", async () => {
  for (const engine of ["native", "wasm"] as const) {
    for (const statistics of ["reset", "match"] as const) {
      const method = crct({ ...SMALL, statistics, prototypeInterval: 3, graphReference: "ema" });
      const options = { nEpochs: 8, seed: 5, engine };
      const whole = train(tissue(), method, options);
      const want = representation(await whole.result(), "X_crct").data;
      for (const at of [1, 2, 4, 7]) {
        const first = train(tissue(), method, options);
        first.subscribe((event) => event.kind === "epoch" && event.epoch === at && first.stop());
        await first.result();
        const rest = train(tissue(), method, { ...options, resume: await first.checkpoint() });
        assert.deepEqual(
          representation(await rest.result(), "X_crct").data,
          want,
          `${engine}, ${statistics}, from ${at}`,
        );
        assert.deepEqual(await rest.checkpoint(), await whole.checkpoint());
      }
    }
  }
});

Deno.test("crct gives the same bytes on any number of threads, and for the same seed alone", async () => {
  for (const name of ["native", "wasm"] as const) {
    const engine = await openEngine({ engine: name });
    const { kernels } = engine.backend!, { threads } = kernels;
    const results = [];
    for (const n of [1, 2, 4]) {
      kernels.useThreads(n);
      const run = train(tissue(12), crct(SMALL), { nEpochs: 5, seed: 1, engine: name });
      results.push(representation(await run.result(), "X_crct").data);
    }
    kernels.useThreads(threads);
    for (const other of results) assert.deepEqual(other, results[0]);
    const other = train(tissue(12), crct(SMALL), { nEpochs: 5, seed: 2, engine: name });
    assert.notDeepEqual(representation(await other.result(), "X_crct").data, results[0]);
  }
});

Deno.test("crct steps run on compiled kernels alone, with every setting that is a choice", async () => {
  const variants: CrctOptions[] = [
    { statistics: "match" },
    { assignment: "prototypes", unitPrototypes: false },
    { graphReference: "ema", graphSquared: true },
    { preset: "paper", ...SMALL },
    { optimizer: "adam", activation: "relu" },
    { reconstruct: "augmented" },
    { reconstruct: "original" },
  ];
  for (const name of ["native", "wasm"] as const) {
    const engine = await openEngine({ engine: name });
    for (const options of variants) {
      engine.backend!.fallbacks.clear();
      const training = await Training.open({
        method: crct({ ...SMALL, ...options }),
        engine,
        inputs: crct({ ...SMALL, ...options }).inputs(tissue(), {}),
        seed: 1,
        nEpochs: 6,
      });
      for (let epoch = 0; epoch < 4; epoch++) await training.step();
      const steady = engine.nTensors;
      for (let epoch = 4; epoch < 6; epoch++) await training.step();
      assert.equal(engine.nTensors, steady, "a step leaves tensors");
      await training.embed();
      training.dispose();
      assert.deepEqual([...engine.backend!.fallbacks.keys()], [], JSON.stringify(options));
    }
  }
});

Deno.test("crct embeds its own tissue again from its model's bytes, and no other", async () => {
  const { run, z } = await trained();
  const { TrainedModel } = await import("../../src/train/mod.ts");
  const model = TrainedModel.fromBytes(run.model.toBytes(), crct);
  assert.deepEqual(model.method.config, run.model.method.config);
  const again = representation(await model.embed(tissue()), "X_crct");
  assert.deepEqual(again.data, z.data);
  await assert.rejects(model.embed(tissue(8, 9)), tagged("Misaligned", /./));
});

Deno.test("crct moves no spot without augmentation, whatever the seed of the noise", async () => {
  const embed = async (seed: number, rho0: number) => {
    const method = new CrctMethod("default", { ...SMALL, rho0, labelStart: 0, betaStart: 1 });
    const seeded = withParts(method, {
      prepare: async (...args) => {
        const batch = await method.prepare(args[0], args[1]);
        return Object.assign(batch, {
          noise: (_: unknown, length: number) => new Float32Array(length).fill(seed),
        });
      },
    });
    const run = train(tissue(), seeded as unknown as Method, { nEpochs: 4, seed: 3 });
    return representation(await run.result(), "X_crct").data;
  };
  assert.deepEqual(await embed(1, 0), await embed(2, 0));
  assert.notDeepEqual(await embed(1, 1), await embed(2, 1));
});
