import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { AnnData, type Dense, MuData, representation } from "../../src/data/mod.ts";
import { type Engine, openEngine } from "../../src/engine/mod.ts";
import { type Method, methods, spatialGlue, type SpatialGlueOptions } from "../../src/methods/mod.ts";
import { loadModel, train, Training } from "../../src/train/mod.ts";
import { assertClose } from "../engine/helpers.ts";
import { modality, tissue } from "./tissue.ts";

const SMALL = { nLatent: 6, lr: 1e-2 } as const;

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

/** Three modalities on a grid. */
function three(side = 6): MuData {
  const whole = tissue(side);
  const mod = { ...whole.mod, atac: modality(side, 5, 77) };
  return new MuData({ mod }).with({ obsp: whole.obsp });
}

async function terms(data: MuData | AnnData, options: SpatialGlueOptions): Promise<string[]> {
  const method: Method = spatialGlue({ ...SMALL, ...options });
  const engine = await openEngine({ engine: "wasm" });
  const training = await Training.open({ method, engine, inputs: method.inputs(data, {}), seed: 0, nEpochs: 1 });
  const { terms: found } = await training.step();
  training.dispose();
  return Object.keys(found);
}

Deno.test("spatialGlue() presets and datasets are those of the card", () => {
  const { config } = spatialGlue();
  assert.deepEqual(spatialGlue({ preset: "code" }).config, spatialGlue({ preset: "released" }).config);
  assert.deepEqual([config.nLatent, config.nFeatureNeighbors, config.lr, config.weightDecay], [64, 20, 1e-4, 0]);
  const { activation, bias, reduction, nSpatialNeighbors } = spatialGlue({ preset: "paper" }).config;
  assert.deepEqual([activation, bias, reduction, nSpatialNeighbors], ["relu", true, "sum", 3]);
  const table = {
    spots: [[1, 5], [1, 1], 600, 3],
    stereoCite: [[1, 10], [1, 10], 1500, 6],
    hln: [[1, 5], [1, 10], 200, 3],
    mouseBrain: [[1, 5], [1, 1], 1600, 6],
  } as const;
  for (const [dataset, [recon, correspondence, nEpochs, k]] of Object.entries(table)) {
    const method = spatialGlue({ dataset: dataset as "hln" });
    assert.deepEqual(Object.values(method.config.reconWeight as object), recon, dataset);
    assert.deepEqual(Object.values(method.config.correspondenceWeight as object), correspondence, dataset);
    assert.deepEqual([method.nEpochs, method.nSpatialNeighbors], [nEpochs, k], dataset);
  }
  assert.equal(spatialGlue({ dataset: "simulation" }).nEpochs, 200);
});

Deno.test("spatialGlue() takes settings over the dataset, and a dataset over settings left alone", () => {
  assert.equal(spatialGlue({ dataset: "hln", nEpochs: 7 }).nEpochs, 7);
  assert.equal(spatialGlue().variant({ dataset: "stereoCite" }).nEpochs, 1500);
  assert.equal(spatialGlue({ nEpochs: 9 }).variant({ dataset: "stereoCite" }).nEpochs, 9);
  assert.equal(methods.spatialglue!({ preset: "paper", lr: 0.1 }).config.lr, 0.1);
});

Deno.test("spatialGlue() recipes follow the dataset", () => {
  const steps = (options: SpatialGlueOptions, kind: "rna" | "protein" | "peaks") =>
    spatialGlue(options).recipe(kind).map(({ verb }) => verb);
  assert.deepEqual(steps({}, "rna").at(-1), "pca");
  assert.deepEqual(steps({ dataset: "mouseBrain" }, "peaks"), ["highlyVariableGenes", "lsi"]);
  assert.deepEqual(spatialGlue({ dataset: "hln" }).recipe("protein")[0]!.options, { axis: "cell" });
});

Deno.test("spatialGlue() refuses unknown presets, datasets and settings, and values out of range", () => {
  assert.throws(
    () => spatialGlue({ preset: "best" as never }),
    tagged("InvalidArgument", /preset to be one of 'paper'/),
  );
  assert.throws(() => spatialGlue({ dataset: "visium" as never }), tagged("InvalidArgument", /dataset/));
  assert.throws(() => spatialGlue({ margin: 1 } as never), tagged("InvalidArgument", /settings of spatialglue/));
  const bad: SpatialGlueOptions[] = [
    { nLatent: 0 },
    { nFeatureNeighbors: 0 },
    { nSpatialNeighbors: -1 },
    { nEpochs: 1.5 },
    { lr: -1 },
    { weightDecay: NaN },
    { gradClip: -1 },
    { reconWeight: -1 },
    { correspondenceWeight: { rna: -1 } },
    { activation: "gelu" as never },
    { featureEdge: "angle" as never },
    { reduction: "median" as never },
    { withinFusion: "max" as never },
    { acrossFusion: "max" as never },
    { bias: 1 as never },
    { useSpatialGraph: 1 as never },
    { useFeatureGraph: "no" as never },
  ];
  for (const options of bad) {
    const name = Object.keys(options)[0]!;
    assert.throws(() => spatialGlue(options), tagged("InvalidArgument", new RegExp(name)), name);
  }
});

Deno.test("spatialGlue() refuses fewer than 25 spots, weights of no modality, and no weight at all", () => {
  assert.throws(
    () => spatialGlue().inputs(tissue(4), {}),
    tagged("TooSmall", /at least 25 spots to train on but found 16/),
  );
  assert.throws(
    () => spatialGlue({ reconWeight: { protein: 1 } }).inputs(tissue(5), {}),
    tagged("InvalidArgument", /reconWeight to be one of 'rna', 'adt'/),
  );
  const none = { reconWeight: 0, correspondenceWeight: 0 };
  assert.throws(() => spatialGlue(none).inputs(tissue(5), {}), tagged("InvalidArgument", /no term counts/));
  assert.doesNotThrow(() => spatialGlue({ ...none, nEpochs: 0 }).inputs(tissue(5), {}));
  const bare = tissue(5).with({ obsp: { spatial_connectivities: undefined } });
  assert.throws(() => spatialGlue().inputs(bare, {}), tagged("NotFound", /spatial_connectivities/));
  assert.doesNotThrow(() => spatialGlue({ useSpatialGraph: false }).inputs(bare, {}));
});

Deno.test("spatialGlue has a reconstruction for each modality and a correspondence for each ordered pair", async () => {
  assert.deepEqual(await terms(tissue(5), {}), [
    "recon_rna",
    "recon_adt",
    "correspondence_rna_adt",
    "correspondence_adt_rna",
  ]);
  const all = await terms(three(), {});
  assert.equal(all.length, 3 + 6);
  assert.equal(new Set(all).size, 9);
  assert(all.includes("correspondence_atac_rna"));
  assert.deepEqual(await terms(three(), { reconWeight: 0, correspondenceWeight: { rna: 0, adt: 0 } }), [
    "correspondence_atac_rna",
    "correspondence_atac_adt",
  ]);
});

Deno.test("spatialGlue tells how much space, features and modalities count, and each modality's embedding", async () => {
  const result = await train(three(), spatialGlue(SMALL), { nEpochs: 3, engine: "wasm" }).result();
  const table = (name: string): Dense => representation(result, `X_spatialglue${name}`);
  assert.deepEqual(Object.keys(result.obsm).sort(), [
    "X_spatialglue",
    "X_spatialglue_adt",
    "X_spatialglue_atac",
    "X_spatialglue_attention",
    "X_spatialglue_attention_adt",
    "X_spatialglue_attention_atac",
    "X_spatialglue_attention_rna",
    "X_spatialglue_rna",
  ]);
  for (const [name, width] of [["_attention", 3], ["_attention_rna", 2], ["_attention_atac", 2]] as const) {
    assert.deepEqual(table(name).shape, [36, width]);
    for (let i = 0; i < 36; i++) {
      const row = [...table(name).row(i)].map(Number);
      assert(Math.abs(row.reduce((a, b) => a + b) - 1) < 1e-5);
      assert(row.every((share) => share > 0));
    }
  }
  for (const name of ["", "_rna", "_adt", "_atac"]) {
    for (let i = 0; i < 36; i++) assert(Math.abs(Math.hypot(...[...table(name).row(i)].map(Number)) - 1) < 1e-5);
  }
});

Deno.test("spatialGlue trains one modality alone, by its reconstruction", async () => {
  const whole = tissue(5);
  const alone = whole.modality("rna").with({ obsp: whole.obsp });
  assert.deepEqual(await terms(alone, {}), ["recon_X"]);
  const { obsm } = await train(alone, spatialGlue(SMALL), { nEpochs: 2, engine: "wasm" }).result();
  assert(!("X_spatialglue_attention" in obsm));
  assert("X_spatialglue_attention_X" in obsm);
});

Deno.test("spatialGlue lowers its loss, in every form, alike on every engine", async () => {
  const engines = await Promise.all((["native", "wasm", "cpu"] as const).map((engine) => openEngine({ engine })));
  const run = async (engine: Engine, options: SpatialGlueOptions) => {
    const method: Method = spatialGlue({ ...SMALL, ...options });
    const training = await Training.open({ method, engine, inputs: method.inputs(tissue(5), {}), seed: 1, nEpochs: 9 });
    const first = (await training.step()).total;
    for (let step = 1; step < 8; step++) await training.step();
    const last = (await training.step()).total;
    const { data } = await training.embed();
    training.dispose();
    assert(last < first, `${JSON.stringify(options)}: ${first} → ${last}`);
    return data;
  };
  for (const options of [{}, { preset: "paper" }, { withinFusion: "mean", acrossFusion: "mean" }] as const) {
    const [native, ...others] = await Promise.all(engines.map((engine) => run(engine, options)));
    for (const other of others) assertClose(other, native!, 1e-3, JSON.stringify(options));
  }
});

Deno.test("spatialGlue ablations train and change what their name says", async () => {
  const base = spatialGlue(SMALL);
  const plain = representation(await train(tissue(5), base, { nEpochs: 2 }).result(), "X_spatialglue").data;
  for (const [name, change] of Object.entries(base.ablations)) {
    const { config } = base.variant(change);
    assert.deepEqual(Object.keys(config).filter((key) => config[key] !== base.config[key]), Object.keys(change), name);
    const nEpochs = name === "training" ? 0 : 2;
    const run = train(tissue(5), base.variant(change), { nEpochs });
    assert.notDeepEqual(representation(await run.result(), "X_spatialglue").data, plain, name);
    if (name === "correspondence") assert.deepEqual(run.history.columnNames, ["total", "recon_rna", "recon_adt"]);
  }
});

Deno.test("spatialGlue goes on exactly from a checkpoint, is the same for the same seed, and another for another", async () => {
  const method = spatialGlue(SMALL);
  const run = async (options: { seed: number; nEpochs: number; resume?: Uint8Array }) => {
    const made = train(tissue(5), method, options);
    return { z: representation(await made.result(), "X_spatialglue").data, checkpoint: await made.checkpoint() };
  };
  const whole = await run({ seed: 4, nEpochs: 8 });
  const half = await run({ seed: 4, nEpochs: 3 });
  assert.deepEqual((await run({ seed: 4, nEpochs: 8, resume: half.checkpoint })).z, whole.z);
  assert.deepEqual((await run({ seed: 4, nEpochs: 8 })).z, whole.z);
  assert.notDeepEqual((await run({ seed: 5, nEpochs: 8 })).z, whole.z);
});

Deno.test("spatialGlue's model embeds another section and survives a file", async () => {
  const run = train(tissue(5), spatialGlue({ ...SMALL, nEpochs: 2 }));
  const data = await run.result();
  const path = `${Deno.makeTempDirSync()}/spatialglue.safetensors`;
  await run.model.save(path);
  const model = await loadModel(path, spatialGlue as (options: never) => Method);
  const again = representation(await model.embed(tissue(5)), "X_spatialglue");
  assert.deepEqual(again.data, representation(data, "X_spatialglue").data);
  assert.equal(representation(await model.embed(tissue(6, 3)), "X_spatialglue").nRows, 36);
});

Deno.test("spatialGlue embeds the same whatever the order of a modality's rows, and changes no object", async () => {
  const whole = tissue(5);
  const adt = whole.modality("adt");
  const turned = adt.subset({ obs: [...adt.obsNames].reverse() });
  const moved = new MuData({ mod: { rna: whole.modality("rna"), adt: turned } }).with({ obsp: whole.obsp });
  const z = async (data: MuData) =>
    representation(await train(data, spatialGlue(SMALL), { nEpochs: 2 }).result(), "X_spatialglue").data;
  assert.deepEqual(await z(moved), await z(whole));
  assert.deepEqual(Object.keys(whole.obsm), []);
});
