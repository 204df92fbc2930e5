import { checkInteger, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { approximateNeighbors } from "./approximate_neighbors.ts";
import { chooseRepresentation } from "./choose_representation.ts";
import { exactNeighbors, type NeighborTable } from "./exact_neighbors.ts";
import { fuzzySimplicialSet } from "./fuzzy_simplicial_set.ts";
import { gaussConnectivities } from "./gauss_connectivities.ts";
import type { NeighborMetric } from "./metric_rows.ts";
import { tableToGraph } from "./table_to_graph.ts";

/** Options of {@linkcode neighbors}. */
export interface NeighborsOptions extends Watched {
  /** Size of a neighbourhood, the observation itself counted: `nNeighbors − 1` others are found. Default 15. */
  readonly nNeighbors?: number;
  /** Key in `obsm`, or `"X"`. Default `X` when it has at most 50 variables, else `obsm["X_pca"]`. */
  readonly useRep?: string;
  /** Leading columns of the representation to use. Default all. */
  readonly nPcs?: number;
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** How distances become weights: UMAP's fuzzy union, or a Gaussian of adaptive width. Default `"umap"`. */
  readonly method?: "umap" | "gauss";
  /**
   * `"exact"`, or `"approximate"` (see {@linkcode approximateNeighbors}). Default: exact below 100,000 observations and in
   * few dimensions.
   */
  readonly search?: "exact" | "approximate";
  /** Seed of the approximate search. Default 0. */
  readonly seed?: number;
  /** Slots are named `<keyAdded>_distances` …; default `distances`, `connectivities`, `uns["neighbors"]`. */
  readonly keyAdded?: string;
}

/**
 * From here on a graph of neighbours is approximated unless told otherwise. On 30 columns and two cores the exact search
 * takes half the time of the approximate one here with native kernels, and as long with WebAssembly.
 */
const LARGE = 100_000;
/** In so few dimensions the exact search is a tree. */
const FEW = 4;

/**
 * The weighted graph of nearest observations in a representation, as scanpy's `neighbors` builds it.
 *
 * @param data One modality or several.
 * @param options See {@linkcode NeighborsOptions}.
 * @returns The object with `obsp["distances"]` (`nObs × nObs`, float32, `nNeighbors − 1` entries a row, directed),
 * `obsp["connectivities"]` (float32, symmetric; see {@linkcode fuzzySimplicialSet}, {@linkcode gaussConnectivities}) and
 * `uns["neighbors"]`.
 * @throws {WeftError} `NotFound` without the representation, `TooSmall` when there are fewer observations than
 * `nNeighbors`, `BadValues` when a value is not finite, `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { neighbors } from "weft/graph";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const cells = new AnnData({ X: Dense.fromRows([[0], [1], [3], [7]]) });
 * const { obsp, uns } = neighbors(cells, { nNeighbors: 3 });
 * assert.equal(obsp.distances!.kind === "csr" && obsp.distances!.nnz, 8);
 * assert.equal((uns.neighbors as { distances_key: string }).distances_key, "distances");
 * ```
 */
export function neighbors<T extends Annotated>(data: T, options: NeighborsOptions = {}): T {
  const { nNeighbors = 15, metric = "euclidean", method = "umap", seed = 0, keyAdded } = options;
  checkInteger(nNeighbors, "nNeighbors", 2);
  checkOneOf(method, "method", ["umap", "gauss"]);
  const { matrix, useRep } = chooseRepresentation(data, options.useRep, options.nPcs);
  const { search = matrix.nRows < LARGE || matrix.nCols <= FEW ? "exact" : "approximate" } = options;
  checkOneOf(search, "search", ["exact", "approximate"]);
  if (nNeighbors > matrix.nRows) {
    throw new WeftError("TooSmall", {
      expected: `nNeighbors, the observation itself counted, to be at most ${matrix.nRows}, the number of observations`,
      found: `${nNeighbors}`,
      next: "Lower nNeighbors.",
    });
  }
  const find = search === "exact" ? exactNeighbors : approximateNeighbors;
  const table: NeighborTable = find(matrix, { ...options, nNeighbors: nNeighbors - 1, metric, seed });
  const connectivities = method === "umap" ? fuzzySimplicialSet(table) : gaussConnectivities(table);
  const prefix = keyAdded === undefined ? "" : `${keyAdded}_`;
  const [distancesKey, connectivitiesKey] = [`${prefix}distances`, `${prefix}connectivities`];
  return withAnnotations(data, {
    obsp: {
      [distancesKey]: tableToGraph(table.indices, table.distances, matrix.nRows).adjacency,
      [connectivitiesKey]: connectivities,
    },
    uns: {
      [keyAdded ?? "neighbors"]: {
        connectivities_key: connectivitiesKey,
        distances_key: distancesKey,
        params: {
          n_neighbors: nNeighbors,
          method,
          metric,
          random_state: seed,
          use_rep: useRep,
          ...(options.nPcs === undefined ? {} : { n_pcs: options.nPcs }),
        },
      },
    },
  });
}
