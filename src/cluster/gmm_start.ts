import { checkInteger, checkLength, checkOneOf } from "../core/check.ts";
import { Rng } from "../core/rng.ts";
import { type DenseLike, gram } from "../linalg/mod.ts";
import { checkClusters } from "./check_clusters.ts";
import { cutTree } from "./cut_tree.ts";
import type { FitGmmOptions } from "./fit_gmm.ts";
import { fitKMeans } from "./fit_kmeans.ts";
import { maximization } from "./gmm_em.ts";
import { expectation } from "./gmm_expectation.ts";
import type { GmmModel } from "./gmm_model.ts";
import { hierarchicalStart, type MergeTree } from "./hierarchical_start.ts";
import { takeRows } from "./take_rows.ts";

/** Responsibilities, `nObs × nClusters`, that EM on the centred rows `x` starts from, as `init` says. */
export function startOf(x: DenseLike, nClusters: number, model: GmmModel, options: FitGmmOptions): Float64Array {
  const { init = "hierarchical", seed = 0, signal, onProgress } = options;
  if (typeof init !== "string") {
    checkLength(init.length, x.nRows, "init", "the observations");
    init.forEach((label) => checkInteger(label, "a label of init", 0, nClusters - 1));
    return oneHot(init, nClusters);
  }
  checkOneOf(init, "init", ["hierarchical", "kmeans"]);
  if (init === "kmeans") {
    return oneHot(fitKMeans(x, { nClusters, seed, signal, onProgress }).labels, nClusters);
  }
  const rows = startRows(x.nRows, options);
  checkClusters(nClusters, rows.length);
  const tree = hierarchicalStart(takeRows(x, rows), { ...options, minClusters: nClusters });
  return startFromTree(x, rows, tree, nClusters, model);
}

/** Rows for the hierarchical start: all of them, or a random subset when there are more than `subsetAbove`. */
export function startRows(nObs: number, options: Pick<FitGmmOptions, "subsetAbove" | "subset" | "seed">): Int32Array {
  const { subsetAbove = 2000, subset, seed = 0 } = options;
  checkInteger(subsetAbove, "subsetAbove", 2);
  if (subset) {
    const rows = Int32Array.from(subset);
    rows.forEach((row) => checkInteger(row, "a row of subset", 0, nObs - 1));
    return rows;
  }
  if (nObs <= subsetAbove) return Int32Array.from({ length: nObs }, (_, i) => i);
  return new Rng(seed).split("gmm").sample(nObs, subsetAbove);
}

/** Responsibilities from the partition of `rows` that a tree gives: hard, or spread over all rows by one step of EM. */
export function startFromTree(
  x: DenseLike,
  rows: Int32Array,
  tree: MergeTree,
  nClusters: number,
  model: GmmModel,
): Float64Array {
  const hard = oneHot(cutTree(tree, nClusters), nClusters);
  if (rows.length === x.nRows) return hard;
  const part = takeRows(x, rows);
  const mixture = maximization(model, part.data, x.nCols, hard, nClusters, gram(part), null);
  const z = new Float64Array(x.nRows * nClusters);
  expectation(x.data as Float64Array, x.nCols, mixture, z);
  return z;
}

function oneHot(labels: Int32Array, nClusters: number): Float64Array {
  const z = new Float64Array(labels.length * nClusters);
  labels.forEach((label, i) => z[i * nClusters + label] = 1);
  return z;
}
