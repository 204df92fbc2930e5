import assert from "node:assert/strict";
import { DISPLAY, isWeftError, registerRenderer } from "../../src/core/mod.ts";
import { type MuData, representation } from "../../src/data/mod.ts";
import { type Method, smart, type SmartOptions } from "../../src/methods/mod.ts";
import { type Run, train } from "../../src/train/mod.ts";
import { tissue } from "../methods/tissue.ts";

const small = (options: SmartOptions = {}): Method => smart({ nLatent: 6, ...options });

/** Resolves at the end of an epoch, before the next one begins. */
function atEpoch<T>(run: Run<MuData>, epoch: number, look: () => T): Promise<T> {
  return new Promise((resolve) => {
    const end = run.subscribe((event) => {
      if (event.kind !== "epoch" || event.epoch !== epoch) return;
      end();
      resolve(look());
    });
  });
}

Deno.test("Run.data and Run.seed are what train() was given", async () => {
  const data = tissue();
  const run = train(data, small(), { seed: 9, nEpochs: 1 });
  assert.equal(run.data, data);
  assert.equal(run.seed, 9);
  await run.result();
});

Deno.test("Run.losses grow with every epoch and carry the weights of the terms", async () => {
  const run = train(tissue(), small(), { nEpochs: 4 });
  assert.deepEqual(run.losses, []);
  assert.equal(await atEpoch(run, 2, () => run.losses.length), 2);
  await run.result();
  assert.equal(run.losses.length, 4);
  for (const { total, terms, weights } of run.losses) {
    assert.deepEqual(Object.keys(weights), Object.keys(terms));
    const sum = Object.keys(terms).reduce((all, name) => all + terms[name]! * weights[name]!, 0);
    assert(Math.abs(sum - total) < 1e-4 * Math.abs(total));
  }
});

Deno.test("Run.embedding() at an epoch is what a run that ends there gives", async () => {
  const whole = train(tissue(), small(), { seed: 3, nEpochs: 8 });
  const { data, shape } = await atEpoch(whole, 5, () => whole.embedding()).then((later) => later);
  assert.deepEqual(shape, [36, 6]);
  const short = train(tissue(), small(), { seed: 3, nEpochs: 8 });
  void atEpoch(short, 5, () => short.stop());
  assert.deepEqual(representation(await short.result(), "X_smart").data, data);
  await whole.result();
});

Deno.test("Run.embedding() changes nothing in what is trained", async () => {
  const plain = await train(tissue(), small(), { seed: 3, nEpochs: 8 }).result();
  const watched = train(tissue(), small(), { seed: 3, nEpochs: 8 });
  const pictures: Promise<unknown>[] = [];
  watched.subscribe((event) => void (event.kind === "epoch" && pictures.push(watched.embedding())));
  assert.deepEqual(representation(await watched.result(), "X_smart"), representation(plain, "X_smart"));
  assert.equal((await Promise.all(pictures)).length, 8);
});

Deno.test("Run.embedding() waits for the network, and after the end is that of the result", async () => {
  const run = train(tissue(), small(), { nEpochs: 2 });
  assert.deepEqual((await run.embedding()).shape, [36, 6]);
  const result = await run.result();
  assert.equal(await run.embedding(), representation(result, "X_smart"));
});

Deno.test("Run.embedding() fails with what broke the run", async () => {
  const run = train(tissue(), small(), { engine: "gpu" as never });
  await assert.rejects(run.embedding(), (error) => isWeftError(error, "InvalidArgument"));
  const later = train(tissue(), small({ lr: 1e38 }), { nEpochs: 50 });
  await assert.rejects(later.result());
  await assert.rejects(later.embedding(), (error) => isWeftError(error, "Failed"));
});

Deno.test("Run.subscribe() tells what a listener throws, and neither the run nor other listeners feel it", async () => {
  const told: string[] = [];
  const { error } = console;
  console.error = (text) => void told.push(String(text));
  try {
    const run = train(tissue(), small(), { nEpochs: 2 });
    const heard: string[] = [];
    run.subscribe((event) => {
      throw new TypeError(`no ${event.kind === "state" ? event.state : event.epoch}`);
    });
    run.subscribe((event) => heard.push(event.kind === "state" ? event.state : `${event.epoch}`));
    assert.equal((await run.result()).obsNames.length, 36);
    assert.deepEqual([run.state, run.stopReason], ["done", "epochs"]);
    assert.deepEqual(heard, ["training", "1", "2", "done"]);
    assert.deepEqual(told.map((text) => text.match(/TypeError: no (\w+)/)?.[1]), heard);
  } finally {
    console.error = error;
  }
});

Deno.test("Run that fails says why, whatever a listener throws when it hears of it", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    const ending = new AbortController();
    const run = train(tissue(), small(), { nEpochs: 50, signal: ending.signal });
    run.subscribe((event) => {
      if (event.kind === "epoch") ending.abort();
      throw new TypeError("of the listener");
    });
    await assert.rejects(run.result(), (error: unknown) => isWeftError(error, "Aborted"));
    assert.equal(run.state, "interrupted");
  } finally {
    console.error = error;
  }
});

Deno.test("Run.toString() says how far it has come, and how it ended", async () => {
  const run = train(tissue(), small(), { seed: 2, nEpochs: 5 });
  assert.equal(String(run), "smart, seed 2: preparing, epoch 0 of 5");
  assert.equal(await atEpoch(run, 3, () => String(run)), "smart, seed 2: training, epoch 3 of 5");
  await run.result();
  assert.equal(String(run), "smart, seed 2: done (epochs), epoch 5 of 5");
});

Deno.test("Run shows itself by its renderer, and else as text", async () => {
  const run = train(tissue(), small(), { seed: 2, nEpochs: 1 });
  await run.result();
  const text = { "text/plain": "smart, seed 2: done (epochs), epoch 1 of 1" };
  assert.deepEqual(await run[DISPLAY](), text);
  registerRenderer("run", (shown: Run<MuData>) => Promise.resolve({ "text/html": `<b>${shown.name}</b>` }));
  assert.deepEqual(await run[DISPLAY](), { ...text, "text/html": "<b>smart</b>" });
});
