import assert from "node:assert/strict";
import { macrotask, throwIfAborted } from "../../src/core/abort.ts";
import { WeftError } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
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

/** The method with a search before epoch 3 that goes on until it is stopped, and how often an epoch was begun. */
function searching(began: () => void = () => {}) {
  const given = method();
  const beforeEpoch = async (_net: unknown, _batch: unknown, { epoch, signal }: Clock) => {
    if (epoch !== 3) return;
    began();
    while (true) {
      await macrotask();
      throwIfAborted(signal, "the search");
    }
  };
  return withParts(given, { beforeEpoch } as never) as never;
}

Deno.test("Run.stop() ends the search before an epoch; what is trained by then goes on to the same bytes", async () => {
  const options = { useRep: "X", engine: "wasm", nEpochs: 6 } as const;
  const run = train(adata, searching(() => setTimeout(() => run.stop())), options);
  const result = await run.result();
  assert.deepEqual([run.epoch, run.stopReason, run.state], [3, "stopped", "done"]);
  const short = await train(adata, method() as never, { ...options, nEpochs: 3 }).result();
  assert.deepEqual(representation(result, "X_smart").data, representation(short, "X_smart").data);
  const rest = await train(adata, method() as never, { ...options, resume: await run.checkpoint() }).result();
  const whole = await train(adata, method() as never, options).result();
  assert.deepEqual(representation(rest, "X_smart").data, representation(whole, "X_smart").data);
});

Deno.test("train() is broken off by its signal during the search before an epoch, and what is trained is kept", async () => {
  const controller = new AbortController();
  const given = searching(() => setTimeout(() => controller.abort()));
  const run = train(adata, given, { useRep: "X", engine: "wasm", nEpochs: 6, signal: controller.signal });
  await assert.rejects(run.result(), (error) => isWeftError(error, "Aborted") && /checkpoint/.test(error.message));
  assert.deepEqual([run.epoch, run.state], [3, "interrupted"]);
  assert((await run.checkpoint()).length > 0);
});

Deno.test("train() fails by a hook that gives up though nobody stopped it", async () => {
  const beforeEpoch = () => Promise.reject(new WeftError("Aborted", { expected: "a search", found: "its end" }));
  const given = withParts(method(), { beforeEpoch }) as never;
  await assert.rejects(
    train(adata, given, { useRep: "X", engine: "wasm", nEpochs: 2 }).result(),
    (error) => isWeftError(error, "Aborted") && /a search/.test(error.message),
  );
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
