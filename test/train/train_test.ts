import assert from "node:assert/strict";
import { interrupt, isWeftError, type Progress } from "../../src/core/mod.ts";
import { AnnData, Dense, type Frame, MuData, representation, type UnsDict } from "../../src/data/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { type Method, smart, type SmartOptions } from "../../src/methods/mod.ts";
import { type Callback, type RunEvent, train, TrainedModel, type TrainOptions } from "../../src/train/mod.ts";
import { assertClose } from "../engine/helpers.ts";
import { tissue } from "../methods/tissue.ts";

const small = (options: SmartOptions = {}): Method => smart({ nLatent: 6, ...options });
const embedding = (data: AnnData | MuData) => representation(data, "X_smart").data as Float32Array;

const tagged = (tag: string, pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, tag as never), String(error));
  assert.match(error.message, pattern);
  return true;
};

Deno.test("train() returns at once and gives the object with embedding, history, settings and receipt", async () => {
  const data = tissue();
  const run = train(data, small(), { seed: 5, nEpochs: 8 });
  assert.equal(run.state, "preparing");
  assert.equal(run.epoch, 0);
  assert.equal(run.history.nRows, 0);
  const result = await run.result();
  assert(result instanceof MuData);
  assert.deepEqual(representation(result, "X_smart").shape, [36, 6]);
  const { history, settings, receipt } = (result.uns.weft as UnsDict).smart as unknown as {
    history: Frame;
    settings: UnsDict;
    receipt: UnsDict;
  };
  assert.deepEqual(history.index, ["1", "2", "3", "4", "5", "6", "7", "8"]);
  assert.equal(settings.preset, "default");
  assert.deepEqual([settings.nLatent, settings.nEpochs], [6, 8]);
  assert.deepEqual([receipt.seed, receipt.n_obs, receipt.n_epochs, receipt.stop_reason], [5, 36, 8, "epochs"]);
  const { engine, engine_kind: kind } = receipt;
  assert.equal(engine, "native");
  assert.equal(kind, (await openEngine({ engine: "native" })).kind);
  assert.deepEqual([run.state, run.stopReason, run.epoch], ["done", "epochs", 8]);
});

Deno.test("train() does not change what it was given", async () => {
  const data = tissue();
  const before = embedding(await train(data, small(), { nEpochs: 0 }).result());
  const pca = Float32Array.from(representation(data.modality("rna"), "X_pca").data as Float32Array);
  await train(data, small(), { nEpochs: 5 }).result();
  assert.deepEqual(Object.keys(data.obsm), []);
  assert.deepEqual(representation(data.modality("rna"), "X_pca").data, pca);
  assert.deepEqual(embedding(await train(data, small(), { nEpochs: 0 }).result()), before);
});

Deno.test("train() keeps what other methods wrote to uns, and writes under keyAdded", async () => {
  const data = tissue().with({ uns: { weft: { praga: { a: 1 } }, other: 2 } });
  const result = await train(data, small(), { nEpochs: 1, keyAdded: "Z" }).result();
  assert.deepEqual(Object.keys(result.obsm), ["Z"]);
  assert.deepEqual(Object.keys(result.uns.weft as UnsDict), ["praga", "smart"]);
  assert.equal(result.uns.other, 2);
});

Deno.test("train() lowers every term's curve", async () => {
  const run = train(tissue(), small({ lr: 0.01, earlyStopping: false }), { nEpochs: 60 });
  await run.result();
  for (const name of run.history.columnNames) {
    const values = run.history.column(name).toArray() as number[];
    assert(values.at(-1)! < values[0]!, name);
  }
});

Deno.test("train() gives the same bytes for the same seed, and others for another", async () => {
  const bytes = async (options: TrainOptions) =>
    embedding(await train(tissue(), small(), { nEpochs: 6, ...options }).result());
  for (const engine of ["wasm", "cpu"] as const) {
    assert.deepEqual(await bytes({ seed: 7, engine }), await bytes({ seed: 7, engine }));
    assert.notDeepEqual(await bytes({ seed: 7, engine }), await bytes({ seed: 8, engine }));
  }
  assertClose(await bytes({ seed: 7, engine: "wasm" }), await bytes({ seed: 7, engine: "cpu" }), 1e-4);
});

Deno.test("train() leaves no tensor alive, however it ends", async () => {
  const engine = await openEngine();
  const before = engine.nTensors;
  await train(tissue(), small({ gradClip: 1, laplacianWeight: 0.1 }), { nEpochs: 4 }).result();
  assert.equal(engine.nTensors, before, "all epochs");
  const run = train(tissue(), small(), { nEpochs: 50 });
  run.subscribe((event) => event.kind === "epoch" && event.epoch === 3 && run.stop());
  const result = await run.result();
  assert.equal(engine.nTensors, before, "stopped");
  await run.model.embed(result);
  assert.equal(engine.nTensors, before, "model.embed");
  await assert.rejects(train(tissue(), small({ lr: 1e38 }), { nEpochs: 50 }).result());
  assert.equal(engine.nTensors, before, "failed");
  await assert.rejects(train(tissue(), small(), { signal: AbortSignal.abort() }).result());
  assert.equal(engine.nTensors, before, "aborted");
});

Deno.test("train() checks slots, seed, epochs and engine before it starts", async () => {
  const bare = new AnnData({ X: Dense.fromRows([[1], [2]]) });
  assert.throws(() => train(bare, small()), tagged("NotFound", /X_pca/));
  assert.throws(() => train(tissue(), small(), { nEpochs: -1 }), tagged("InvalidArgument", /nEpochs/));
  assert.throws(() => train(tissue(), small(), { seed: 0.5 }), tagged("InvalidArgument", /seed/));
  const run = train(tissue(), small(), { engine: "gpu" as never });
  await assert.rejects(run.result(), tagged("InvalidArgument", /engine/));
  assert.equal(run.state, "failed");
});

Deno.test("train() fails with a sentence when a loss is no longer finite", async () => {
  const run = train(tissue(), small({ lr: 1e38 }), { nEpochs: 50 });
  await assert.rejects(run.result(), tagged("Failed", /a finite loss but found .* in epoch \d+.*Lower lr/));
  assert.equal(run.state, "failed");
});

Deno.test("train() ends early when the losses are flat, and says so", async () => {
  const run = train(tissue(), small({ lr: 1e-5 }), { nEpochs: 100 });
  await run.result();
  assert.equal(run.stopReason, "converged");
  assert.equal(run.epoch, 19);
  const whole = train(tissue(), small({ lr: 1e-5, earlyStopping: false }), { nEpochs: 25 });
  await whole.result();
  assert.equal(whole.stopReason, "epochs");
});

Deno.test("train() reports progress and calls callbacks in order", async () => {
  const told: string[] = [];
  const callback: Callback = {
    beforeEpoch: ({ epoch }) => {
      told.push(`before ${epoch}`);
      return epoch === 2 ? "converged" : undefined;
    },
    afterEpoch: ({ epoch }, { total }) => {
      assert(Number.isFinite(total));
      told.push(`after ${epoch}`);
    },
  };
  const onProgress = ({ stage, done, total }: Progress) => {
    if (stage === "training") told.push(`progress ${done}/${total}`);
  };
  const run = train(tissue(), small(), { nEpochs: 9, onProgress, callbacks: [callback] });
  await run.result();
  assert.deepEqual(told, ["before 0", "progress 1/9", "after 1", "before 1", "progress 2/9", "after 2", "before 2"]);
  assert.equal(run.stopReason, "converged");
});

Deno.test("Run.stop() ends after the present epoch and keeps what is trained", async () => {
  const run = train(tissue(), small(), { nEpochs: 1000 });
  run.subscribe((event) => event.kind === "epoch" && event.epoch === 7 && run.stop());
  const result = await run.result();
  assert.deepEqual([run.epoch, run.stopReason, run.state], [7, "stopped", "done"]);
  const direct = await train(tissue(), small(), { nEpochs: 7 }).result();
  assert.deepEqual(embedding(result), embedding(direct));
});

Deno.test("Run.stop() before the first epoch gives the untrained embedding", async () => {
  const run = train(tissue(), small(), { nEpochs: 10 });
  run.stop();
  const result = await run.result();
  assert.deepEqual([run.epoch, run.stopReason], [0, "stopped"]);
  assert.deepEqual(embedding(result), embedding(await train(tissue(), small(), { nEpochs: 0 }).result()));
});

Deno.test("Run.pause() holds the run and resume() lets it go on to the same bytes", async () => {
  const run = train(tissue(), small(), { nEpochs: 6 });
  const states: string[] = [];
  const paused = new Promise<void>((resolve) => {
    run.subscribe((event: RunEvent) => {
      if (event.kind === "epoch" && event.epoch === 2) run.pause();
      if (event.kind === "state") states.push(event.state);
      if (event.kind === "state" && event.state === "paused") resolve();
    });
  });
  await paused;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([run.epoch, run.state], [2, "paused"]);
  run.resume();
  const result = await run.result();
  assert.deepEqual(states, ["training", "paused", "training", "done"]);
  assert.deepEqual(embedding(result), embedding(await train(tissue(), small(), { nEpochs: 6 }).result()));
});

Deno.test("Run.stop() ends a paused run", async () => {
  const run = train(tissue(), small(), { nEpochs: 6 });
  run.pause();
  run.subscribe((event) => event.kind === "state" && event.state === "paused" && run.stop());
  await run.result();
  assert.equal(run.stopReason, "stopped");
});

Deno.test("train() is broken off by its signal, also while paused, and the error says so", async () => {
  for (const pause of [false, true]) {
    const controller = new AbortController();
    const run = train(tissue(), small(), { nEpochs: 1000, signal: controller.signal });
    run.subscribe((event) => {
      if (event.kind === "epoch" && event.epoch === 2) pause ? run.pause() : controller.abort();
      if (event.kind === "state" && event.state === "paused") controller.abort();
    });
    await assert.rejects(run.result(), tagged("Aborted", /Expected training to finish but found that it was stopped/));
    assert.deepEqual([run.state, run.epoch], ["interrupted", 2]);
  }
});

Deno.test("Run.pause() that comes after the signal does not hold the run", async () => {
  const controller = new AbortController();
  const run = train(tissue(), small(), { nEpochs: 1000, signal: controller.signal });
  run.subscribe((event) => {
    if (event.kind !== "epoch" || event.epoch !== 2) return;
    controller.abort();
    run.pause();
  });
  await assert.rejects(run.result(), tagged("Aborted", /./));
  assert.deepEqual([run.state, run.epoch], ["interrupted", 2]);
});

Deno.test("train() without a signal ends at the stop button, says how to go on, and keeps what it has", async () => {
  const whole = train(tissue(), small(), { seed: 4, nEpochs: 6 });
  const run = train(tissue(), small(), { seed: 4, nEpochs: 6 });
  run.subscribe((event) => event.kind === "epoch" && event.epoch === 3 && interrupt());
  await assert.rejects(run.result(), tagged("Aborted", /resume: await run.checkpoint\(\)/));
  await assert.rejects(whole.result(), tagged("Aborted", /./));
  assert.deepEqual([run.state, run.epoch, run.history.nRows], ["interrupted", 3, 3]);
  const on = train(tissue(), small(), { seed: 4, nEpochs: 6, resume: await run.checkpoint() });
  const other = train(tissue(), small(), { seed: 4, nEpochs: 6 });
  const ends = await Promise.all([on.result(), other.result()]);
  assert.deepEqual(ends[0]!.obsm["X_smart"], ends[1]!.obsm["X_smart"]);
  assert.equal(interrupt(), 0);
});

Deno.test("train() with a signal of its own, and one that is done, do not listen to the stop button", async () => {
  const run = train(tissue(), small(), { nEpochs: 2, signal: new AbortController().signal });
  run.subscribe((event) => event.kind === "epoch" && assert.equal(interrupt(), 0));
  await run.result();
  assert.equal(run.stopReason, "epochs");
});

Deno.test("train() that fails unseen does not end the process", async () => {
  train(tissue(), small(), { signal: AbortSignal.abort() });
  await new Promise((resolve) => setTimeout(resolve, 20));
});

Deno.test("train() hands the thread back between epochs", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const run = train(tissue(20), small({ earlyStopping: false }), { nEpochs: 40 });
  await run.result();
  clearInterval(timer);
  assert(turns >= 10, `${turns} turns`);
});

Deno.test("Run.subscribe() tells every epoch once, until it is ended", async () => {
  const run = train(tissue(), small(), { nEpochs: 5 });
  const epochs: number[] = [];
  const end = run.subscribe((event) => {
    if (event.kind !== "epoch") return;
    epochs.push(event.epoch);
    if (event.epoch === 3) end();
  });
  await run.result();
  assert.deepEqual(epochs, [1, 2, 3]);
});

Deno.test("Run.model says to wait while there is none", () => {
  const run = train(tissue(), small(), { nEpochs: 1 });
  assert.throws(() => run.model, tagged("NotFound", /a run that is preparing.*Await run\.result\(\)/));
  return run.result().then(() => assert.equal(run.model.method.name, "smart"));
});

Deno.test("runs on two engines take turns without touching each other", async () => {
  const alone = async (engine: "wasm" | "cpu") =>
    embedding(await train(tissue(), small(), { nEpochs: 8, engine }).result());
  const apart = [await alone("wasm"), await alone("cpu")];
  const together = await Promise.all([alone("wasm"), alone("cpu")]);
  assert.deepEqual(together, apart);
});

Deno.test("TrainedModel.embed() repeats the embedding, and embeds another section", async () => {
  const run = train(tissue(), small(), { nEpochs: 5 });
  const result = await run.result();
  const again = await run.model.embed(tissue(), { keyAdded: "again" });
  assert.deepEqual(representation(again, "again").data, embedding(result));
  const other = await run.model.embed(tissue(4, 9));
  assert.deepEqual(representation(other, "X_smart").shape, [16, 6]);
});

Deno.test("TrainedModel survives its bytes", async () => {
  const run = train(tissue(), small({ preset: "paper", margin: 0.7 }), { nEpochs: 3 });
  const result = await run.result();
  const model = TrainedModel.fromBytes(run.model.toBytes(), smart);
  assert.deepEqual(model.method.config, run.model.method.config);
  assert.deepEqual(model.layout, { modalities: [{ name: "rna", nFeatures: 7 }, { name: "adt", nFeatures: 4 }] });
  assert.deepEqual(embedding(await model.embed(tissue())), embedding(result));
});

Deno.test("TrainedModel refuses other modalities, other methods and other bytes", async () => {
  const run = train(tissue(), small(), { nEpochs: 1 });
  await run.result();
  const alone = new MuData({ mod: { rna: tissue().modality("rna") }, obsp: tissue().obsp });
  await assert.rejects(
    run.model.embed(alone),
    tagged("Misaligned", /'rna \(7 features\)', 'adt \(4 features\)' but found 'rna \(7 features\)'/),
  );
  const bytes = run.model.toBytes();
  const praga = () => ({ ...smart(), name: "praga" });
  assert.throws(
    () => TrainedModel.fromBytes(bytes, praga),
    tagged("InvalidArgument", /a model of 'praga' but found one of 'smart'/),
  );
  const checkpoint = await run.checkpoint();
  assert.throws(() => TrainedModel.fromBytes(checkpoint, smart), tagged("Corrupt", /a model of format 'weft-model-1'/));
});
