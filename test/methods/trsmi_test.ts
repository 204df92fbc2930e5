import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { Dense, MuData, representation } from "../../src/data/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { crct, type FamilyDataset, type Method, praga, ria, trsmi, type TrsmiOptions } from "../../src/methods/mod.ts";
import { type Run, train, TrainedModel, type TrainOptions } from "../../src/train/mod.ts";
import { gridGraph, modality, tissue } from "./tissue.ts";

const SMALL: TrsmiOptions = { nLatent: 6, alignDim: 4, nAligned: 5, nFeatureNeighbors: 4, nPrototypes: 3, nEpochs: 8 };

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

function threeModalities(side = 6): MuData {
  const mod = { rna: modality(side, 7, 1), adt: modality(side, 4, 2), atac: modality(side, 5, 3) };
  return new MuData({ mod }).with({ obsp: { spatial_connectivities: gridGraph(side) } });
}

async function finished(
  options: TrsmiOptions = {},
  { data = tissue(), ...rest }: TrainOptions & { readonly data?: MuData } = {},
): Promise<{ readonly z: Float32Array; readonly run: Run<MuData> }> {
  const run = train(data, trsmi({ ...SMALL, ...options }), { seed: 3, ...rest });
  return { z: representation(await run.result(), "X_trsmi").data as Float32Array, run };
}

Deno.test("trsmi() has one reading of the text under all names of presets, since there is no code", () => {
  const { config } = trsmi({ preset: "paper" });
  for (const preset of ["released", "default"] as const) assert.deepEqual(trsmi({ preset }).config, config);
  assert.deepEqual(config.scales, { 2: 0.1, 5: 0.1, 10: 0.2 });
  assert.deepEqual(trsmi().defaults("paper"), config);
  assert.deepEqual(trsmi().optimizer, { kind: "adam", lr: 1e-3, weightDecay: 1e-4 });
  assert.deepEqual(trsmi({ optimizer: "sgd", lr: 0.01, gradClip: 1 }).optimizer, {
    kind: "sgd",
    lr: 0.01,
    momentum: 0.9,
    weightDecay: 1e-4,
    gradClip: 1,
  });
});

Deno.test("trsmi() takes the settings of a data set, 200 epochs at least, and what is given over them", () => {
  const of = (dataset: FamilyDataset) => {
    const method = trsmi({ dataset });
    return [method.nEpochs, method.nSpatialNeighbors, method.config.nPrototypes, method.config.reconWeight];
  };
  assert.deepEqual(of("hln"), [200, 3, 10, { 0: 5, 1: 5 }]);
  assert.deepEqual(of("mouseBrain"), [300, 6, 14, { 0: 1, 1: 10 }]);
  assert.deepEqual(of("spots"), [200, 3, 10, { 0: 5, 1: 5 }]);
  assert.deepEqual(of("stereoCite"), [300, 6, 10, { 0: 5, 1: 5 }]);
  assert.deepEqual(of("simulation"), [200, 3, 5, { 0: 1, 1: 3, 2: 3 }]);
  assert.equal(trsmi({ dataset: "mouseBrain", nEpochs: 7 }).nEpochs, 7);
  assert.equal(trsmi({ nLatent: undefined } as never).config.nLatent, 64);
  assert.deepEqual(trsmi().recipe("protein").map(({ verb }) => verb), ["clr", "pca"]);
});

Deno.test("trsmi() refuses unknown presets, unknown settings and values out of range", () => {
  assert.throws(() => trsmi({ preset: "best" as never }), tagged("InvalidArgument", /preset to be one of 'paper'/));
  assert.throws(
    () => trsmi({ latent: 3 } as never),
    tagged("InvalidArgument", /settings of trsmi .* but found 'latent'/),
  );
  const bad: TrsmiOptions[] = [
    { dataset: "liver" as never },
    { nLatent: 0 },
    { nFeatureNeighbors: 0.5 },
    { nPrototypes: 0 },
    { alignDim: 0 },
    { nAligned: 0 },
    { alignExactSpots: -1 },
    { nEpochs: -1 },
    { nSpatialNeighbors: -1 },
    { prototypeStart: -1 },
    { activation: "gelu" as never },
    { featureEdge: "both" as never },
    { graphReference: "last" as never },
    { optimizer: "lion" as never },
    { useAlignment: 1 as never },
    { learnGraph: "no" as never },
    { monotoneBeta: null as never },
    { graphWeight: -1 },
    { prototypeWeight: -1 },
    { lr: NaN },
    { weightDecay: -1 },
    { warmup: 2 },
    { betaStart: -0.1 },
    { betaEnd: 1.1 },
    { referenceDecay: 2 },
    { momentum: -1 },
    { encoderGate: NaN },
    { localGate: NaN },
    { alignTemperature: 0 },
    { prototypeTemperature: -1 },
    { gradClip: -1 },
    { reconWeight: { rna: -1 } },
    { scales: {} },
    { scales: 5 as never },
    { scales: { 2.5: 0.1 } },
    { scales: { 5: 2 } },
  ];
  for (const options of bad) {
    const name = Object.keys(options)[0]!;
    assert.throws(() => trsmi(options), tagged("InvalidArgument", new RegExp(name)), name);
  }
});

Deno.test("trsmi() ablations change what their name says and nothing else, and every one trains", async () => {
  const base = trsmi(SMALL);
  for (const [name, change] of Object.entries(base.ablations)) {
    const { config } = base.variant(change);
    const different = Object.keys(config).filter((key) => config[key] !== base.config[key]);
    assert.deepEqual(different.sort(), Object.keys(change).sort(), name);
    const run = train(tissue(), base.variant({ ...change, nEpochs: Math.min(3, Number(config.nEpochs)) }), { seed: 1 });
    const { data } = representation(await run.result(), "X_trsmi");
    assert((data as Float32Array).every(Number.isFinite), name);
  }
});

Deno.test("trsmi() embeds one, two and three modalities in rows of length 1, and says what it minimised", async () => {
  const one = tissue().modality("rna").with({ obsp: { spatial_connectivities: gridGraph(6) } });
  for (const data of [one, tissue(), threeModalities()]) {
    const run = train(data, trsmi(SMALL) as Method, { seed: 1 });
    const result = await run.result();
    const z = representation(result, "X_trsmi");
    assert.deepEqual(z.shape, [36, 6]);
    for (let i = 0; i < 36; i++) assert(Math.abs(Math.hypot(...Array.from(z.row(i), Number)) - 1) < 1e-5);
    const names = data.kind === "anndata" ? ["X"] : Object.keys(data.mod);
    const recon = names.map((name) => `recon_${name}`);
    assert.deepEqual(Object.keys(run.losses[3]!.terms), [...recon, "graph"]);
    assert.deepEqual(Object.keys(run.losses[4]!.terms), [...recon, "graph", "prototype"]);
    assert.equal(run.losses[0]!.weights[recon[0]!], 5 / names.length);
    assert.equal(run.losses[0]!.terms.graph, 0, "the mean starts at the graph");
    assert(run.losses[1]!.terms.graph! > 0);
    assert(run.losses[3]!.total < run.losses[0]!.total, "the loss falls");
  }
});

Deno.test("trsmi() lets the share of the diffusion fall only, and fixes it where that is asked for", async () => {
  const shares = async (options: TrsmiOptions): Promise<number[]> => {
    const found: number[] = [];
    for (const nEpochs of [1, 2, 4, 8]) {
      const run = train(tissue(), trsmi({ ...SMALL, ...options }), { seed: 3, nEpochs: 8 });
      run.subscribe((event) => event.kind === "epoch" && event.epoch === nEpochs && run.stop());
      await run.result();
      found.push(run.model.weights.get("cool.last")!.data[0]!);
    }
    return found;
  };
  const falling = await shares({ lr: 0.05 });
  for (let e = 1; e < falling.length; e++) assert(falling[e]! <= falling[e - 1]!, `${falling}`);
  assert(Math.abs(falling[0]! - 0.8) < 1e-6);
  for (const share of await shares({ betaStart: 0.5, betaEnd: 0.5, learnBeta: false })) assert.equal(share, 0.5);
  const rising = await shares({ betaStart: 0.2, betaEnd: 0.8, monotoneBeta: false, learnBeta: false });
  assert(rising[3]! > rising[0]!);
});

Deno.test("trsmi() embeds by the last share of the diffusion, also where that is above the first", async () => {
  const rising = { betaStart: 0.2, betaEnd: 0.8, monotoneBeta: false, learnBeta: false };
  const { run, z } = await finished(rising);
  const { layout, weights } = run.model;
  const method = trsmi({ ...SMALL, ...rising, betaStart: 0.9 });
  const again = await new TrainedModel({ method, layout, weights }).embed(tissue());
  assert.deepEqual(representation(again, "X_trsmi").data, z, "the first share plays no part after training");
});

Deno.test("trsmi() variants take all settings of another data set, but for those that were given", () => {
  assert.deepEqual(
    trsmi({ lr: 0.5 }).variant({ dataset: "mouseBrain" }).config,
    trsmi({ dataset: "mouseBrain", lr: 0.5 }).config,
  );
  for (const [make, nEpochs] of [[praga, 300], [ria, 300], [crct, 200]] as const) {
    assert.deepEqual(make().variant({ dataset: "mouseBrain" }).config, make({ dataset: "mouseBrain" }).config);
    assert.equal(make().variant({ dataset: "mouseBrain" }).nEpochs, nEpochs);
  }
});

Deno.test("trsmi() warm-up changes gradients and no value", async () => {
  const [warm, cold] = [await finished({ warmup: 1 }), await finished({ warmup: 0 })];
  const [first, other] = [warm, cold].map(({ run }) => run.losses);
  assert.deepEqual(first![0]!.terms, other![0]!.terms);
  assert.notEqual(first![2]!.total, other![2]!.total);
});

Deno.test("trsmi() looks only at a spot's own neighbours in tissues above alignExactSpots", async () => {
  const all = await finished({ nAligned: 36 });
  const near = await finished({ nAligned: 36, alignExactSpots: 0 });
  assert.notDeepEqual(near.z, all.z);
  assert(near.z.every(Number.isFinite));
});

Deno.test("trsmi() resumed from a checkpoint gives the bytes of the unbroken run, before and after prototypes", async () => {
  for (const engine of ["native", "wasm"] as const) {
    const whole = await finished({}, { engine });
    for (const at of [2, 6]) {
      const run = train(tissue(), trsmi(SMALL), { seed: 3, engine });
      run.subscribe((event) => event.kind === "epoch" && event.epoch === at && run.stop());
      await run.result();
      const rest = await finished({}, { engine, resume: await run.checkpoint() });
      assert.deepEqual(rest.z, whole.z, `${engine}, stopped after ${at}`);
      assert.deepEqual(await rest.run.checkpoint(), await whole.run.checkpoint());
    }
  }
});

Deno.test("trsmi() gives the same bytes on 1, 2 and 4 threads, and other ones from another seed", async () => {
  const engine = await openEngine({ engine: "native" });
  const { kernels } = engine.backend!;
  const before = kernels.threads;
  const data = threeModalities(16);
  const found: Float32Array[] = [];
  for (const threads of [1, 2, 4]) {
    kernels.useThreads(threads);
    found.push((await finished({ nEpochs: 4 }, { data, engine: "native" })).z);
  }
  kernels.useThreads(before);
  for (const other of found.slice(1)) assert.deepEqual(other, found[0]);
  assert.notDeepEqual((await finished({ nEpochs: 4 }, { data, engine: "native", seed: 4 })).z, found[0]);
});

Deno.test("trsmi() agrees on compiled kernels and on plain JavaScript", async () => {
  const [native, cpu] = [
    await finished({ nEpochs: 3 }, { engine: "native" }),
    await finished({ nEpochs: 3 }, { engine: "cpu" }),
  ];
  native.z.forEach((value, i) => assert(Math.abs(value - cpu.z[i]!) < 1e-4, `${i}: ${value} and ${cpu.z[i]}`));
});

Deno.test("trsmi() fails before long work where something is missing or does not fit", () => {
  const method = trsmi(SMALL);
  const bare = new MuData({ mod: { rna: modality(3, 4, 1), adt: modality(3, 4, 2) } });
  assert.throws(() => train(bare, method), tagged("NotFound", /spatialNeighbors\(\)/));
  assert.throws(() => train(tissue(), method, { useRep: "X_lsi" }), tagged("NotFound", /call pca\(\) or lsi\(\)/i));
  assert.throws(() => train(tissue(), trsmi({ ...SMALL, nPrototypes: 36 })), tagged("TooSmall", /nPrototypes/));
  assert.throws(
    () => train(tissue(), trsmi({ ...SMALL, reconWeight: { protein: 1 } })),
    tagged("InvalidArgument", /reconWeight/),
  );
  assert.throws(
    () => train(tissue(), trsmi({ ...SMALL, dataset: "simulation" })),
    tagged("Misaligned", /reconWeight for 2 modalities/),
  );
  const x = new Float32Array(36 * 7).fill(1);
  x[20] = NaN;
  const broken = tissue().modality("rna").with({ obsm: { X_pca: new Dense(x, { shape: [36, 7] }) } });
  const data = tissue().with({ mod: { rna: broken } });
  assert.throws(() => train(data, method), tagged("BadValues", /row 2/));
});

Deno.test("trsmi() stays finite on features that tell nothing", async () => {
  const flat = (width: number) => new Dense(new Float32Array(36 * width).fill(1), { shape: [36, width] });
  const data = tissue().with({ mod: { rna: tissue().modality("rna").with({ obsm: { X_pca: flat(7) } }) } });
  assert((await finished({ prototypeWeight: 0 }, { data })).z.every(Number.isFinite));
});

Deno.test("trsmi() models hold for their tissue, and refuse another in words", async () => {
  const { run, z } = await finished();
  const again = await run.model.embed(tissue());
  assert.deepEqual(representation(again, "X_trsmi").data, z);
  const other = tissue(6, 9);
  await assert.rejects(run.model.embed(other), tagged("Misaligned", /train the method on this one/));
});

Deno.test("trsmi() does not change what it is given", async () => {
  const data = tissue();
  const before = JSON.stringify(Array.from(representation(data.modality("rna"), "X_pca").data, Number));
  await finished({}, { data });
  assert.deepEqual(Object.keys(data.obsm), []);
  assert.equal(JSON.stringify(Array.from(representation(data.modality("rna"), "X_pca").data, Number)), before);
});
