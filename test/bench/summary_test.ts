import assert from "node:assert/strict";
import { largestDifference, spread, summarize } from "../../bench/summary.ts";

Deno.test("spread() takes the middle of an odd and the mean of the middle two of an even number of values", () => {
  assert.deepEqual(spread([3, 1, 2]), { median: 2, least: 1 });
  assert.deepEqual(spread([4, 1, 2, 3]), { median: 2.5, least: 1 });
});

Deno.test("summarize() puts the repetitions of all rounds together and judges by the last", () => {
  const quality = { recall: 0.5 };
  const summary = summarize([
    { seconds: [1, 9], cpuSeconds: [2, 2], quality: {}, losses: [3, 2, 1], peakBytes: 5, stages: { read: 1 } },
    { seconds: [2], cpuSeconds: [4], quality, losses: [3, 2, 0.5], peakBytes: 7, stages: { read: 3 } },
  ]);
  assert.deepEqual(summary, {
    wall: { median: 2, least: 1 },
    cpu: { median: 2, least: 2 },
    peakBytes: 7,
    quality,
    losses: [3, 2, 0.5],
    stages: { read: 2 },
  });
});

Deno.test("summarize() has no losses and no stages where none are told", () => {
  const summary = summarize([{ seconds: [1], cpuSeconds: [1], quality: {} }]);
  assert.deepEqual([summary.losses, summary.stages, summary.peakBytes], [[], {}, undefined]);
});

Deno.test("largestDifference() is a share of the reference", () => {
  assert.equal(largestDifference([2, 4.5], [2, 4]), 0.125);
  assert.equal(largestDifference([1, 2], [1, 2]), 0);
});
