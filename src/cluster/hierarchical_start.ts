import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import type { DenseLike } from "../linalg/mod.ts";
import { agglomerate } from "./agglomerate.ts";
import { ScatterClusters } from "./scatter_clusters.ts";
import { svdScale } from "./svd_scale.ts";

/** Options of {@linkcode hierarchicalStart}. */
export interface HierarchicalStartOptions extends Watched {
  /** Number of clusters at which merging may stop. Default 1. */
  readonly minClusters?: number;
}

/** The order in which an agglomeration joined rows, to be cut at any number of clusters. */
export interface MergeTree {
  /** Rows joined. */
  readonly nObs: number;
  /** Pairs of rows, one of either cluster, in the order of merging: `2 × (nObs − 1)`, or fewer when stopped early. */
  readonly merges: Int32Array;
}

/**
 * Model-based agglomerative clustering under the unconstrained Gaussian model (VVV), the start of mclust's EM:
 * Fraley (1998), Algorithms for model-based Gaussian hierarchical clustering, on data scaled by their SVD.
 *
 * Holds the costs of all pairs (`nObs² / 2` doubles): for some thousand rows, not more.
 *
 * @param x `nObs × nVars`, finite.
 * @param options Where merging may stop, and how it is watched.
 * @returns The merges, to be cut with {@linkcode cutTree}.
 * @throws {WeftError} `BadValues` when `x` holds NaN, or when all rows are equal.
 *
 * @example
 * ```ts
 * import { cutTree, hierarchicalStart } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const x = { data: Float64Array.of(0, 0.1, 0.3, 8, 8.1), nRows: 5, nCols: 1 };
 * assert.deepEqual([...cutTree(hierarchicalStart(x), 2)], [0, 0, 0, 1, 1]);
 * ```
 */
export function hierarchicalStart(x: DenseLike, options: HierarchicalStartOptions = {}): MergeTree {
  const { minClusters = 1 } = options;
  checkInteger(minClusters, "minClusters", 1);
  checkFinite(x.data, "the representation");
  const { data, nDims } = svdScale(x);
  if (nDims === 0 && x.nRows > 1) {
    throw new WeftError("BadValues", {
      expected: "rows that differ",
      found: `${x.nRows} rows with the same values in every column`,
      next: "Check the representation: a constant one cannot be clustered.",
    });
  }
  using clusters = new ScatterClusters(data, x.nRows, nDims);
  return { nObs: x.nRows, merges: agglomerate(clusters, minClusters, options) };
}
