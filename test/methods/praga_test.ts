import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { AnnData, Dense, type MuData, representation } from "../../src/data/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { crct, type Method, methods, praga, type PragaOptions, ria, trsmi } from "../../src/methods/mod.ts";
import { train, TrainedModel, Training } from "../../src/train/mod.ts";
import { modality, tissue } from "./tissue.ts";

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

/** Settings for a tissue of 36 spots. */
const SMALL = { nLatent: 6, nPrototypes: 3, nFeatureNeighbors: 6, prototypeStart: 2, prototypeInterval: 3 };

const three = (side = 6): MuData => {
  const data = tissue(side);
  return data.with({ mod: { atac: modality(side, 5, 77) } });
};
const embedded = async (data: MuData, method: Method, nEpochs = 6): Promise<Dense> =>
  representation(await train(data, method, { seed: 3, nEpochs }).result(), `X_${method.name}`);

Deno.test("praga() presets and data sets are those of the card", () => {
  const released = praga({ preset: "released" }).config;
  assert.deepEqual(praga({ preset: "code" }).config, released);
  assert.deepEqual(praga().defaults("paper"), praga({ preset: "paper" }).config);
  assert.deepEqual(
    [released.lr, released.momentum, released.temperature, released.referenceDecay, released.prototypeStart],
    [0.01, 0.9, 2, 0.9, 100],
  );
  const of = (dataset: NonNullable<PragaOptions["dataset"]>) => {
    const { nEpochs, lr, weightDecay, reconWeight, nPrototypes, prototypeWeight, nLatent } =
      praga({ preset: "released", dataset }).config;
    return [nEpochs, lr, weightDecay, Object.values(reconWeight as object), nPrototypes, prototypeWeight, nLatent];
  };
  assert.deepEqual(of("hln"), [30, 0.01, 5e-3, [5, 5], 10, 1, 64]);
  assert.deepEqual(of("mouseBrain"), [300, 0.01, 5e-2, [1, 10], 14, 2, 64]);
  assert.deepEqual(of("spots"), [200, 0.01, 5e-3, [5, 5], 10, 1, 64]);
  assert.deepEqual(of("stereoCite"), [300, 0.01, 5e-2, [5, 5], 10, 1, 64]);
  assert.deepEqual(of("simulation"), [200, 1e-3, 2e-2, [1, 3, 3], 5, 1, 128]);
  assert.deepEqual([praga().nSpatialNeighbors, praga({ dataset: "mouseBrain" }).nSpatialNeighbors], [3, 6]);
  assert.equal(praga({ dataset: "simulation", lr: 0.5 }).config.lr, 0.5);
});

Deno.test("praga() keeps its data set through variants and files, and takes recipes by it", () => {
  const method = praga({ preset: "released", dataset: "simulation" }).variant({ lr: 0.02 });
  assert.deepEqual([method.config.lr, method.config.dataset, method.config.nLatent], [0.02, "simulation", 128]);
  assert.equal(method.recipe("rna").at(-1)!.options!.nComps, 100);
  const model = new TrainedModel({ method, layout: { modalities: [] }, weights: new Map() });
  assert.deepEqual(TrainedModel.fromBytes(model.toBytes(), praga).method.config, method.config);
});

Deno.test("praga() refuses unknown presets, data sets and settings, and values out of range", () => {
  assert.throws(() => praga({ preset: "best" as never }), tagged("InvalidArgument", /preset to be one of 'paper'/));
  assert.throws(() => praga({ dataset: "liver" as never }), tagged("InvalidArgument", /dataset to be one of 'hln'/));
  assert.throws(() => praga({ margin: 1 } as never), tagged("InvalidArgument", /settings of praga .* found 'margin'/));
  const bad: PragaOptions[] = [
    { nLatent: 0 },
    { nFeatureNeighbors: 0 },
    { nPrototypes: 0 },
    { prototypeInterval: 0 },
    { nEpochs: -1 },
    { nSpatialNeighbors: -1 },
    { prototypeStart: -1 },
    { activation: "gelu" as never },
    { featureEdge: "weights" as never },
    { graphReference: "mean" as never },
    { referenceOrder: "between" as never },
    { centerFeatures: 1 as never },
    { useSpatialGraph: 0 as never },
    { learnGraph: "yes" as never },
    { graphSquared: null as never },
    { graphWeight: -1 },
    { prototypeWeight: NaN },
    { lr: -1 },
    { weightDecay: Infinity },
    { referenceDecay: 1.1 },
    { momentum: -0.1 },
    { temperature: 0 },
    { gradClip: -1 },
    { reconWeight: -1 },
    { reconWeight: { rna: -1 } },
  ];
  for (const options of bad) {
    const name = Object.keys(options)[0]!;
    assert.throws(() => praga(options), tagged("InvalidArgument", new RegExp(name)), name);
    assert.throws(() => ria(options as never), tagged("InvalidArgument", new RegExp(name)), name);
  }
});

Deno.test("praga() ablations change what their name says and nothing else", () => {
  for (const method of [praga(), ria()]) {
    for (const [name, change] of Object.entries(method.ablations)) {
      const { config } = method.variant(change);
      const different = Object.keys(config).filter((key) => config[key] !== method.config[key]);
      assert.deepEqual(different.sort(), Object.keys(change).sort(), name);
    }
  }
});

Deno.test("praga says before any work that weights are for other modalities, or prototypes too many", () => {
  const inputs = (options: PragaOptions) => () => praga(options).inputs(tissue(), {});
  assert.throws(
    inputs({ dataset: "simulation" }),
    tagged("Misaligned", /reconWeight for 2 modalities but found weights for 3/),
  );
  assert.throws(
    inputs({ reconWeight: { rnaa: 1 } }),
    tagged("InvalidArgument", /reconWeight to be one of 'rna', 'adt'/),
  );
  assert.throws(inputs({ nPrototypes: 36 }), tagged("TooSmall", /36 spots for 36 prototypes.*Lower nPrototypes/));
  assert.doesNotThrow(inputs({ nPrototypes: 35 }));
});

Deno.test("praga and ria embed one, two and three modalities in rows of length 1, by every option", async () => {
  const rna = tissue().modality("rna").with({
    obsp: { spatial_connectivities: tissue().obsp.spatial_connectivities! },
  });
  const variants: [string, Record<string, unknown>][] = [
    ["praga", {}],
    ["praga", { preset: "paper", lr: 1e-3 }],
    ["praga", { referenceOrder: "before" }],
    ["praga", { graphReference: "initial" }],
    ["praga", { graphReference: "knn", graphSquared: true }],
    ["praga", { learnGraph: false }],
    ["praga", { useSpatialGraph: false, featureEdge: "distance" }],
    ["praga", { reconWeight: 0 }],
    ["ria", {}],
    ["ria", { preset: "released", lr: 1e-4 }],
    ["ria", { preset: "paper", lr: 1e-3 }],
    ["ria", { bnmOn: "encodings", beta: 0.1 }],
    ["ria", { bnmOn: "decoders", beta: 0.1 }],
    ["ria", { reconWeight: 0, beta: 0, graphWeight: 0 }],
  ];
  for (const data of [rna, tissue(), three()]) {
    for (const [name, options] of variants) {
      const method = methods[name]!({ ...SMALL, ...options });
      const result = await train(data, method, { nEpochs: 5 }).result();
      const z = representation(result, `X_${name}`);
      assert.deepEqual(z.shape, [36, 6]);
      for (let i = 0; i < 36; i++) {
        const length = Math.hypot(...(z.row(i) as Float32Array));
        assert(Math.abs(length - 1) < 1e-5, `${name} ${JSON.stringify(options)}: row ${i} of length ${length}`);
      }
    }
  }
});

Deno.test("praga names its terms, leaves out those without weight, and sums them with their weights", async () => {
  const run = train(tissue(), praga({ ...SMALL, reconWeight: { rna: 2, adt: 0 }, prototypeWeight: 3 }), { nEpochs: 4 });
  await run.result();
  assert.deepEqual(Object.keys(run.losses[1]!.terms), ["recon_rna", "graph"]);
  assert.deepEqual(Object.keys(run.losses[2]!.terms), ["recon_rna", "graph", "prototype"]);
  for (const { total, terms, weights } of run.losses) {
    const want = Object.entries(terms).reduce((sum, [name, value]) => sum + weights[name]! * value, 0);
    assert(Math.abs(total - want) < 1e-4 * Math.abs(want));
  }
  const terms = async (options: PragaOptions) => {
    const other = train(tissue(), praga({ ...SMALL, ...options }), { nEpochs: 1 });
    await other.result();
    return Object.keys(other.losses[0]!.terms);
  };
  assert.deepEqual(await terms({ learnGraph: false }), ["recon_rna", "recon_adt"]);
  assert.deepEqual(await terms({ graphWeight: 0, prototypeStart: 0 }), ["recon_rna", "recon_adt", "prototype"]);
});

Deno.test("praga holds graphs to the mean that follows them, or to what stays", async () => {
  const graphTerms = async (options: PragaOptions) => {
    const run = train(tissue(), praga({ ...SMALL, preset: "released", lr: 1e-3, ...options }), { nEpochs: 4, seed: 1 });
    await run.result();
    return run.losses.map(({ terms }) => terms.graph!);
  };
  const [after, before, knn, initial] = [
    await graphTerms({ referenceOrder: "after" }),
    await graphTerms({ referenceOrder: "before" }),
    await graphTerms({ graphReference: "knn" }),
    await graphTerms({ graphReference: "initial" }),
  ];
  assert(after[0]! > 1 && initial[0]! < 1e-6, `${after[0]}, ${initial[0]}`);
  assert.equal(after[0], before[0]);
  // The graph before the first step is what the mean starts from: it stays for an epoch.
  assert(after[1]! < 0.95 * after[0]!, `${after}`);
  assert(Math.abs(before[1]! - before[0]!) < 0.05 * before[0]!, `${before}`);
  assert(knn[3]! > after[3]!);
});

Deno.test("praga without the learned graph has no weights of edges, and its model embeds another tissue", async () => {
  const run = train(tissue(), praga({ ...SMALL, learnGraph: false }), { nEpochs: 2 });
  await run.result();
  assert.equal([...run.model.weights.keys()].some((name) => name.startsWith("graph.")), false);
  const other = await run.model.embed(tissue(7, 4));
  assert.equal(representation(other, "X_praga").nRows, 49);
});

Deno.test("praga's model says that a learned graph is bound to its tissue", async () => {
  const run = train(tissue(), praga(SMALL), { nEpochs: 2 });
  const result = await run.result();
  await assert.rejects(
    run.model.embed(tissue(7, 4)),
    tagged("Misaligned", /'graph\.rna' of the tissue.*learned edges.*train the method on this one/),
  );
  await assert.rejects(run.model.embed(tissue(6, 9)), tagged("Misaligned", /learned on/));
  const again = await run.model.embed(tissue());
  assert.deepEqual(representation(again, "X_praga").data, representation(result, "X_praga").data);
});

for (const name of ["praga", "ria"]) {
  Deno.test(`${name} goes on from a checkpoint as if it had never stopped, byte for byte`, async () => {
    for (const options of [{}, { preset: "released", lr: 1e-3, referenceOrder: "before" }]) {
      const method = methods[name]!({ ...SMALL, ...options });
      const whole = train(tissue(), method, { seed: 4, nEpochs: 9 });
      const want = representation(await whole.result(), `X_${name}`);
      const first = train(tissue(), method, { seed: 4, nEpochs: 5 });
      await first.result();
      const second = train(tissue(), method, { seed: 4, nEpochs: 9, resume: await first.checkpoint() });
      const got = representation(await second.result(), `X_${name}`);
      assert.deepEqual(got.data, want.data);
      assert.deepEqual(second.losses, whole.losses);
    }
  });

  Deno.test(`${name} gives the same bytes on any number of threads`, async () => {
    const engine = await openEngine({ engine: "native" });
    const { kernels } = engine.backend!;
    const before = kernels.threads;
    const run = async (threads: number) => {
      kernels.useThreads(threads);
      const method = methods[name]!(SMALL);
      const training = await Training.open({
        method,
        engine,
        inputs: method.inputs(tissue(8), {}),
        seed: 1,
        nEpochs: 6,
      });
      while (training.epoch < 6) await training.step();
      const { data } = await training.embed();
      training.dispose();
      return data;
    };
    const one = await run(1);
    for (const threads of [2, 4]) assert.deepEqual(await run(threads), one, `${threads} threads`);
    kernels.useThreads(before);
  });

  Deno.test(`${name} does the same for the same seed, something else for another, and leaves its data alone`, async () => {
    const data = tissue();
    const copy = Float32Array.from(representation(data.modality("rna"), "X_pca").data as Float32Array);
    const method = methods[name]!(SMALL);
    const first = await embedded(data, method);
    assert.deepEqual((await embedded(data, method)).data, first.data);
    const other = await train(data, method, { seed: 4, nEpochs: 6 }).result();
    assert.notDeepEqual(representation(other, `X_${name}`).data, first.data);
    assert.deepEqual(representation(data.modality("rna"), "X_pca").data, copy);
    assert.deepEqual(Object.keys(data.obsm), []);
  });
}

Deno.test("praga centres features unless told not to, and then means do not count", async () => {
  const data = tissue();
  const pca = representation(data.modality("rna"), "X_pca");
  const moved = new Dense(Float32Array.from(pca.data as Float32Array, (value) => value + 5), { shape: pca.shape });
  const shifted = data.with({ mod: { rna: data.modality("rna").with({ obsm: { X_pca: moved } }) } });
  const spread = async (options: PragaOptions) => {
    const [a, b] = [
      await embedded(data, praga({ ...SMALL, ...options }), 0),
      await embedded(shifted, praga({ ...SMALL, ...options }), 0),
    ];
    return Math.max(...(a.data as Float32Array).map((value, at) => Math.abs(value - Number(b.data[at]))));
  };
  assert(await spread({}) < 1e-4);
  assert(await spread({ centerFeatures: false }) > 1e-2);
});

Deno.test("praga refuses a single spot, and says which slots it lacks", () => {
  const one = new AnnData({ X: Dense.fromRows([[1, 2]]) });
  assert.throws(
    () => praga({ useSpatialGraph: false }).inputs(one, { useRep: "X" }),
    tagged("TooSmall", /at least 2 spots/),
  );
  const bare = tissue().with({ obsp: { spatial_connectivities: undefined } });
  assert.throws(() => praga().inputs(bare, {}), tagged("NotFound", /spatial_connectivities.*useSpatialGraph: false/));
});

Deno.test("weights that run away between two epochs are told of by the loss, also where prototypes are looked for", async () => {
  const runaway = { ...SMALL, lr: 1e30, gradClip: null, prototypeStart: 1 };
  const methods = [
    praga(runaway),
    ria(runaway),
    trsmi({ nLatent: 6, nPrototypes: 3, lr: 1e30, prototypeStart: 1 }),
    crct({
      nLatent: 6,
      nPrototypes: 3,
      lr: 1e30,
      gradClip: null,
      labelStart: 1,
    }),
  ];
  for (const method of methods) {
    const run = train(tissue(), method, { nEpochs: 4 });
    await assert.rejects(
      run.result(),
      tagged("Failed", /a finite loss .* in epoch 2.*holds the state after epoch 0/s),
      method.name,
    );
  }
});

Deno.test("a method of the family whose terms have not begun yet waits for them", async () => {
  const none = { nLatent: 6, nPrototypes: 3, reconWeight: 0, learnGraph: false };
  for (
    const method of [
      praga({ ...none, prototypeStart: 2 }),
      trsmi({ ...none, prototypeStart: 2 }),
      crct({ ...none, betaStart: 2, reconstruct: "original" }),
    ]
  ) {
    const run = train(tissue(), method, { nEpochs: 3 });
    await run.result();
    const [first, , last] = run.losses.map(({ total, weights }) => [total, Object.keys(weights)] as const);
    assert.deepEqual(first, [0, ["recon_rna", "recon_adt"]], method.name);
    assert.deepEqual(last![1], [method.name === "crct" ? "cluster" : "prototype"], method.name);
  }
});

Deno.test("praga() with dynamicK lets the number of prototypes follow the embedding, and takes it up from a checkpoint", async () => {
  const method = praga({ ...SMALL, dynamicK: true, prototypeStart: 1, prototypeInterval: 4 });
  const engine = await openEngine({ engine: "wasm" });
  const inputs = method.inputs(tissue(6), {});
  const parts = { method, engine, inputs, seed: 3, nEpochs: 6 };
  const whole = await Training.open(parts);
  for (let epoch = 0; epoch < 3; epoch++) await whole.step();
  const checkpoint = await whole.save();
  const { shape, data } = checkpoint.weights.get("prototypes")!;
  assert.deepEqual(shape, [2 * SMALL.nPrototypes, SMALL.nLatent]);
  const lengths = Array.from({ length: shape[0]! }, (_, k) => {
    const row = [...data.slice(k * SMALL.nLatent, (k + 1) * SMALL.nLatent)];
    return Math.round(Math.sqrt(row.reduce((sum, value) => sum + value ** 2, 0)) * 1e4) / 1e4;
  });
  const found = lengths.filter((length) => length === 1).length;
  assert(found >= 1);
  assert.deepEqual(lengths, lengths.map((_, k) => k < found ? 1 : 0));
  const resumed = await Training.open(parts);
  resumed.load(checkpoint);
  for (let epoch = 3; epoch < 6; epoch++) assert.deepEqual(await resumed.step(), await whole.step());
  whole.dispose();
  resumed.dispose();
  const fixed = await embedded(tissue(6), method.variant({ dynamicK: false }));
  assert.notDeepEqual(await embedded(tissue(6), method), fixed);
});
