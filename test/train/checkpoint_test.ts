import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { representation } from "../../src/data/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { praga, smart, type SmartOptions } from "../../src/methods/mod.ts";
import { type Run, train, type TrainOptions } from "../../src/train/mod.ts";
import { decodeCheckpoint } from "../../src/train/checkpoint.ts";
import { tissue } from "../methods/tissue.ts";

const OPTIONS: SmartOptions = { nLatent: 6, weightDecay: 1e-3, gradClip: 2, earlyStopping: false };

async function finished(
  options: TrainOptions,
): Promise<{ readonly bytes: Uint8Array; readonly run: Run<ReturnType<typeof tissue>> }> {
  const run = train(tissue(), smart(OPTIONS), { seed: 3, ...options });
  const z = representation(await run.result(), "X_smart").data as Float32Array;
  return { bytes: new Uint8Array(z.buffer), run };
}

Deno.test("train() resumed from a checkpoint gives the bytes of the unbroken run", async () => {
  for (const engine of ["wasm", "cpu"] as const) {
    const whole = await finished({ nEpochs: 12, engine });
    const first = await finished({ nEpochs: 5, engine });
    const rest = await finished({ nEpochs: 12, engine, resume: await first.run.checkpoint() });
    assert.deepEqual(rest.bytes, whole.bytes);
    assert.deepEqual(rest.run.history, whole.run.history);
    assert.deepEqual(await rest.run.checkpoint(), await whole.run.checkpoint());
  }
});

Deno.test("Run.checkpoint() may be taken while the run goes on", async () => {
  const whole = await finished({ nEpochs: 9 });
  const run = train(tissue(), smart(OPTIONS), { seed: 3, nEpochs: 1000 });
  let taken: Promise<Uint8Array> | undefined;
  run.subscribe((event) => {
    if (event.kind !== "epoch" || event.epoch !== 4) return;
    taken = run.checkpoint();
    run.stop();
  });
  await run.result();
  assert.deepEqual((await finished({ nEpochs: 9, resume: await taken! })).bytes, whole.bytes);
});

Deno.test("Run.checkpoint() waits for a run that is still preparing", async () => {
  const run = train(tissue(), smart(OPTIONS), { nEpochs: 2 });
  const { history, weights } = decodeCheckpoint(await run.checkpoint());
  assert(history.length <= 2);
  assert(weights.has("fusion.weight"));
  await run.result();
});

Deno.test("a checkpoint of an aborted run lets it go on", async () => {
  const controller = new AbortController();
  const run = train(tissue(), smart(OPTIONS), { seed: 3, nEpochs: 9, signal: controller.signal });
  run.subscribe((event) => event.kind === "epoch" && event.epoch === 6 && controller.abort());
  await assert.rejects(run.result());
  const rest = await finished({ nEpochs: 9, resume: await run.checkpoint() });
  assert.deepEqual(rest.bytes, (await finished({ nEpochs: 9 })).bytes);
});

Deno.test("a checkpoint resumed with fewer epochs than it has trains no further", async () => {
  const { run, bytes } = await finished({ nEpochs: 4 });
  const rest = await finished({ nEpochs: 2, resume: await run.checkpoint() });
  assert.equal(rest.run.epoch, 4);
  assert.deepEqual(rest.bytes, bytes);
});

Deno.test("train() refuses a checkpoint of another seed or other settings, and bytes that are none", async () => {
  const { run } = await finished({ nEpochs: 2 });
  const resume = await run.checkpoint();
  const misaligned = (error: unknown) =>
    isWeftError(error, "Misaligned") && /a checkpoint of smart/.test(error.message);
  assert.throws(() => train(tissue(), smart(OPTIONS), { seed: 4, resume }), misaligned);
  assert.throws(() => train(tissue(), smart({ ...OPTIONS, margin: 1 }), { seed: 3, resume }), misaligned);
  assert.throws(
    () => train(tissue(), smart(OPTIONS), { resume: new Uint8Array(20) }),
    (error: unknown) => isWeftError(error, "Corrupt"),
  );
  assert.throws(
    () => train(tissue(), smart(OPTIONS), { resume: run.model.toBytes() }),
    (error: unknown) => isWeftError(error, "Corrupt") && /a checkpoint of format/.test(error.message),
  );
});

Deno.test("train() refuses a checkpoint of a learned graph of another tissue, and leaves no tensor alive", async () => {
  const engine = await openEngine();
  const before = engine.nTensors;
  const method = praga({ nLatent: 4, nFeatureNeighbors: 4, nPrototypes: 2 });
  const run = train(tissue(), method, { nEpochs: 1 });
  await run.result();
  const resume = await run.checkpoint();
  const other = train(tissue(6, 9), method, { nEpochs: 2, resume });
  await assert.rejects(other.result(), (error: unknown) => isWeftError(error, "Misaligned"));
  assert.equal(engine.nTensors, before);
});
