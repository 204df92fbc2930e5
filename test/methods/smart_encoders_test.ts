import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { AnnData, Frame, representation, type UnsDict } from "../../src/data/mod.ts";
import { type Engine, openEngine } from "../../src/engine/mod.ts";
import { type Method, smart, type SmartOptions } from "../../src/methods/mod.ts";
import { train, TrainedModel, Training } from "../../src/train/mod.ts";
import { assertClose } from "../engine/helpers.ts";
import { spotNames, tissue } from "./tissue.ts";

const ENCODERS = ["sage", "gcn", "gat", "graphConv"] as const;
const ENGINES: Engine[] = await Promise.all(
  (["native", "wasm", "cpu"] as const).map((engine) => openEngine({ engine })),
);

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

async function trained(engine: Engine, options: SmartOptions, nEpochs = 3): Promise<Float32Array> {
  const method: Method = smart({ nLatent: 6, ...options });
  const training = await Training.open({ method, engine, inputs: method.inputs(tissue(6), {}), seed: 2, nEpochs });
  while (training.epoch < nEpochs) await training.step();
  const { data } = await training.embed();
  training.dispose();
  return data;
}

for (const encoder of ENCODERS) {
  Deno.test(`smart with encoder '${encoder}' trains alike on every engine, in one to three layers`, async () => {
    for (const nLayers of [1, 2, 3]) {
      for (const activation of ["none", "relu"] as const) {
        const [native, ...others] = await Promise.all(
          ENGINES.map((engine) => trained(engine, { encoder, nLayers, activation })),
        );
        for (const other of others) assertClose(other, native!, 1e-3, `${nLayers} ${activation}`);
      }
    }
  });

  Deno.test(`smart with encoder '${encoder}' lowers its loss, and goes on exactly from a checkpoint`, async () => {
    const method = smart({ nLatent: 6, encoder, earlyStopping: false });
    const whole = train(tissue(6), method, { seed: 1, nEpochs: 30 });
    const z = representation(await whole.result(), "X_smart");
    const totals = whole.losses.map(({ total }) => total);
    assert(totals.at(-1)! < totals[0]!, `${totals[0]} → ${totals.at(-1)}`);
    const half = train(tissue(6), method, { seed: 1, nEpochs: 11 });
    await half.result();
    const rest = train(tissue(6), method, { seed: 1, nEpochs: 30, resume: await half.checkpoint() });
    assert.deepEqual(representation(await rest.result(), "X_smart").data, z.data);
  });
}

Deno.test("smart with another encoder gives another embedding; each works without a graph", async () => {
  const [native] = ENGINES;
  const all = await Promise.all(ENCODERS.map((encoder) => trained(native!, { encoder })));
  for (let a = 0; a < all.length; a++) for (let b = 0; b < a; b++) assert.notDeepEqual(all[a], all[b]);
  for (const encoder of ENCODERS) {
    const z = await trained(native!, { encoder, useGraph: false });
    assert(z.every(Number.isFinite), encoder);
  }
});

Deno.test("smart with a saved encoder and modalities comes back from bytes", async () => {
  const run = train(tissue(6), smart({ nLatent: 4, encoder: "gat", modalities: ["adt"], nEpochs: 2 }));
  const data = await run.result();
  const model = TrainedModel.fromBytes(run.model.toBytes(), smart);
  assert.equal(model.method.config.encoder, "gat");
  assert.equal(model.method.config.modalities, "adt");
  assert.deepEqual(
    representation(await model.embed(tissue(6)), "X_smart").data,
    representation(data, "X_smart").data,
  );
  const { settings } = (data.uns.weft as UnsDict).smart as { settings: UnsDict };
  assert.equal(settings.modalities, "adt");
});

Deno.test("smart with some modalities is smart on these alone, whatever the others hold", async () => {
  const whole = tissue(6);
  const adt = whole.modality("adt");
  const only = smart({ nLatent: 4, nEpochs: 3, modalities: ["adt"] });
  const bare = whole.with({ mod: { rna: new AnnData({ obs: new Frame(spotNames(6)) }) } });
  const z = representation(await train(bare, only).result(), "X_smart");
  const alone = adt.with({ obsp: { spatial_connectivities: whole.obsp.spatial_connectivities! } });
  const single = train(alone, smart({ nLatent: 4, nEpochs: 3 }));
  const inputs = only.inputs(bare, {});
  assert.deepEqual(inputs.modalities.map(({ name }) => name), ["adt"]);
  assert.equal(representation(await single.result(), "X_smart").nCols, z.nCols);
  assert.deepEqual(
    smart({ modalities: ["adt", "rna"] }).inputs(whole, {}).modalities.map(({ name }) => name),
    ["rna", "adt"],
    "in the tissue's order",
  );
  assert.deepEqual(smart({ modalities: "rna" as never }).inputs(whole, {}).modalities.length, 1);
});

Deno.test("smart refuses encoders and modalities that are none", () => {
  assert.throws(() => smart({ encoder: "mlp" as never }), tagged("InvalidArgument", /encoder to be one of 'sage'/));
  assert.throws(() => smart({ modalities: [] }), tagged("InvalidArgument", /modalities/));
  assert.throws(() => smart({ modalities: ["rna", "rna"] }), tagged("InvalidArgument", /each once/));
  assert.throws(() => smart({ modalities: 3 as never }), tagged("InvalidArgument", /modalities/));
  assert.throws(
    () => smart({ modalities: ["atac"] }).inputs(tissue(), {}),
    tagged("InvalidArgument", /a name in modalities to be one of 'rna', 'adt'/),
  );
  assert.throws(
    () => smart({ modalities: ["rna"], reconWeight: { adt: 1 } }).inputs(tissue(), {}),
    tagged("InvalidArgument", /reconWeight/),
  );
});
