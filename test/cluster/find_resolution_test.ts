import assert from "node:assert/strict";

import { findResolution } from "../../src/cluster/find_resolution.ts";
import { fitLeiden } from "../../src/cluster/fit_leiden.ts";
import { modularity } from "../../src/cluster/modularity.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { Progress } from "../../src/core/progress.ts";
import { assertThrows, cliques, graphOf, near, randomGraph } from "./helpers.ts";

Deno.test("findResolution() gives the wanted number of communities", () => {
  const graph = cliques(9, 5);
  for (const nClusters of [3, 9]) {
    const found = findResolution(graph, { nClusters });
    assert.equal(found.nClusters, nClusters);
    assert.equal(new Set(found.labels).size, nClusters);
    assert.deepEqual(fitLeiden(graph, { resolution: found.resolution }).labels, found.labels);
  }
});

Deno.test("findResolution() looks above its range when there are too few communities", () => {
  const found = findResolution(cliques(1, 12), { nClusters: 12, maxResolution: 0.5 });
  assert.equal(found.nClusters, 12);
  assert(found.resolution > 0.5);
});

Deno.test("findResolution() says which numbers there were when none fits", () => {
  assertThrows(
    () => findResolution(graphOf(6, [[0, 1], [2, 3], [4, 5]]), { nClusters: 2 }),
    "Failed",
    /gives 2 communities but found only 3/,
  );
  assertThrows(() => findResolution(cliques(2, 3), { nClusters: 7 }), "TooSmall", /at least 7 observations/);
  assertThrows(
    () => findResolution(cliques(2, 3), { nClusters: 2, minResolution: 2, maxResolution: 1 }),
    "InvalidArgument",
    /maxResolution/,
  );
});

Deno.test("findResolution() finds every number of communities that a chain of cliques can be parted into", () => {
  const graph = randomGraph(51, 90, 300);
  let found = 0;
  for (let nClusters = 2; nClusters <= 12; nClusters++) {
    try {
      const { labels, resolution, quality } = findResolution(graph, { nClusters });
      assert.equal(new Set(labels).size, nClusters);
      near(quality, modularity(graph, labels, { resolution }), 1e-12);
      found++;
    } catch (error) {
      assert(isWeftError(error, "Failed"));
      assert(!(error.fields.counts as number[]).includes(nClusters), "it did meet that number");
    }
  }
  assert(found >= 6, `${found} of 11`);
});

Deno.test("findResolution() tries no more than it is told, and reports each resolution", () => {
  const tried: number[] = [];
  assertThrows(
    () =>
      findResolution(graphOf(6, [[0, 1], [2, 3], [4, 5]]), {
        nClusters: 2,
        maxSteps: 1,
        onProgress: ({ stage, values }) => {
          assert.equal(stage, "searching the resolution");
          tried.push(values!.resolution!);
        },
      }),
    "Failed",
    /only 3 from 0\.01 to 3\. Ask for one of these numbers/,
  );
  assert.deepEqual(tried, [0.01, 3]);
});

Deno.test("findResolution() gives the same bytes for the same seed and stops by its signal", () => {
  const graph = cliques(8, 4);
  assert.deepEqual(findResolution(graph, { nClusters: 4, seed: 2 }), findResolution(graph, { nClusters: 4, seed: 2 }));
  assertThrows(() => findResolution(graph, { nClusters: 4, signal: AbortSignal.abort() }), "Aborted", /communities/);
});

Deno.test("findResolution() refuses numbers that make no sense, and graphs that are none", () => {
  const graph = cliques(3, 3);
  assertThrows(() => findResolution(graph, { nClusters: 0 }), "InvalidArgument", /nClusters/);
  assertThrows(() => findResolution(graph, { nClusters: 2, minResolution: -1 }), "InvalidArgument", /minResolution/);
  assertThrows(() => findResolution(graph, { nClusters: 2, maxSteps: 0 }), "InvalidArgument", /maxSteps/);
  assertThrows(() => findResolution(graphOf(3, [[0, 1, -1]]), { nClusters: 2 }), "BadValues", /not negative/);
  assertThrows(() => findResolution(graphOf(3, []), { nClusters: 2 }), "Failed", /2 communities but found only 3/);
});

Deno.test("findResolution() stops trying as soon as it met the number, and doubles only while there are too few", () => {
  const tried = (nClusters: number, maxResolution: number) => {
    const seen: number[] = [];
    findResolution(cliques(6, 4), {
      nClusters,
      maxResolution,
      onProgress: ({ values }) => seen.push(values!.resolution!),
    });
    return seen;
  };
  assert.deepEqual(tried(1, 0.02), [0.01, 0.02]);
  assert.deepEqual(tried(6, 1), [0.01, 1]);
  assert.deepEqual(tried(6, 0.2), [0.01, 0.2, 0.4, 0.8]);
});

Deno.test("findResolution() halves its range no more often than maxSteps", () => {
  const tried: number[] = [];
  const options = { nClusters: 7, minResolution: 0, maxResolution: 1000 };
  const onProgress = ({ values }: Progress) => tried.push(values!.resolution!);
  assertThrows(
    () =>
      findResolution(cliques(8, 4), { ...options, maxSteps: 2, onProgress: (progress) => void onProgress(progress) }),
    "Failed",
    /gives 7 communities but found only 1, 32 from 0 to 1000/,
  );
  assert.deepEqual(tried, [0, 1000, 500, 250]);
});
