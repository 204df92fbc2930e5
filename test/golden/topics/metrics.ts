// deno-lint-ignore-file camelcase -- names as the reference files have them
import { AnnData } from "../../../src/data/anndata.ts";
import type { Csr } from "../../../src/data/csr.ts";
import { Dense } from "../../../src/data/dense.ts";
import { spatialNeighbors } from "../../../src/graph/spatial_neighbors.ts";
import {
  ami,
  ari,
  boundaryPrecision,
  boundaryRecall,
  calinskiHarabasz,
  chaos,
  completeness,
  daviesBouldin,
  fowlkesMallows,
  gearysC,
  homogeneity,
  modalityCorrelation,
  moransI,
  moransILabels,
  moransIPerLabel,
  mutualInformation,
  neighbourOverlap,
  nmi,
  pairCounts,
  pairF1,
  pairJaccard,
  pas,
  purity,
  randIndex,
  silhouette,
  silhouetteSamples,
  spatialAutocorr,
  trustworthiness,
  vMeasure,
} from "../../../src/metrics/mod.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, denseOf, readAnalysis } from "../analysis.ts";
import { type Answer, judge } from "../judge.ts";
import type { Topic } from "../topic.ts";
import { inputRounding } from "./metrics/input_rounding.ts";
import { INTEGRATION } from "./metrics/integration.ts";

const labels = (arrays: AnalysisFile["arrays"], name: string) => arrays.get(name)!.data as Int32Array;
const matrix = (arrays: AnalysisFile["arrays"], name: string) => denseOf(arrays.get(name)!);

const ANSWERS: Record<string, Answer> = {
  "partition scores": ({ inputs }, arrays) => {
    const [u, v] = inputs.map((name) => labels(arrays, name)) as [Int32Array, Int32Array];
    const pairs = pairCounts(u, v);
    return {
      mi: mutualInformation(u, v),
      nmi: nmi(u, v),
      nmi_min: nmi(u, v, { average: "min" }),
      nmi_max: nmi(u, v, { average: "max" }),
      nmi_geometric: nmi(u, v, { average: "geometric" }),
      ami: ami(u, v),
      ari: ari(u, v),
      rand: randIndex(u, v),
      fmi: fowlkesMallows(u, v),
      homogeneity: homogeneity(u, v),
      completeness: completeness(u, v),
      v_measure: vMeasure(u, v),
      v_measure_beta_half: vMeasure(u, v, { beta: 0.5 }),
      tp: pairs.truePositive,
      fp: pairs.falsePositive,
      fn: pairs.falseNegative,
      tn: pairs.trueNegative,
      f1_pairs: pairF1(u, v),
      jaccard_pairs: pairJaccard(u, v),
      purity: purity(u, v),
    };
  },
  silhouette: ({ inputs, options, expect }, arrays) => {
    const [x, y] = [matrix(arrays, inputs[0]!), labels(arrays, inputs[1]!)];
    const mean = silhouette(x, y, { metric: options.metric });
    return "samples" in expect ? { mean, samples: silhouetteSamples(x, y, { metric: options.metric }) } : { mean };
  },
  silhouette_label: ({ inputs }, arrays) => ({
    value: (1 + silhouette(matrix(arrays, inputs[0]!), labels(arrays, inputs[1]!))) / 2,
  }),
  davies_bouldin: ({ inputs }, arrays) => {
    const [x, y] = [matrix(arrays, inputs[0]!), labels(arrays, inputs[1]!)];
    return { value: daviesBouldin(x, y), calinski_harabasz: calinskiHarabasz(x, y) };
  },
  moran: autocorrelation("moran"),
  geary: autocorrelation("geary"),
  "moran on labels": ({ inputs }, arrays) => {
    const region = labels(arrays, inputs[1]!);
    const graph = spatialGraph(matrix(arrays, inputs[0]!), "knn6");
    const nearest = spatialGraph(matrix(arrays, inputs[0]!), "knn3");
    return {
      one_hot_per_cluster: moransIPerLabel(region, graph).map(({ value }) => value),
      weighted_mean: moransILabels(region, graph),
      label_mode: moransILabels(region, graph, { mode: "label" }),
      label_mode_row_standardised_3nn: moransILabels(region, nearest, { mode: "label", rowStandardize: true }),
    };
  },
  "chaos, pas": ({ inputs }, arrays) => {
    const [xy, y] = [matrix(arrays, inputs[0]!), labels(arrays, inputs[1]!)];
    return { chaos: chaos(y, xy), pas: pas(y, xy), asw_spatial: silhouette(xy, y) };
  },
  "boundary sharpness": ({ inputs }, arrays) => {
    const graph = spatialGraph(matrix(arrays, inputs[0]!), "knn6");
    const [truth, predicted] = [labels(arrays, inputs[1]!), labels(arrays, inputs[2]!)];
    return {
      precision: boundaryPrecision(predicted, truth, graph),
      recall: boundaryRecall(predicted, truth, graph),
    };
  },
  "modality correlation (SMART PCC)": ({ inputs }, arrays) => {
    const score = modalityCorrelation(matrix(arrays, inputs[0]!), matrix(arrays, inputs[1]!));
    return { per_spot: score.perRow, median: score.median, mean: score.mean };
  },
  "jaccard neighbour overlap (SpatialGlue)": ({ inputs, options: { k } }, arrays) => {
    const [a, b] = [matrix(arrays, inputs[0]!), matrix(arrays, inputs[1]!)];
    const { perRow, mean } = neighbourOverlap(a, b, { nNeighbors: k });
    const shared = perRow.reduce((sum, overlap) => sum + Math.round(2 * k * overlap / (1 + overlap)), 0);
    const own = a.nRows * k - shared;
    return { per_spot: perRow, mean, shared_directed_edges: shared, only_m1: own, only_m2: own };
  },
  trustworthiness: ({ inputs }, arrays) => {
    const x = matrix(arrays, inputs[0]!);
    const embedding = x.takeColumns([0, 1]);
    return {
      k5: trustworthiness(x, embedding, { nNeighbors: 5 }),
      k15: trustworthiness(x, embedding, { nNeighbors: 15 }),
    };
  },
};

function autocorrelation(mode: "moran" | "geary"): Answer {
  return ({ inputs, options }, arrays) => {
    const graph = spatialGraph(matrix(arrays, inputs[0]!), options.graph);
    const x = matrix(arrays, inputs[1]!);
    const rowStandardize = options.row_standardised;
    const table = spatialAutocorr(x, graph, { mode, rowStandardize });
    const one = mode === "moran" ? moransI : gearysC;
    const alone = one(Float64Array.from(x.takeColumns([0]).data as Float32Array), graph, { rowStandardize });
    const numbers = (name: string) => table.column(name).toArray() as number[];
    const value = numbers(mode === "moran" ? "I" : "C");
    return { value: [alone, ...value.slice(1)], pval_norm: numbers("pval_norm"), var_norm: numbers("var_norm") };
  };
}

function spatialGraph(xy: Dense, kind: "knn3" | "knn6" | "delaunay"): Csr {
  const adata = new AnnData({ X: Dense.zeros(xy.nRows, 0), obsm: { spatial: xy } });
  const built = spatialNeighbors(
    adata,
    kind === "delaunay" ? { delaunay: true } : { nNeighbors: Number(kind.slice(3)) },
  );
  return built.obsp["spatial_connectivities"] as Csr;
}

/**
 * The silhouettes of single rows come from inputs in float64 that are stored in float32: scikit-learn itself, in
 * float64 on the stored ones, misses two of 700 rows, by as much as the rounding of the inputs moves a row.
 */
function asTightAsItsInputs(golden: AnalysisCase, arrays: AnalysisFile["arrays"]): AnalysisCase {
  if (golden.verb !== "silhouette" || !("samples" in golden.expect)) return golden;
  const { inputs, options: { metric }, tolerance } = golden;
  const y = labels(arrays, inputs[1]!);
  const rounding = inputRounding(matrix(arrays, inputs[0]!), (x) => silhouetteSamples(x, y, { metric }));
  return { ...golden, tolerance: { ...tolerance, samples_atol: tolerance.atol + rounding } };
}

/** Scores against scikit-learn, squidpy and the formulas of the papers. */
export const topic: Topic = {
  name: "metrics",
  ids: (folder) => analysisIds(folder, "metrics"),
  async *run(folder, skip) {
    const file = await readAnalysis(folder, "metrics");
    for (const golden of file?.cases ?? []) {
      const answer = ANSWERS[golden.verb] ?? INTEGRATION[golden.verb];
      if (!answer || skip.has(golden.id)) continue;
      yield judge(asTightAsItsInputs(golden, file!.arrays), file!.arrays, answer(golden, file!.arrays));
    }
  },
};
