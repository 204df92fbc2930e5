import assert from "node:assert/strict";
import { specToSvg, sweepHeatmap } from "../../src/plot/mod.ts";
import type { StudyRow } from "../../src/study/mod.ts";

/** A row that is done, with a score that tells its settings. */
function row(margin: number, nClusters: number, seed: number, ari: number | null): StudyRow {
  return {
    ...{ variant: `margin=${margin}, nClusters=${nClusters}`, seed, nClusters, settings: { margin, nClusters } },
    ...{ state: "done", kept: false, epoch: 1, nEpochs: 1, stopReason: "epochs", losses: [], seconds: 1 },
    ...{ scores: { ari, pas: ari === null ? null : 1 - ari }, domains: undefined, problem: null },
  };
}

const ROWS = [0.5, 1].flatMap((margin) =>
  [3, 10].flatMap((k) => [0, 1].map((seed) => row(margin, k, seed, margin / 2 + k / 100 + seed / 10)))
);

interface Cell {
  readonly u: string;
  readonly v: string;
  readonly score: number;
  readonly seeds: number;
}

const cellsOf = (spec: object) => (spec as { data: { values: Cell[] } }).data.values;

Deno.test("sweepHeatmap() shows the mean over seeds of every combination, in the order in which they were tried", () => {
  const spec = sweepHeatmap({ rows: ROWS, metric: "ari" });
  assert.deepEqual(cellsOf(spec).map(({ u, v, score, seeds }) => [v, u, score, seeds]), [
    ["0.5", "3", 0.33, 2],
    ["0.5", "10", 0.4, 2],
    ["1", "3", 0.58, 2],
    ["1", "10", 0.65, 2],
  ]);
  assert.equal(spec.description, "ari by margin and nClusters: mean over seeds");
});

Deno.test("sweepHeatmap() shows one setting when asked for, over all others, and leaves out rows without the score", () => {
  const spec = sweepHeatmap({ rows: [...ROWS, row(1, 3, 2, null)], metric: "ari" }, { x: "margin", y: "margin" });
  assert.deepEqual(cellsOf(spec).map(({ score, seeds }) => [score, seeds]), [[0.365, 4], [0.615, 4]]);
});

Deno.test("sweepHeatmap() gives the bright end to the better one", () => {
  const rangeOf = (metric: string) => {
    const spec = sweepHeatmap({ rows: ROWS, metric }) as { layer?: unknown };
    return (spec.layer as { encoding: { color: { scale: { range: string[] } } } }[])[0]!.encoding.color.scale.range;
  };
  assert.deepEqual(rangeOf("pas"), rangeOf("ari").toReversed());
});

Deno.test("sweepHeatmap() draws as SVG with its numbers", async () => {
  const svg = await specToSvg(sweepHeatmap({ rows: ROWS, metric: "ari" }));
  for (const text of ["0.330", "0.650", "margin", "nClusters"]) assert(svg.includes(text), text);
});

Deno.test("sweepHeatmap() refuses settings that were not tried, studies without any, and rows that are not done", () => {
  assert.throws(() => sweepHeatmap({ rows: ROWS, metric: "ari" }, { x: "lr" }), { tag: "InvalidArgument" });
  assert.throws(() => sweepHeatmap({ rows: [], metric: "ari" }), { tag: "InvalidArgument" });
  assert.throws(() => sweepHeatmap({ rows: [row(1, 3, 0, null)], metric: "ari" }), { tag: "TooSmall" });
});
