import assert from "node:assert/strict";

import { runThrough } from "../../src/core/run_through.ts";
import { plusPlusSteps } from "../../src/cluster/kmeans_plus_plus.ts";
import { lloydSteps } from "../../src/cluster/lloyd.ts";
import { takeRows } from "../../src/cluster/take_rows.ts";
import { Rng } from "../../src/core/rng.ts";
import { assertSamePartition, blobs } from "./helpers.ts";

const kMeansPlusPlus = (...args: Parameters<typeof plusPlusSteps>) => runThrough(plusPlusSteps(...args));

const lloyd = (...args: Parameters<typeof lloydSteps>) => runThrough(lloydSteps(...args));

Deno.test("kMeansPlusPlus() starts from rows of the data, different ones where it can", () => {
  const x = blobs(1, 50, 3, 5, 6);
  for (const k of [1, 2, 5, 50]) {
    const centers = kMeansPlusPlus(x.data, 3, k, new Rng(k));
    const rows = Array.from({ length: 50 }, (_, i) => x.data.subarray(3 * i, 3 * i + 3).join());
    const chosen = Array.from({ length: k }, (_, c) => rows.indexOf(centers.subarray(3 * c, 3 * c + 3).join()));
    assert(chosen.every((row) => row >= 0));
    assert.equal(new Set(chosen).size, k);
  }
});

Deno.test("kMeansPlusPlus() puts one centre in each of well separated clouds", () => {
  for (let seed = 0; seed < 20; seed++) {
    const x = blobs(seed, 60, 2, 4, 500);
    const centers = kMeansPlusPlus(x.data, 2, 4, new Rng(seed));
    const { labels } = lloyd(x.data, 2, centers, 1, 0);
    assertSamePartition(labels, x.truth);
  }
});

Deno.test("kMeansPlusPlus() of equal rows repeats them, and gives the same bytes for the same stream", () => {
  assert.deepEqual([...kMeansPlusPlus(new Float64Array(6).fill(2), 2, 3, new Rng(1))], [2, 2, 2, 2, 2, 2]);
  const x = blobs(3, 40, 2, 3, 2);
  assert.deepEqual(kMeansPlusPlus(x.data, 2, 5, new Rng(9)), kMeansPlusPlus(x.data, 2, 5, new Rng(9)));
});

Deno.test("kMeansPlusPlus() spends fewer squares than rows drawn blindly", () => {
  const x = blobs(4, 200, 2, 8, 12);
  let drawn = 0, chosen = 0;
  for (let seed = 0; seed < 10; seed++) {
    const rows = takeRows(x, new Rng(seed).sample(200, 8));
    drawn += lloyd(x.data, 2, rows.data, 1, 0).inertia;
    chosen += lloyd(x.data, 2, kMeansPlusPlus(x.data, 2, 8, new Rng(seed)), 1, 0).inertia;
  }
  assert(chosen < drawn, `${chosen} against ${drawn}`);
});
