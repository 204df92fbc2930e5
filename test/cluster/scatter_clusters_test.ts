import assert from "node:assert/strict";

import { centered } from "../../src/cluster/centered.ts";
import { ScatterClusters } from "../../src/cluster/scatter_clusters.ts";
import { Rng } from "../../src/core/rng.ts";
import { sharedKernels } from "../../src/kernels/shared_kernels.ts";
import { eigh } from "../../src/linalg/eigh.ts";
import { gram } from "../../src/linalg/gram.ts";
import { blobs, near } from "./helpers.ts";

/** What uniting two slots costs. */
function cost(clusters: ScatterClusters, i: number, j: number): number {
  return clusters.costsOf(i, j, j + 1)[0]!;
}

/** The criterion's term of one cluster, from its rows. */
function termOf(rows: readonly Float64Array[], alpha: number): number {
  const n = rows.length, p = rows[0]!.length;
  if (n === 1) return Math.log(alpha);
  const data = Float64Array.from(rows.flatMap((row) => [...row]));
  const { data: deviations } = centered({ data, nRows: n, nCols: p });
  const w = gram({ data: deviations, nRows: n, nCols: p });
  let trace = alpha;
  for (let j = 0; j < p; j++) trace += w[j * (p + 1)]!;
  const determinant = eigh(w.map((value) => value / n), p).values.reduce((product, value) => product * value, 1);
  return n * Math.log(n > p ? determinant + trace / n : trace / n);
}

Deno.test("ScatterClusters costs are those of the definition, through any merges", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 8; round++) {
    const n = 6 + rng.integer(10), p = 1 + rng.integer(3);
    const data = Float64Array.from({ length: n * p }, () => rng.normal());
    using clusters = new ScatterClusters(data, n, p);
    const members = Array.from({ length: n }, (_, i) => [data.subarray(i * p, (i + 1) * p)]);
    const { data: deviations } = centered({ data, nRows: n, nCols: p });
    const alpha = deviations.reduce((sum, value) => sum + value * value, 0) / (n * p);
    while (clusters.count > 2) {
      for (let j = 1; j < clusters.count; j++) {
        for (let i = 0; i < j; i++) {
          const want = termOf([...members[i]!, ...members[j]!], alpha) - termOf(members[i]!, alpha) -
            termOf(members[j]!, alpha);
          near(cost(clusters, i, j), want, 1e-8);
        }
      }
      const j = 1 + rng.integer(clusters.count - 1), i = rng.integer(j);
      clusters.merge(i, j);
      members[i]!.push(...members[j]!);
      members[j] = members[clusters.count]!;
      members.length = clusters.count;
    }
  }
});

Deno.test("ScatterClusters costs do not depend on which of a pair comes first, nor on the origin", () => {
  const x = blobs(2, 12, 2, 2, 3);
  using here = new ScatterClusters(x.data, 12, 2);
  using there = new ScatterClusters(x.data.map((value) => value + 50), 12, 2);
  for (const clusters of [here, there]) {
    clusters.merge(0, 3);
    clusters.merge(0, 1);
  }
  for (let i = 0; i < 10; i++) {
    for (let j = 0; j < i; j++) {
      near(cost(here, i, j), cost(here, j, i), 1e-12);
      near(cost(there, i, j), cost(here, i, j), 1e-8);
    }
  }
});

Deno.test("ScatterClusters stays finite when rows are equal or lie on a line", () => {
  const data = Float64Array.of(0, 0, 0, 0, 0, 0, 1, 2, 2, 4, 3, 6, 9, 1);
  using clusters = new ScatterClusters(data, 7, 2);
  while (clusters.count > 1) {
    for (let j = 1; j < clusters.count; j++) assert(Number.isFinite(cost(clusters, 0, j)));
    clusters.merge(0, 1);
  }
  assert.equal(clusters.count, 1);
});

Deno.test("ScatterClusters tells the costs of many slots as those of each alone, and gives its memory back", () => {
  const { kernels } = sharedKernels();
  const before = kernels.memory.live;
  {
    const { data } = blobs(4, 40, 3, 4, 3);
    using clusters = new ScatterClusters(data, 40, 3);
    for (const [i, j] of [[0, 9], [0, 3], [0, 4], [0, 7], [2, 5], [2, 6]] as const) {
      clusters.merge(i, j);
      const { count } = clusters;
      const all = clusters.costsOf(i, 0, count).slice();
      for (let k = 0; k < count; k++) if (k !== i) assert.equal(all[k], cost(clusters, i, k));
    }
    assert(kernels.memory.live > before);
  }
  assert.equal(kernels.memory.live, before);
});

Deno.test("ScatterClusters does not change the rows it is made of", () => {
  const { data } = blobs(3, 8, 2, 2, 3);
  const before = data.slice();
  using clusters = new ScatterClusters(data, 8, 2);
  clusters.merge(0, 5);
  assert.deepEqual(data, before);
});
