import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { bootstrapInterval, mean, median, standardDeviation } from "../../../src/study/mod.ts";

Deno.test("mean() and standardDeviation() of known values", () => {
  assert.equal(mean([2, 4, 4, 4, 5, 5, 7, 9]), 5);
  assert(Math.abs(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]) - Math.sqrt(32 / 7)) < 1e-15);
});

Deno.test("mean() and standardDeviation() say NaN where there is nothing to say", () => {
  assert(Number.isNaN(mean([])));
  assert(Number.isNaN(standardDeviation([3])));
});

Deno.test("bootstrapInterval() of the mean agrees with Student's interval for many values", () => {
  const rng = new Rng(4);
  const values = Array.from({ length: 400 }, () => 3 + 2 * rng.normal());
  const [low, high] = bootstrapInterval(values, mean);
  const reach = 1.96 * standardDeviation(values) / Math.sqrt(400);
  assert(Math.abs(low - (mean(values) - reach)) < 0.03, `${low}`);
  assert(Math.abs(high - (mean(values) + reach)) < 0.03, `${high}`);
});

Deno.test("bootstrapInterval() gives the same ends for the same seed, and wider ones for a higher level", () => {
  const values = [0.1, 0.4, -0.2, 0.3, 0.25, 0.05];
  assert.deepEqual(bootstrapInterval(values, median, { seed: 1 }), bootstrapInterval(values, median, { seed: 1 }));
  const [low, high] = bootstrapInterval(values, mean, { level: 0.5 });
  const [lower, higher] = bootstrapInterval(values, mean, { level: 0.99 });
  assert(lower < low && high < higher);
});

Deno.test("bootstrapInterval() of one value is that value, of none NaN", () => {
  assert.deepEqual(bootstrapInterval([7], mean, { nResamples: 1 }), [7, 7]);
  assert.deepEqual(bootstrapInterval([], mean), [NaN, NaN]);
});

Deno.test("bootstrapInterval() refuses a level and a number of samples that are none", () => {
  assert.throws(() => bootstrapInterval([1], mean, { level: 2 }), { tag: "InvalidArgument" });
  assert.throws(() => bootstrapInterval([1], mean, { nResamples: 0 }), { tag: "InvalidArgument" });
});
