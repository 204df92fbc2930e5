import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { Scalar } from "../data/uns/scalar.ts";
import { connectivities, type GraphChoice } from "./connectivities.ts";
import { fitLeiden, type FitLeidenOptions } from "./fit_leiden.ts";
import { labelColumn } from "./label_column.ts";

/** Options of {@linkcode leiden}. */
export interface LeidenOptions extends FitLeidenOptions, GraphChoice {
  /** Column of `obs` and entry of `uns` to write. Default `"leiden"`. */
  readonly keyAdded?: string;
}

/**
 * Clusters observations into communities of a neighbour graph by the Leiden algorithm (see {@linkcode fitLeiden}).
 *
 * Writes `obs[keyAdded]` (categorical, labels "0", "1", … in order of falling size, as scanpy does) and
 * `uns[keyAdded]` (params, modularity).
 *
 * @param data One modality or several, with a graph in `obsp`.
 * @param options Graph, resolution, seed.
 * @returns The object with the labels.
 * @throws {WeftError} `NotFound` when there is no such graph, `InvalidArgument` when it is named twice, `BadValues` when a weight is negative, `Aborted` by the
 * signal.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { leiden } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const connectivities = Dense.fromRows([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]);
 * const adata = new AnnData({ obs: new Frame(["a", "b", "c", "d"]), obsp: { connectivities } });
 * assert.deepEqual(leiden(adata).obs.column("leiden").toArray(), ["0", "0", "1", "1"]);
 * ```
 */
export function leiden<T extends Annotated>(data: T, options: LeidenOptions = {}): T {
  const { keyAdded = "leiden", resolution = 1, nIterations = -1, seed = 0 } = options;
  const { labels, nClusters, quality } = fitLeiden(connectivities(data, options), options);
  return withAnnotations(data, {
    obs: { [keyAdded]: labelColumn(labels, nClusters, 0) },
    uns: {
      [keyAdded]: {
        params: { resolution: new Scalar(resolution, "float64"), random_state: seed, n_iterations: nIterations },
        modularity: new Scalar(quality, "float64"),
      },
    },
  });
}
