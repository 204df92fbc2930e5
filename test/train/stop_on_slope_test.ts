import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { type Callback, History, reportProgress, stopOnSlope } from "../../src/train/mod.ts";
import { slope } from "../../src/train/callbacks/stop_on_slope.ts";

/** Epochs done when the callback ends a training whose two losses follow these curves; −1 when it does not. */
function endOf(
  callback: Callback,
  nEpochs: number,
  triplet: (e: number) => number,
  recon: (e: number) => number,
): number {
  const history = new History();
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    if (callback.beforeEpoch!({ epoch, nEpochs, history })) return epoch;
    const terms = { "triplet_a": triplet(epoch), "recon_a": recon(epoch) };
    history.add({ total: 0, terms, weights: { "triplet_a": 1, "recon_a": 1 } });
  }
  return -1;
}

const rule = (window: number) => stopOnSlope({ window, threshold: 1e-4, groups: ["triplet_", "recon_"] });
const falling = (epoch: number) => 10 - 0.01 * epoch;

Deno.test("slope() is that of the line through the values, whatever their level", () => {
  const rng = new Rng(1);
  for (let length = 2; length < 30; length++) {
    const [level, by] = [100 * rng.normal(), rng.normal()];
    const line = Array.from({ length }, (_, i) => level + by * i);
    assert(Math.abs(slope(line) - by) < 1e-10);
  }
  assert.equal(slope([3, 3, 3, 3]), 0);
});

Deno.test("stopOnSlope() goes on while both curves fall", () => {
  assert.equal(endOf(rule(10), 300, falling, falling), -1);
});

Deno.test("stopOnSlope() ends at the first tenth epoch after one curve has gone flat for a window", () => {
  const flat = (epoch: number) => epoch < 42 ? falling(epoch) : 5 - 1e-6 * epoch;
  assert.equal(endOf(rule(10), 300, flat, falling), 59);
  assert.equal(endOf(rule(20), 300, flat, falling), 69);
  assert.equal(endOf(rule(10), 300, falling, flat), 59);
});

Deno.test("stopOnSlope() never ends within its window", () => {
  const nearlyFlat = (epoch: number) => 1 - 1e-6 * epoch;
  assert.equal(endOf(rule(10), 300, nearlyFlat, falling), 19);
  assert.equal(endOf(rule(25), 300, nearlyFlat, falling), 29);
});

Deno.test("stopOnSlope() takes a curve without terms for one that is not there to converge", () => {
  assert.equal(endOf(rule(10), 300, () => 0, (epoch) => 1 - 1e-6 * epoch), -1);
});

Deno.test("stopOnSlope() watches weighted sums", () => {
  const history = new History();
  history.add({
    total: 0,
    terms: { recon_a: 1, recon_b: 2, other: 9 },
    weights: { recon_a: 3, recon_b: 0.5, other: 1 },
  });
  assert.deepEqual(history.curve("recon_", 5), [4]);
});

Deno.test("History.toFrame() has a row per epoch from 1 and NaN where a term was missing", () => {
  const history = new History();
  history.add({ total: 1, terms: { a: 1 }, weights: { a: 1 } });
  history.add({ total: 5, terms: { a: 2, b: 3 }, weights: { a: 1, b: 1 } });
  const frame = history.toFrame();
  assert.deepEqual(frame.index, ["1", "2"]);
  assert.equal(frame.indexName, "epoch");
  assert.deepEqual(frame.column("b").toArray(), [NaN, 3]);
  assert.equal(new History().toFrame().nRows, 0);
});

Deno.test("reportProgress() tells epochs done and in all, and every term", () => {
  const told: unknown[] = [];
  const callback = reportProgress((progress) => told.push(progress));
  const losses = { total: 3, terms: { a: 1 }, weights: { a: 3 } };
  callback.afterEpoch!({ epoch: 4, nEpochs: 9, history: new History() }, losses);
  assert.deepEqual(told, [{ stage: "training", done: 4, total: 9, values: { total: 3, a: 1 } }]);
});
