import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { Dense } from "../data/dense.ts";
import { representation } from "../data/representation.ts";
import { Scalar } from "../data/uns/scalar.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import { fitKMeans, type FitKMeansOptions } from "./fit_kmeans.ts";
import { floatMatrix } from "./float_matrix.ts";
import { labelColumn } from "./label_column.ts";

/** Options of {@linkcode kmeans}. */
export interface KMeansOptions extends FitKMeansOptions {
  /** Representation to cluster: a key of `obsm`, or "X". Default `"X_pca"`. */
  readonly useRep?: string;
  /** Column of `obs` and entry of `uns` to write. Default `"kmeans"`. */
  readonly keyAdded?: string;
}

/**
 * Clusters observations by k-means (see {@linkcode fitKMeans}): the best of several greedy k-means++ starts.
 *
 * Writes `obs[keyAdded]` (categorical, labels "1" … "k") and `uns[keyAdded]` (params, inertia, centres).
 *
 * @param data One modality or several.
 * @param options Representation, number of clusters, starts, seed.
 * @returns The object with the labels.
 * @throws {WeftError} `NotFound` when there is no such representation; `TooSmall` when there are fewer observations than
 * clusters; `BadValues` when it holds NaN; `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { kmeans } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[0], [1], [10], [11]]) });
 * const labels = kmeans(adata, { useRep: "X", nClusters: 2 }).obs.column("kmeans").toArray();
 * assert(labels[0] === labels[1] && labels[2] === labels[3] && labels[0] !== labels[2]);
 * ```
 */
export function kmeans<T extends Annotated>(data: T, options: KMeansOptions = {}): T {
  const { useRep = "X_pca", keyAdded = "kmeans" } = options;
  const x = floatMatrix(representation(data, useRep));
  checkFinite(x.data, `the representation '${useRep}'`);
  const found = fitKMeans(x, options);
  return withAnnotations(data, {
    obs: { [keyAdded]: labelColumn(found.labels, found.nClusters, 1) },
    uns: {
      [keyAdded]: {
        params: {
          method: "kmeans",
          n_clusters: found.nClusters,
          n_init: options.centers ? 1 : options.nInit ?? 10,
          use_rep: useRep,
          random_state: options.seed ?? 0,
        },
        inertia: new Scalar(found.inertia, "float64"),
        n_iter: found.nIter,
        centers: new Dense(found.centers, { shape: [found.nClusters, x.nCols] }),
      },
    },
  });
}
