// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Dense } from "../../../src/data/dense.ts";
import { HarmonyRun } from "../../../src/embed/harmony/harmony_run.ts";
import { harmonyRecipe } from "../../../src/embed/harmony/recipe.ts";
import { fitHarmony } from "../../../src/embed/mod.ts";
import { exactNeighbors } from "../../../src/graph/exact_neighbors.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, readAnalysis } from "../analysis.ts";
import { Tally } from "../tally.ts";
import type { CaseResult, Topic } from "../topic.ts";

type Arrays = AnalysisFile["arrays"];

interface Problem {
  readonly data: Float64Array;
  readonly nRows: number;
  readonly nCols: number;
  readonly batches: Int32Array;
  readonly labels: Int32Array;
}

function problemOf(arrays: Arrays, name: string): Problem {
  const { data, shape } = arrays.get(`in.${name}`)!;
  return {
    data: Float64Array.from(data as Float32Array),
    nRows: shape[0]!,
    nCols: shape[1]!,
    batches: arrays.get(`in.${name}.batch`)!.data as Int32Array,
    labels: arrays.get(`in.${name}.label`)!.data as Int32Array,
  };
}

/** One step without randomness: assignment to given centres, then a correction. */
function step({ id, inputs, options, expect, tolerance }: AnalysisCase, arrays: Arrays): CaseResult {
  const { data, batches } = problemOf(arrays, inputs[0]!);
  const centers = arrays.get(options.centroids)!;
  const recipe = harmonyRecipe({
    sigma: options.sigma,
    theta: options.theta,
    lambda: options.lambda_,
    nClusters: centers.shape[0]!,
  }, batches.length);
  using run = new HarmonyRun(data, batches, new Set(batches).size, recipe);
  run.start(centers.data as Float64Array);
  const { r, o, e } = run.state();
  const corrected = run.inOrder(run.correct(), run.size.d);
  const tally = new Tally();
  const got = { R: r, O: o, E: e, Z_corr_after_one_correction: corrected };
  for (const [name, value] of Object.entries(got)) {
    tally.compare(name, value, arrays.get(expect[name])!.data, tolerance.atol, tolerance.rtol);
  }
  tally.compare("objective", run.objective, [expect.objective], tolerance.atol, tolerance.rtol);
  return tally.result(id);
}

/** A whole run beside harmonypy's: how alike the columns are, and how well batches and labels mix. */
function whole({ id, inputs, options, expect, tolerance }: AnalysisCase, arrays: Arrays): CaseResult {
  const problem = problemOf(arrays, inputs[0]!);
  const { corrected } = fitHarmony(problem, problem.batches, {
    preset: "harmonypy",
    nClusters: options.nclust,
    theta: options.theta,
    sigma: options.sigma,
    maxIterHarmony: options.max_iter_harmony,
  });
  const want = arrays.get(expect.Z_corr)!.data as Float32Array;
  const columns = Array.from({ length: problem.nCols }, (_, c) => correlation(corrected, want, c, problem.nCols));
  const least = Math.min(...columns);
  const batchShare = 1 - shareAlike(corrected, problem, problem.batches);
  const labelShare = shareAlike(corrected, problem, problem.labels);
  const mixed = Math.abs(expect.other_batch_share_of_30nn.after - batchShare);
  const kept = Math.abs(expect.same_label_share_of_30nn.after - labelShare);
  const pass = least >= tolerance.column_r_at_least && mixed <= tolerance.mix_atol && kept <= tolerance.mix_atol;
  return {
    id,
    maxDifference: Math.max(1 - least, mixed, kept),
    tolerance: `column r at least ${tolerance.column_r_at_least}, mix atol ${tolerance.mix_atol}`,
    pass,
    note: `least column r ${least.toFixed(4)}, other batch ${batchShare.toFixed(3)} (${
      expect.other_batch_share_of_30nn.after.toFixed(3)
    }), same label ${labelShare.toFixed(3)} (${expect.same_label_share_of_30nn.after.toFixed(3)})`,
  };
}

function correlation(a: Float64Array, b: Float32Array, column: number, width: number): number {
  const x = a.filter((_, at) => at % width === column);
  const y = Float64Array.from(b.filter((_, at) => at % width === column));
  const centre = (values: Float64Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [u, v] = [centre(x), centre(y)];
  const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  return dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v));
}

/** Share of the 30 nearest cells that have the same code. */
function shareAlike(x: Float64Array, { nRows, nCols }: Problem, codes: Int32Array): number {
  const { indices } = exactNeighbors(new Dense(x, { shape: [nRows, nCols] }), { nNeighbors: 30 });
  let alike = 0;
  for (let p = 0; p < indices.length; p++) if (codes[indices[p]!] === codes[Math.floor(p / 30)]) alike++;
  return alike / indices.length;
}

/** Harmony beside harmonypy, and one step of it exactly. */
export const topic: Topic = {
  name: "harmony",
  ids: (folder) => analysisIds(folder, "harmony"),
  async *run(folder, skip) {
    const file = await readAnalysis(folder, "harmony");
    for (const golden of file?.cases ?? []) {
      if (!skip.has(golden.id)) yield (golden.id.includes("step") ? step : whole)(golden, file!.arrays);
    }
  },
};
