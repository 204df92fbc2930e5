import { AnnData } from "../../../src/data/anndata.ts";
import type { Dense } from "../../../src/data/dense.ts";
import { curveParameters } from "../../../src/embed/umap/curve_parameters.ts";
import { umap } from "../../../src/embed/umap.ts";
import { loadUmapJs } from "../../../src/embed/umap_js.ts";
import { exactNeighbors } from "../../../src/graph/exact_neighbors.ts";
import { trustworthiness } from "../../../src/metrics/trustworthiness.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, denseOf, readAnalysis } from "../analysis.ts";
import { allclose } from "../compare.ts";
import type { CaseResult, Topic } from "../topic.ts";

/** Layouts held to the quality of umap-learn's over five seeds, and the curve to its parameters. */
export const topic: Topic = {
  name: "umap",
  ids: (folder) => analysisIds(folder, "umap"),
  async *run(folder, skip): AsyncIterable<CaseResult> {
    const file = await readAnalysis(folder, "umap");
    for (const item of file?.cases ?? []) {
      if (skip.has(item.id)) continue;
      if (item.verb === "umap curve") yield curve(item);
      if (item.verb === "umap") yield await layout(item, file!);
    }
  },
};

function curve(item: AnalysisCase): CaseResult {
  const { a, b } = curveParameters(item.options.min_dist, item.options.spread);
  const { maxDifference, pass } = allclose([a, b], [item.expect.a, item.expect.b], item.tolerance);
  return { id: item.id, maxDifference, pass, tolerance: JSON.stringify(item.tolerance) };
}

/** Both engines; the difference reported is the largest shortfall of weft's below the lowest of the five seeds. */
async function layout(item: AnalysisCase, file: AnalysisFile): Promise<CaseResult> {
  await loadUmapJs();
  const x = denseOf(file.arrays.get(`in.${item.inputs[0]}`)!);
  const { n_neighbors: nNeighbors, min_dist: minDist, n_epochs: nEpochs } = item.options;
  const data = new AnnData({ X: x });
  const score = (engine: "weft" | "umap-js") =>
    quality(x, umap(data, { useRep: "X", nNeighbors, minDist, nEpochs, engine }).obsm.X_umap as Dense);
  const weft = score("weft");
  const lowest = {
    k5: Math.min(...item.expect.trustworthiness_k5_of_5_seeds),
    k15: Math.min(...item.expect.trustworthiness_k15_of_5_seeds),
    recall: Math.min(...item.expect.neighbour_recall_15_of_5_seeds),
  };
  const shortfalls = [lowest.k5 - weft.k5, lowest.k15 - weft.k15, lowest.recall - weft.recall];
  return {
    id: item.id,
    maxDifference: Math.max(0, ...shortfalls),
    tolerance: JSON.stringify(item.tolerance),
    pass: shortfalls[0]! <= 0.01 && shortfalls[1]! <= 0.01 && shortfalls[2]! <= 0.03,
    note: `trust5 trust15 recall: weft ${show(weft)}, umap-learn ≥ ${show(lowest)}, umap-js ${show(score("umap-js"))}`,
  };
}

interface Quality {
  readonly k5: number;
  readonly k15: number;
  readonly recall: number;
}

function quality(x: Dense, points: Dense): Quality {
  const k = 15;
  const before = exactNeighbors(x, { nNeighbors: k }).indices;
  const after = exactNeighbors(points, { nNeighbors: k }).indices;
  let kept = 0;
  for (let i = 0; i < x.nRows; i++) {
    const near = new Set(before.subarray(i * k, (i + 1) * k));
    for (const j of after.subarray(i * k, (i + 1) * k)) if (near.has(j)) kept++;
  }
  return {
    k5: trustworthiness(x, points, { nNeighbors: 5 }),
    k15: trustworthiness(x, points, { nNeighbors: k }),
    recall: kept / (x.nRows * k),
  };
}

function show({ k5, k15, recall }: Quality): string {
  return `${k5.toFixed(4)} ${k15.toFixed(4)} ${recall.toFixed(4)}`;
}
