// deno-lint-ignore-file camelcase -- methods' names are those of the slots they write
import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { AnnData, Csr, Dense, Frame, MuData, representation } from "../../src/data/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { hopMeans, type Method, methods, pcaConcat, smoothedPca } from "../../src/methods/mod.ts";
import { joinBlocks } from "../../src/methods/baseline/join_blocks.ts";
import { neighborMeans } from "../../src/methods/baseline/neighbor_means.ts";
import { forecastMemory, loadModel, train, TrainedModel, Training } from "../../src/train/mod.ts";
import type { UnsDict } from "../../src/data/mod.ts";
import { gridGraph, spotNames, tissue } from "./tissue.ts";

const SIDE = 7;
const coordinates = Dense.fromRows(
  Array.from({ length: SIDE * SIDE }, (_, i) => [i % SIDE, Math.floor(i / SIDE)]),
);
const placed = tissue(SIDE).with({ obsm: { spatial: coordinates } });

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

const embedded = async (method: Method, data: MuData = placed): Promise<Dense> =>
  representation(await train(data, method).result(), `X_${method.name}`);

const features = (name: string) => representation(placed.modality(name), "X_pca");

Deno.test("pcaConcat() puts the modalities side by side as they are", async () => {
  const z = await embedded(pcaConcat());
  assert.deepEqual(z.shape, [SIDE * SIDE, 11]);
  for (const i of [0, 20, 48]) {
    assert.deepEqual([...z.row(i)], [...features("rna").row(i), ...features("adt").row(i)]);
  }
});

Deno.test("pcaConcat() with scaling 'block' gives every block the Frobenius norm √nObs", async () => {
  const z = await embedded(pcaConcat({ scaling: "block" }));
  for (const [first, last] of [[0, 7], [7, 11]] as const) {
    let squares = 0;
    for (let i = 0; i < z.nRows; i++) for (let j = first; j < last; j++) squares += z.get(i, j) ** 2;
    assert(Math.abs(squares / z.nRows - 1) < 1e-5, `${squares}`);
  }
});

Deno.test("joinBlocks() leaves a block of zeros, and takes no modality and no spot", () => {
  const zeros = { name: "a", nFeatures: 2, data: new Float32Array(4) };
  assert.deepEqual(joinBlocks([zeros], 2, "block").toRows(), [[0, 0], [0, 0]]);
  assert.deepEqual(joinBlocks([], 3, "none").shape, [3, 0]);
  assert.deepEqual(joinBlocks([{ ...zeros, data: new Float32Array(0) }], 0, "block").shape, [0, 2]);
});

Deno.test("neighborMeans() equals a sum over the edges on random graphs", () => {
  const rng = new Rng(4);
  for (const [n, width] of [[1, 1], [9, 3], [40, 5]] as const) {
    const x = new Dense(Float32Array.from({ length: n * width }, () => rng.normal()), { shape: [n, width] });
    const indptr = new Int32Array(n + 1);
    const indices: number[] = [];
    for (let i = 0; i < n; i++) {
      indices.push(...rng.sample(n, rng.integer(Math.min(n, 4) + 1)));
      indptr[i + 1] = indices.length;
    }
    const graph = new Csr({
      shape: [n, n],
      indptr,
      indices: Int32Array.from(indices),
      data: new Float32Array(indices.length).fill(7),
    });
    for (const withSelf of [true, false]) {
      const means = neighborMeans(x, graph, withSelf);
      for (let i = 0; i < n; i++) {
        const members = [...indices.slice(indptr[i], indptr[i + 1]), ...(withSelf ? [i] : [])];
        for (let j = 0; j < width; j++) {
          const sum = members.reduce((total, k) => total + x.get(k, j), 0);
          const want = members.length === 0 ? 0 : sum / members.length;
          assert(Math.abs(means.get(i, j) - want) < 1e-6);
        }
      }
    }
  }
});

Deno.test("smoothedPca() is the mean over a spot and its nearest, once or twice", async () => {
  const plain = await embedded(pcaConcat());
  const once = await embedded(smoothedPca({ nNeighbors: 4 }));
  const twice = await embedded(smoothedPca({ nNeighbors: 4, nRounds: 2 }));
  const centre = 3 * SIDE + 3;
  const plus = (i: number) => [i, i - 1, i + 1, i - SIDE, i + SIDE];
  const mean = (x: Dense, i: number, j: number) => plus(i).reduce((sum, k) => sum + x.get(k, j), 0) / 5;
  for (let j = 0; j < plain.nCols; j++) {
    assert(Math.abs(once.get(centre, j) - mean(plain, centre, j)) < 1e-6);
    assert(Math.abs(twice.get(centre, j) - mean(once, centre, j)) < 1e-6);
  }
  assert.deepEqual(await embedded(smoothedPca().variant({ nRounds: 0 })), plain);
});

Deno.test("smoothedPca() does not average across sections", async () => {
  const section = placed.obsNames.map((_, i) => i < 21 ? "a" : "b");
  const both = placed.with({ obs: { section } });
  const split = await embedded(smoothedPca({ nNeighbors: 8, libraryKey: "section" }), both);
  const rows = Array.from({ length: 21 }, (_, i) => i);
  const names = placed.obsNames.slice(0, 21);
  const alone = new MuData({
    mod: Object.fromEntries(["rna", "adt"].map((name) => [
      name,
      new AnnData({ obs: new Frame(names), obsm: { X_pca: features(name).takeRows(rows) } }),
    ])),
  }).with({ obsm: { spatial: coordinates.takeRows(rows) } });
  assert.deepEqual(split.takeRows(rows).toRows(), (await embedded(smoothedPca({ nNeighbors: 8 }), alone)).toRows());
});

Deno.test("smoothedPca() needs places, and more spots than neighbours", () => {
  assert.throws(
    () => smoothedPca().inputs(tissue(6), {}),
    tagged("NotFound", /coordinates of the spots in obsm\['spatial'\]/),
  );
  assert.throws(() => smoothedPca({ nNeighbors: 49 }).inputs(placed, {}), tagged("TooSmall", /49/));
});

Deno.test("hopMeans() stands features, neighbours' means and theirs side by side", async () => {
  const plain = await embedded(pcaConcat());
  const z = await embedded(hopMeans({ nHops: 2 }));
  assert.deepEqual(z.shape, [SIDE * SIDE, 33]);
  const one = neighborMeans(plain, gridGraph(SIDE), false);
  const two = neighborMeans(one, gridGraph(SIDE), false);
  for (const i of [0, 24, 48]) assert.deepEqual([...z.row(i)], [...plain.row(i), ...one.row(i), ...two.row(i)]);
  assert.deepEqual(await embedded(hopMeans().variant(hopMeans().ablations.spatialGraph!)), plain);
  const bare = placed.with({ obsp: { spatial_connectivities: undefined } });
  assert.throws(() => hopMeans().inputs(bare, {}), tagged("NotFound", /spatial_connectivities.*spatialNeighbors/));
});

Deno.test("pcaConcat(), smoothedPca() and hopMeans() give spots that a modality lacks zeros in it", async () => {
  const rna = new AnnData({ obs: new Frame(["a", "b"]), obsm: { X_pca: Dense.fromRows([[1], [2]]) } });
  const adt = new AnnData({ obs: new Frame(["b"]), obsm: { X_pca: Dense.fromRows([[5]]) } });
  const z = await embedded(pcaConcat(), new MuData({ mod: { rna, adt } }));
  assert.deepEqual(z.toRows(), [[1, 0], [2, 5]]);
});

const FACTORIES = { pca_concat: pcaConcat, smoothed_pca: smoothedPca, hop_means: hopMeans };

for (const [name, make] of Object.entries(FACTORIES)) {
  Deno.test(`${name}: train() writes embedding, settings and receipt without an epoch`, async () => {
    const run = train(placed, make() as Method, { seed: 3 });
    const result = await run.result();
    assert.equal(run.history.nRows, 0);
    assert.equal(run.stopReason, "epochs");
    assert(!(`X_${name}` in placed.obsm));
    const { receipt, settings } = (result.uns.weft as UnsDict)[name] as { receipt: UnsDict; settings: UnsDict };
    assert.equal(receipt.n_epochs, 0);
    assert.equal(settings.preset, "default");
    const { data } = await embedded(methods[name]!());
    assert.deepEqual(representation(result, `X_${name}`).data, data);
  });

  Deno.test(`${name}: takes the same settings under every name of a preset, and keeps that name`, () => {
    for (const preset of ["paper", "released", "default"] as const) {
      const method: Method = make({ preset });
      assert.deepEqual(method.config, make().config);
      assert.deepEqual([method.preset, method.variant({}).preset], [preset, preset]);
    }
  });

  Deno.test(`${name}: refuses unknown presets and settings, bad values and features, and training`, async () => {
    assert.throws(
      () => make({ preset: "code" as never }),
      tagged("InvalidArgument", /preset to be one of 'paper', 'released', 'default'/),
    );
    assert.throws(
      () => make({ nLatent: 3 } as never),
      tagged("InvalidArgument", new RegExp(`settings of ${name} .* but found 'nLatent'`)),
    );
    assert.throws(() => make({ scaling: "all" as never }), tagged("InvalidArgument", /scaling/));
    const bare = new AnnData({ obs: new Frame(spotNames(SIDE)) });
    assert.throws(() => make().inputs(bare, {}), tagged("NotFound", /X_pca.*pca\(\)/));
    const nan = Float32Array.from(features("adt").data as Float32Array).fill(NaN, 5, 6);
    const adt = placed.modality("adt").with({ obsm: { X_pca: new Dense(nan, { shape: [SIDE * SIDE, 4] }) } });
    assert.throws(() => make().inputs(placed.with({ mod: { adt } }), {}), tagged("BadValues", /modality 'adt'/));
    await assert.rejects(
      train(placed, make(), { nEpochs: 2 }).result(),
      tagged("Unsupported", /which has none.*nEpochs/),
    );
  });

  Deno.test(`${name}: its model embeds another tissue and survives a file`, async () => {
    const run = train(placed, make());
    await run.result();
    const path = `${Deno.makeTempDirSync()}/model.safetensors`;
    await run.model.save(path);
    const model = await loadModel(path, make as (options: never) => Method);
    const other = tissue(SIDE, 9).with({ obsm: { spatial: coordinates } });
    const z = representation(await model.embed(other), `X_${name}`);
    assert.deepEqual(z.data, (await embedded(make(), other)).data);
    assert.deepEqual(
      TrainedModel.fromBytes(model.toBytes(), make as (options: never) => Method).method.config,
      make().config,
    );
  });

  Deno.test(`${name}: leaves nothing on the engine`, async () => {
    const engine = await openEngine({ engine: "wasm" });
    const before = engine.nTensors;
    const method: Method = make();
    const training = await Training.open({ method, engine, inputs: method.inputs(placed, {}), seed: 0, nEpochs: 0 });
    await training.embed();
    await training.outputs();
    training.dispose();
    assert.equal(engine.nTensors, before);
  });
}

Deno.test("smoothedPca() and hopMeans() refuse counts that are none", () => {
  assert.throws(() => smoothedPca({ nNeighbors: 0 }), tagged("InvalidArgument", /nNeighbors/));
  assert.throws(() => smoothedPca({ nRounds: -1 }), tagged("InvalidArgument", /nRounds/));
  assert.throws(() => hopMeans({ nHops: 1.5 }), tagged("InvalidArgument", /nHops/));
});

Deno.test("forecastMemory() takes a method that has nothing to train", async () => {
  const { perSpot } = await forecastMemory(pcaConcat(), { nObs: 100_000, modalities: { rna: 10, adt: 5 } });
  assert(perSpot >= 4 * 15 && perSpot < 40 * 15, `${perSpot}`);
});
