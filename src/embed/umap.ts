import { checkOneOf } from "../core/check.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import type { NeighborMetric } from "../graph/metric_rows.ts";
import { curveParameters } from "./umap/curve_parameters.ts";
import { neighborGraph } from "./umap/neighbor_graph.ts";
import { umapLayout, type UmapLayoutOptions } from "./umap/umap_layout.ts";
import { umapJsLayout } from "./umap_js.ts";

/** Options of {@linkcode umap}; those of the layout are scanpy's defaults. */
export interface UmapOptions extends Omit<UmapLayoutOptions, "features"> {
  /**
   * Key in `obsm`, or `"X"`: where to find neighbours. Left out, those of an earlier `neighbors()` are used, or else
   * those in the representation that `neighbors()` would take.
   */
  readonly useRep?: string;
  /** Leading columns of the representation to use. Default all. */
  readonly nPcs?: number;
  /** Size of a neighbourhood when neighbours are computed here. Default 15. */
  readonly nNeighbors?: number;
  /** What near means when neighbours are computed here. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** Key in `uns` of neighbours that were computed before. Default `"neighbors"`. */
  readonly neighborsKey?: string;
  /** Weft's own layout, or that of the umap-js library, to be loaded first. Default `"weft"`. */
  readonly engine?: "weft" | "umap-js";
  /** Key in `obsm` and `uns`; default `obsm["X_umap"]`, `uns["umap"]`. */
  readonly keyAdded?: string;
}

/**
 * UMAP (McInnes, Healy and Melville 2018): a picture of the data in which neighbours lie together.
 *
 * Weft's engine lays out the fuzzy graph of nearest neighbours from a spectral start; `engine: "umap-js"` hands the same
 * neighbours to that library (`loadUmapJs()` first), whose start is random.
 *
 * @param data One modality or several.
 * @param options See {@linkcode UmapOptions}.
 * @returns The object with `obsm["X_umap"]` (`nObs × nComps`, float32) and `uns["umap"]`; equal seeds give equal bytes.
 * @throws {WeftError} `NotFound` without neighbours or representation, `TooSmall`, `InvalidArgument`, `Aborted`.
 *
 * @example
 * ```ts
 * import { umap } from "weft/embed";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const cells = new AnnData({ X: Dense.fromRows(Array.from({ length: 30 }, (_, i) => [i, (i * i) % 7])) });
 * const { obsm, uns } = umap(cells, { nNeighbors: 5, nEpochs: 20 });
 * assert.deepEqual((obsm.X_umap as Dense).shape, [30, 2]);
 * assert("umap" in uns);
 * ```
 */
export function umap<T extends Annotated>(data: T, options: UmapOptions = {}): T {
  const { engine = "weft", minDist = 0.5, spread = 1, seed = 0, keyAdded } = options;
  checkOneOf(engine, "engine", ["weft", "umap-js"]);
  const { a, b } = curveParameters(minDist, spread);
  const { connectivities, distances, features } = neighborGraph(data, options);
  const layout = engine === "weft"
    ? umapLayout(connectivities, { ...options, features })
    : umapJsLayout(distances, options);
  return withAnnotations(data, {
    obsm: { [keyAdded ?? "X_umap"]: layout },
    uns: {
      [keyAdded ?? "umap"]: {
        params: {
          a,
          b,
          ...(seed === 0 ? {} : { random_state: seed }),
          ...(engine === "weft" ? {} : { engine }),
        },
      },
    },
  });
}
