import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { Scalar } from "../data/uns/scalar.ts";
import { connectivities, type GraphChoice } from "./connectivities.ts";
import { findResolution, type FindResolutionOptions } from "./find_resolution.ts";
import { labelColumn } from "./label_column.ts";

/** Options of {@linkcode searchResolution}. */
export interface SearchResolutionOptions extends FindResolutionOptions, GraphChoice {
  /** Column of `obs` and entry of `uns` to write. Default `"leiden"`. */
  readonly keyAdded?: string;
}

/**
 * Clusters observations into a wanted number of communities: Leiden at the resolution that {@linkcode findResolution}
 * finds.
 *
 * Writes what {@linkcode leiden} writes, with the resolution found in `uns[keyAdded].params`.
 *
 * @param data One modality or several, with a graph in `obsp`.
 * @param options Graph, wanted number, range, seed.
 * @returns The object with the labels.
 * @throws {WeftError} `NotFound` when there is no such graph, `InvalidArgument` when it is named twice, `Failed` when no resolution gives that number, `Aborted`
 * by the signal.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { searchResolution } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const connectivities = Dense.fromRows([[0, 2, 1, 0], [2, 0, 0, 0], [1, 0, 0, 2], [0, 0, 2, 0]]);
 * const adata = new AnnData({ obs: new Frame(["a", "b", "c", "d"]), obsp: { connectivities } });
 * const labels = searchResolution(adata, { nClusters: 2, keyAdded: "domain" }).obs.column("domain").toArray();
 * assert.deepEqual(labels, ["0", "0", "1", "1"]);
 * ```
 */
export function searchResolution<T extends Annotated>(data: T, options: SearchResolutionOptions = {}): T {
  const { keyAdded = "leiden", seed = 0 } = options;
  const { labels, nClusters, quality, resolution } = findResolution(connectivities(data, options), options);
  return withAnnotations(data, {
    obs: { [keyAdded]: labelColumn(labels, nClusters, 0) },
    uns: {
      [keyAdded]: {
        params: { resolution: new Scalar(resolution, "float64"), random_state: seed, n_iterations: -1 },
        modularity: new Scalar(quality, "float64"),
      },
    },
  });
}
