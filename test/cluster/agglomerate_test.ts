import assert from "node:assert/strict";

import { agglomerate } from "../../src/cluster/agglomerate.ts";
import { ScatterClusters } from "../../src/cluster/scatter_clusters.ts";
import type { Progress, Watched } from "../../src/core/progress.ts";
import { Rng } from "../../src/core/rng.ts";
import { assertThrows, blobs } from "./helpers.ts";

function run(data: Float64Array, n: number, p: number, nClusters: number, watched: Watched = {}): Int32Array {
  using clusters = new ScatterClusters(data, n, p);
  return agglomerate(clusters, nClusters, watched);
}

/** Merges by looking at every pair at every step. */
function plain(data: Float64Array, n: number, p: number, nClusters: number): number[] {
  using clusters = new ScatterClusters(data, n, p);
  const rows = Array.from({ length: clusters.count }, (_, i) => i);
  const merges: number[] = [];
  while (clusters.count > nClusters) {
    let best = { cost: Infinity, i: 0, j: 0 };
    for (let j = 1; j < clusters.count; j++) {
      for (let i = 0; i < j; i++) {
        const cost = clusters.costsOf(i, j, j + 1)[0]!;
        if (cost <= best.cost) best = { cost, i, j };
      }
    }
    merges.push(rows[best.i]!, rows[best.j]!);
    clusters.merge(best.i, best.j);
    rows[best.j] = rows[clusters.count]!;
  }
  return merges;
}

Deno.test("agglomerate() merges the pairs that looking at all of them would merge", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 30; round++) {
    const n = 2 + rng.integer(25), p = 1 + rng.integer(4);
    const data = Float64Array.from({ length: n * p }, () => rng.normal());
    const left = 1 + rng.integer(3);
    const got = run(data, n, p, left);
    assert.deepEqual([...got], plain(data, n, p, left), `${n} × ${p} to ${left}`);
  }
});

Deno.test("agglomerate() of one cluster, and of fewer than are wanted, merges nothing", () => {
  assert.equal(run(Float64Array.of(1), 1, 1, 1).length, 0);
  assert.equal(run(Float64Array.of(1, 2, 3), 3, 1, 5).length, 0);
});

Deno.test("agglomerate() reports now and then, and stops by its signal in the middle", () => {
  const { data } = blobs(2, 600, 2, 2, 5);
  const seen: number[] = [];
  run(data, 600, 2, 1, {
    onProgress: ({ done, total }) => {
      assert.equal(total, 599);
      seen.push(done);
    },
  });
  assert.deepEqual(seen, [0, 128, 256, 384, 512]);
  const controller = new AbortController();
  const onProgress = ({ done }: Progress) => done > 0 && controller.abort();
  assertThrows(
    () =>
      run(data, 600, 2, 1, {
        signal: controller.signal,
        onProgress: (progress) => void onProgress(progress),
      }),
    "Aborted",
    /hierarchical start to finish/,
  );
});

Deno.test("agglomerate() gives the last of equal pairs, in the order (1, 0), (2, 0), (2, 1)", () => {
  using even = new ScatterClusters(Float64Array.of(0, 1, 2, 3), 4, 1);
  assert.deepEqual([...agglomerate(even, 3)], [2, 3]);
});
