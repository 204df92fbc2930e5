// deno-lint-ignore-file camelcase -- names as the reference files have them
import {
  cutTree,
  fitGmm,
  fitKMeans,
  fitLeiden,
  gmm,
  hierarchicalStart,
  matchLabels,
  modularity,
  refineSpatial,
} from "../../../src/cluster/mod.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { column } from "../../../src/data/columns/column.ts";
import type { Csr } from "../../../src/data/csr.ts";
import { Frame } from "../../../src/data/frame.ts";
import { Graph } from "../../../src/graph/graph.ts";
import type { DenseLike } from "../../../src/linalg/mod.ts";
import { ari } from "../../../src/metrics/ari.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, denseOf, readAnalysis } from "../analysis.ts";
import { allclose } from "../compare.ts";
import type { CaseResult, Topic } from "../topic.ts";

type Arrays = AnalysisFile["arrays"];
type Verdict = Omit<CaseResult, "id">;

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);

const float64 = (arrays: Arrays, name: string): DenseLike => {
  const matrix = denseOf(arrays.get(name)!).astype("float64");
  return { data: matrix.data as Float64Array, nRows: matrix.nRows, nCols: matrix.nCols };
};
const integers = (arrays: Arrays, name: string): Int32Array => Int32Array.from(arrays.get(name)!.data, Number);
const differing = (a: ArrayLike<unknown>, b: ArrayLike<unknown>): number =>
  Array.from(a).filter((value, i) => String(value) !== String(b[i])).length;

/** mclust's hierarchical start: labels as numbered by mclust, all of them. */
function start({ inputs, options, expect }: AnalysisCase, arrays: Arrays): Verdict {
  const x = float64(arrays, `in.${inputs[0]}`);
  const rows = options.rows ? integers(arrays, options.rows) : Int32Array.from({ length: x.nRows }, (_, i) => i);
  const data = Float64Array.from(denseOf(arrays.get(`in.${inputs[0]}`)!).takeRows(rows).data, Number);
  const found = cutTree(hierarchicalStart({ data, nRows: rows.length, nCols: x.nCols }), options.n_clusters);
  const wrong = differing(found.map((label) => label + 1), integers(arrays, expect.labels));
  return { maxDifference: wrong, tolerance: "exact partition (asked: ARI ≥ 0.99)", pass: wrong === 0 };
}

function mixture({ inputs, options, expect, tolerance }: AnalysisCase, arrays: Arrays): Verdict {
  const x = float64(arrays, `in.${inputs[0]}`);
  const want = integers(arrays, expect.labels);
  const subset = options.subset && integers(arrays, options.subset);
  const shared = { model: options.model, nClusters: options.n_clusters };
  const fit = fitGmm(x, { ...shared, subset });
  const relative = (got: number, value: number) => Math.abs(got - value) / Math.abs(value);
  const loglik = relative(fit.logLikelihood, expect.loglik);
  const failures: string[] = [];
  const need = (holds: boolean, what: string) => holds || failures.push(what);
  need(loglik <= tolerance.loglik_rtol, `loglik off by ${loglik}`);
  need(fit.df === expect.df, `df ${fit.df}`);
  need(relative(fit.bic, expect.bic) <= tolerance.loglik_rtol, `bic ${fit.bic}`);
  need(relative(fit.icl, expect.icl) <= tolerance.loglik_rtol, `icl ${fit.icl}`);
  need(ari(fit.labels, want) >= tolerance.labels_ari_at_least, `ARI ${ari(fit.labels, want)}`);
  need(allclose(fit.means, arrays.get(expect.mean)!.data, { atol: tolerance.mean_atol }).pass, "means");
  if (!subset) {
    const given = integers(arrays, `hc.${inputs[0]}`).map((label) => label - 1);
    const again = fitGmm(x, { ...shared, init: given });
    need(relative(again.logLikelihood, expect.loglik) <= 1e-6, "loglik from the given start");
    need(differing(again.labels.map((label) => label + 1), want) <= 2, "labels from the given start");
    const adata = new AnnData({ X: denseOf(arrays.get(`in.${inputs[0]}`)!) });
    const verb = gmm(adata, { ...shared, useRep: "X" }).obs.column("gmm").toArray();
    need(differing(verb, fit.labels.map((label) => label + 1)) === 0, "labels of the verb");
  }
  return {
    maxDifference: loglik,
    tolerance:
      `loglik rtol ${tolerance.loglik_rtol}, ARI ≥ ${tolerance.labels_ari_at_least}, means ${tolerance.mean_atol}`,
    pass: failures.length === 0,
    note: failures.join("; ") || `${differing(fit.labels.map((label) => label + 1), want)} labels differ`,
  };
}

function kMeans({ inputs, options, expect, tolerance }: AnalysisCase, arrays: Arrays): Verdict {
  const x = float64(arrays, `in.${inputs[0]}`);
  const nClusters = options.n_clusters;
  if (!options.init) {
    const { inertia } = fitKMeans(x, { nClusters, nInit: options.n_init });
    const ratio = inertia / expect.inertia_worst;
    return { maxDifference: Math.max(0, ratio - 1), tolerance: tolerance.inertia_at_most, pass: ratio <= 1.005 };
  }
  const centers = Float64Array.from(arrays.get(options.init)!.data, Number);
  const found = fitKMeans(x, { nClusters, centers, tolerance: options.tol, maxIter: options.max_iter });
  const wrong = differing(found.labels, integers(arrays, expect.labels));
  const close = allclose([...found.centers, found.inertia], [
    ...arrays.get(expect.centers)!.data as Float64Array,
    expect.inertia,
  ], { rtol: tolerance.rtol });
  return {
    maxDifference: close.maxDifference,
    tolerance: `labels exact, rtol ${tolerance.rtol}`,
    pass: close.pass && wrong === 0 && found.nIter === expect.n_iter,
    note: `${wrong} labels differ, ${found.nIter} iterations (${expect.n_iter})`,
  };
}

function communities({ inputs, options, expect, tolerance }: AnalysisCase, arrays: Arrays): Verdict {
  const graph = graphOf(inputs as unknown as GraphInput, arrays);
  const runs = SEEDS.map((seed) => fitLeiden(graph.adjacency, { resolution: options.resolution, seed }));
  const qualities = runs.map(({ labels }) => modularity(graph.adjacency, labels, options));
  const worst = Math.min(...qualities), best = Math.max(...qualities);
  const torn = runs.filter(({ labels, nClusters }) => components(graph, labels) !== nClusters).length;
  return {
    maxDifference: Math.max(0, expect.quality_worst - worst, expect.quality_median - best),
    tolerance: tolerance.quality_at_least,
    pass: worst >= expect.quality_worst - 0.002 && best >= expect.quality_median - 0.001 && torn === 0,
    note: `${worst.toFixed(4)} … ${best.toFixed(4)}, theirs ${expect.quality_worst.toFixed(4)} … ${
      expect.quality_best.toFixed(4)
    }${torn ? `; ${torn} runs with a community in pieces` : ""}`,
  };
}

function quality({ inputs, options, expect, tolerance }: AnalysisCase, arrays: Arrays): Verdict {
  const graph = graphOf(inputs as unknown as GraphInput, arrays);
  const found = modularity(graph.adjacency, integers(arrays, options.partition), options);
  const { pass, maxDifference } = allclose([found], [expect.modularity], tolerance);
  return { maxDifference, tolerance: `rtol ${tolerance.rtol}`, pass };
}

function refined({ options, expect }: AnalysisCase, arrays: Arrays): Verdict {
  const own = integers(arrays, "in.refine.labels");
  const obs = new Frame(Array.from(own, (_, i) => `${i}`), { domain: column(own) });
  const tissue = new AnnData({ obs, obsm: { spatial: denseOf(arrays.get("in.refine.xy")!) } });
  const rule = options.rule;
  const found = refineSpatial(tissue, { key: "domain", rule, nNeighbors: options.n_neighbors, keyAdded: "refined" });
  const wrong = differing(found.obs.column("refined").toArray(), integers(arrays, expect.labels));
  return { maxDifference: wrong, tolerance: "exact", pass: wrong === 0 };
}

function matched({ inputs, expect }: AnalysisCase, arrays: Arrays): Verdict {
  const [pred, truth] = inputs.map((name) => integers(arrays, `in.${name}`)) as [Int32Array, Int32Array];
  const named = truth.map((label) => label + 100);
  const obs = new Frame(Array.from(pred, (_, i) => `${i}`), { pred: column(pred), truth: column(named) });
  const renamed = matchLabels(new AnnData({ obs }), { key: "pred", labelsKey: "truth" }).obs.column("pred").toArray();
  const agreeing = renamed.length - differing(renamed, named);
  const pairs = new Map(renamed.map((name, i) => [pred[i], Number(name) - 100]));
  const wrong = (expect.pairs_pred_truth as [number, number][]).filter(([a, b]) => pairs.get(a) !== b).length;
  return {
    maxDifference: Math.abs(agreeing - expect.matched),
    tolerance: "exact",
    pass: agreeing === expect.matched && wrong === 0,
  };
}

interface GraphInput {
  readonly edges: string;
  readonly n: number;
  readonly weights?: string;
}

function graphOf({ edges, n, weights }: GraphInput, arrays: Arrays): Graph {
  const pairs = integers(arrays, edges);
  const ends = (offset: number) => Array.from({ length: pairs.length / 2 }, (_, e) => pairs[2 * e + offset]!);
  const given = weights ? Array.from(arrays.get(weights)!.data, Number) : new Array(pairs.length / 2).fill(1);
  return Graph.fromEdges({
    nNodes: n,
    sources: [...ends(0), ...ends(1)],
    targets: [...ends(1), ...ends(0)],
    weights: Float64Array.from([...given, ...given]),
  });
}

/** Pieces left when only edges inside a community stay. */
function components(graph: Graph, labels: Int32Array): number {
  const adjacency: Csr = graph.adjacency;
  const sources: number[] = [], targets: number[] = [];
  for (let i = 0; i < adjacency.nRows; i++) {
    for (let p = adjacency.indptr[i]!; p < adjacency.indptr[i + 1]!; p++) {
      if (labels[i] !== labels[adjacency.indices[p]!]) continue;
      sources.push(i);
      targets.push(adjacency.indices[p]!);
    }
  }
  const pieces = Graph.fromEdges({ nNodes: adjacency.nRows, sources, targets }).components();
  return new Set(pieces.labels).size;
}

const ANSWERS: Record<string, (golden: AnalysisCase, arrays: Arrays) => Verdict> = {
  "gmm initial partition": start,
  gmm: mixture,
  kmeans: kMeans,
  leiden: communities,
  modularity: quality,
  refine_spatial: refined,
  match_labels: matched,
};

/** Clustering: mclust, scikit-learn, leidenalg, igraph, GraphST, SpaGCN and scipy. */
export const topic: Topic = {
  name: "cluster",
  ids: (folder) => analysisIds(folder, "cluster"),
  async *run(folder, skip) {
    const file = await readAnalysis(folder, "cluster");
    for (const golden of file?.cases ?? []) {
      const answer = ANSWERS[golden.verb];
      if (answer && !skip.has(golden.id)) yield { id: golden.id, ...answer(golden, file!.arrays) };
    }
  },
};
