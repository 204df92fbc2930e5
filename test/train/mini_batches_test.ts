import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { scmrdr, type ScmrdrOptions } from "../../src/methods/mod.ts";
import { decodeCheckpoint } from "../../src/train/checkpoint.ts";
import { LossMeans } from "../../src/train/loss_means.ts";
import { type Run, stopOnPatience, train, type TrainOptions } from "../../src/train/mod.ts";
import { History } from "../../src/train/history.ts";
import { hasSoundState, withoutRun } from "../../src/train/sound_state.ts";
import type { MuData } from "../../src/data/mod.ts";
import { cells } from "../methods/cells.ts";

const small = { hidden: "8", nLatent: 3, nSpecific: 2, batchSize: 4, patience: null } as const;
const start = (options: TrainOptions = {}, settings: ScmrdrOptions = {}): Run<MuData> =>
  train(cells(), scmrdr({ ...small, ...settings }), { engine: "wasm", nEpochs: 3, seed: 5, ...options });
/** Lets a run do some updates. */
const macrotasks = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setTimeout(resolve));
};

Deno.test("train() records means over the updates of an epoch, and terms that do not count with weight 0", async () => {
  const run = start();
  await run.result();
  assert.equal(run.losses.length, 3);
  for (const { total, terms, weights, validation } of run.losses) {
    assert.deepEqual(Object.keys(terms).sort(), [
      ...["adversarial", "discriminator", "isometry", "kl_shared", "kl_specific", "recon"],
    ]);
    assert.equal(weights.discriminator, 0);
    const sum = Object.entries(terms).reduce((all, [name, value]) => all + value * weights[name]!, 0);
    assert(Math.abs(sum - total) < 1e-4 * Math.abs(total), `${sum} is not ${total}`);
    assert(Number.isFinite(validation));
  }
  assert.deepEqual(run.history.columnNames.slice(0, 2), ["total", "validation"]);
});

Deno.test("LossMeans takes each term over the updates that have it, and survives a checkpoint", () => {
  const means = new LossMeans();
  means.add({ total: 7, terms: { a: 7 }, weights: { a: 1 } }, false);
  means.add({ total: 2, terms: { b: 1 }, weights: { b: 2 } }, true);
  const again = new LossMeans(JSON.parse(JSON.stringify(means.save())));
  for (const one of [means, again]) one.add({ total: 6, terms: { b: 3 }, weights: { b: 2 } }, true);
  assert.deepEqual(means.means, { total: 4, terms: { a: 7, b: 2 }, weights: { a: 0, b: 2 } });
  assert.deepEqual(again.means, means.means);
});

Deno.test("train() gives the same bytes in one piece and resumed in the midst of an epoch", async () => {
  const whole = start();
  await whole.result();
  const broken = start();
  await macrotasks(5);
  broken.pause();
  while (broken.state !== "paused") await macrotasks(1);
  const taken = await broken.checkpoint();
  const { within, history } = decodeCheckpoint(taken);
  assert(within !== undefined && within.nUpdates > 0, "not in the midst of an epoch");
  assert(history.length < 3);
  broken.stop();
  await broken.result();
  assert.equal(broken.stopReason, "stopped");
  assert.equal(broken.epoch, history.length);
  const rest = start({ resume: taken });
  await rest.result();
  assert.deepEqual(await rest.checkpoint(), await whole.checkpoint());
});

Deno.test("Run.checkpoint() asked for while an update runs is of the state after it", async () => {
  const run = start();
  let taken: Promise<Uint8Array> | undefined;
  let calls = 0;
  // A timer that fires between two awaits of an update asks in its midst.
  const timer = setInterval(() => {
    if (++calls === 2) taken = run.checkpoint();
  });
  await run.result();
  clearInterval(timer);
  const rest = start({ resume: await (taken ?? run.checkpoint()) });
  await rest.result();
  assert.deepEqual(await rest.checkpoint(), await run.checkpoint());
});

Deno.test("train() ends when held-out cells are no longer told better, and puts the best weights back", async () => {
  const run = start({ nEpochs: 60 }, { patience: 2, lr: 0.5, schedule: "constant", validationFraction: 0.3 });
  await run.result();
  assert.equal(run.stopReason, "converged");
  const validation = run.losses.map((losses) => losses.validation!);
  const best = validation.indexOf(Math.min(...validation)) + 1;
  assert.equal(run.epoch, best + 2);
  const state = decodeCheckpoint(await run.checkpoint());
  assert.equal(state.best!.epoch, best);
  assert.deepEqual(run.model.weights, state.best!.weights);
  assert.notDeepEqual(run.model.weights, state.weights);
});

Deno.test("train() with legacyEarlyStop leaves the last weights", async () => {
  const settings = {
    patience: 2,
    lr: 0.5,
    schedule: "constant",
    validationFraction: 0.3,
    legacyEarlyStop: true,
  } as const;
  const run = start({ nEpochs: 60 }, settings);
  await run.result();
  assert.deepEqual(run.model.weights, decodeCheckpoint(await run.checkpoint()).weights);
});

Deno.test("stopOnPatience() waits for a first validation loss", () => {
  const history = new History();
  const { beforeEpoch } = stopOnPatience({ epochs: 1, restoreBest: true });
  assert.equal(beforeEpoch!({ epoch: 0, nEpochs: 9, history }), undefined);
  for (let i = 0; i < 5; i++) history.add({ total: 1, terms: {}, weights: {} });
  assert.equal(beforeEpoch!({ epoch: 5, nEpochs: 9, history }), undefined);
});

Deno.test("stopOnPatience() takes a validation loss that is not finite for none", () => {
  const history = new History();
  const { beforeEpoch } = stopOnPatience({ epochs: 3, restoreBest: true });
  for (const validation of [2, NaN, 3, null as never, 4]) history.add({ total: 1, terms: {}, weights: {}, validation });
  assert.equal(beforeEpoch!({ epoch: 5, nEpochs: 9, history }), "converged");
});

Deno.test("train() that meets a loss that is not finite keeps the last sound state, and says what it knows", async () => {
  const run = start({ nEpochs: 40 }, { lr: 1e30, schedule: "constant", gradClip: null, distribution: "gaussian" });
  await assert.rejects(run.result(), (error: unknown) => {
    assert(isWeftError(error, "Failed"));
    assert.match(error.message, /a finite loss but found .* in epoch \d+.*Lower lr/);
    return true;
  });
  assert.equal(run.state, "failed");
});

Deno.test("train() goes on from the last sound state after a loss that was not finite", async () => {
  const method = scmrdr({ ...small, validationFraction: 0, schedule: "constant" });
  const poisoned = new Proxy(method, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key !== "updates") return typeof value === "function" ? value.bind(target) : value;
      return function* (net: never, batch: never, clock: { readonly epoch: number }) {
        for (const update of target.updates!(net, batch, clock as never)) {
          if (clock.epoch < 6) yield update;
          else {
            const loss = () => {
              const { total, terms } = update.loss();
              return { total: total.mul(NaN), terms };
            };
            yield { ...update, loss };
          }
        }
      };
    },
  });
  const run = train(cells(), poisoned, { engine: "wasm", nEpochs: 40, seed: 5 });
  await assert.rejects(run.result(), (error: unknown) => {
    assert(hasSoundState(error));
    assert.match(error.message, /run\.checkpoint\(\) holds the state after epoch 4, whose losses were finite/);
    assert.match(withoutRun(error, "a file").message, /outliers.* a file holds the state after epoch 4/);
    assert.match(withoutRun(error).message, /outliers/);
    assert.doesNotMatch(withoutRun(error).message, /holds/);
    return true;
  });
  const kept = await run.checkpoint();
  assert.equal(decodeCheckpoint(kept).history.length, 4);
  const on = train(cells(), method, { engine: "wasm", nEpochs: 7, seed: 5, resume: kept });
  await on.result();
  const whole = train(cells(), method, { engine: "wasm", nEpochs: 7, seed: 5 });
  await whole.result();
  assert.deepEqual(await on.checkpoint(), await whole.checkpoint());
});
