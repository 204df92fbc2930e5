import assert from "node:assert/strict";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { representation } from "../../src/data/representation.ts";
import type { Clock } from "../../src/methods/method.ts";
import type { SmartInputs } from "../../src/methods/smart/inputs.ts";
import { SmartMethod } from "../../src/methods/smart/method.ts";
import { train } from "../../src/train/train.ts";
import { withParts } from "../methods/with_parts.ts";

const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
const adata = new AnnData({ X: points });
const method = () => new SmartMethod("default", { useGraph: false, nLatent: 4, earlyStopping: false });

Deno.test("train() completes inputs, then renews, updates and follows in this order in every epoch", async () => {
  const calls: string[] = [];
  const seen: (string | undefined)[] = [];
  const given = method();
  const watched = withParts(given, {
    connect: (inputs) => {
      calls.push("connect");
      return Promise.resolve({ ...inputs, modalities: inputs.modalities.map((m) => ({ ...m, name: `${m.name}!` })) });
    },
    build: (engine, inputs, rng) => {
      calls.push("build");
      seen.push(inputs.modalities[0]?.name);
      return given.build(engine, inputs, rng);
    },
    beforeEpoch: (_net, _batch, { epoch }) => Promise.resolve(void calls.push(`before ${epoch}`)),
    loss: (net, batch, clock) => {
      calls.push(`loss ${clock.epoch}`);
      return given.loss(net, batch);
    },
    afterStep: (_net, _batch, { epoch }) => void calls.push(`after ${epoch}`),
  });
  const run = train(adata, watched as never, { useRep: "X", nEpochs: 2, engine: "wasm" });
  await run.result();
  assert.deepEqual(calls, ["connect", "build", "before 0", "loss 0", "after 0", "before 1", "loss 1", "after 1"]);
  assert.deepEqual(seen, ["X!"]);
  assert.deepEqual(run.history.columnNames, ["total", "recon_X!", "triplet_X!"]);
});

Deno.test("train() gives every epoch randomness that hangs on seed and epoch alone, also after a checkpoint", async () => {
  const draws = async (options: { readonly resume?: Uint8Array; readonly seed?: number; readonly nEpochs: number }) => {
    const drawn: number[] = [];
    const given = method();
    const loss = (net: never, batch: never, { rng }: Clock) => {
      drawn.push(rng.uniform());
      return given.loss(net, batch);
    };
    const run = train(adata, withParts(given, { loss } as never) as never, { useRep: "X", engine: "wasm", ...options });
    await run.result();
    return { drawn, checkpoint: await run.checkpoint() };
  };
  const whole = await draws({ nEpochs: 4 });
  const half = await draws({ nEpochs: 2 });
  const rest = await draws({ nEpochs: 4, resume: half.checkpoint });
  assert.deepEqual([...half.drawn, ...rest.drawn], whole.drawn);
  assert.equal(new Set(whole.drawn).size, 4);
  assert.notDeepEqual((await draws({ nEpochs: 4, seed: 1 })).drawn, whole.drawn);
});

Deno.test("train() puts what else a method tells of spots beside the embedding", async () => {
  const given = method();
  const telling = withParts(given, {
    outputs: (net, inputs) => ({ twice: net.engine.tf.mul(given.embed(net, inputs as SmartInputs), 2) }),
  });
  const { obsm } = await train(adata, telling as never, { useRep: "X", nEpochs: 1, keyAdded: "Z", engine: "wasm" })
    .result();
  assert.deepEqual(Object.keys(obsm), ["Z", "Z_twice"]);
  const z = representation(adata.with({ obsm }), "Z");
  const twice = representation(adata.with({ obsm }), "Z_twice");
  assert.deepEqual([...twice.data].map(Number), [...z.data].map((value) => 2 * Number(value)));
});
