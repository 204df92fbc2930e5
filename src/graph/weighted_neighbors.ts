import { throwIfAborted } from "../core/abort.ts";
import { show } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import type { MuData } from "../data/mudata.ts";
import { representation } from "../data/representation.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import { fuzzySimplicialSet } from "./fuzzy_simplicial_set.ts";
import { tableToGraph } from "./table_to_graph.ts";
import type { CellFeatures } from "./wnn/modality_rows.ts";
import { searchWeightedNeighbors } from "./wnn/search_weighted_neighbors.ts";

/** Options of {@linkcode weightedNeighbors}. */
export interface WeightedNeighborsOptions extends Watched {
  /** Neighbours of a cell, not counting itself. Default 20. */
  readonly nNeighbors?: number;
  /** Nearest cells of each modality that neighbours are chosen from. Default 200. */
  readonly nCandidates?: number;
  /**
   * What the likeness of two cells falls with: how much farther one lies than the nearest (`excess`), as in the paper, or how
   * far it lies at all (`distance`), as in muon. Default `excess`.
   */
  readonly likeness?: "excess" | "distance";
  /** Key in each modality's `obsm`, for all or by modality's name. Default `X_pca`. */
  readonly useRep?: string | Readonly<Record<string, string>>;
  /** Seed of the approximate search above 100,000 cells. Default 0. */
  readonly seed?: number;
  /** Slots are named `<keyAdded>_distances` and so on. Default `wnn`. */
  readonly keyAdded?: string;
  /** Columns of `obs` with the weights are named `<modality>:<weightKey>`. Default `mod_weight`. */
  readonly weightKey?: string;
}

/**
 * The graph of neighbours by all modalities at once, each counting for every cell as much as it tells about it: weighted
 * nearest neighbours (Hao et al. 2021), after muon's `neighbors`.
 *
 * In each modality rows have length 1, and `θ(d) = exp(−max(d − d₁, 0) / (σ − d₁))` says how alike a cell finds what lies
 * at distance `d`; `d₁` is the distance to its nearest, `σ` the mean distance to the 20 cells that share the fewest
 * neighbours with it, but some. A modality weighs `softmax(θ(within) / (max θ(across) + 1e-4))`, where features are
 * foretold by the mean over neighbours in that modality, or in another. Cells are as similar as the weighted sum of their
 * `θ`. Works on blocks; no `nObs × nObs` array is made.
 *
 * @param data Several modalities; a cell that one lacks, or whose features there are all 0, is judged by the others.
 * @param options See {@linkcode WeightedNeighborsOptions}.
 * @returns The object with `obsp["wnn_distances"]` (`√((1 − similarity) / 2)`, float32, `nNeighbors` entries a row),
 * `obsp["wnn_connectivities"]` (float32, symmetric, see {@linkcode fuzzySimplicialSet}), `uns["wnn"]` for
 * `leiden` and `umap` (`neighborsKey: "wnn"`), and the weights in `obs["<modality>:mod_weight"]`.
 * @throws {WeftError} `NotFound` without a representation, `TooSmall` when there are not more cells than neighbours,
 * `BadValues` when a feature is not finite, `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { weightedNeighbors } from "weft/graph";
 * import { AnnData, Dense, Frame, MuData } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(Array.from({ length: 30 }, (_, i) => `cell${i}`));
 * const modality = (step: number) => {
 *   const rows = obs.index.map((_, i) => [Math.cos(step * i), Math.sin(step * i), 1]);
 *   return new AnnData({ obs, obsm: { X_pca: Dense.fromRows(rows) } });
 * };
 * const cells = weightedNeighbors(new MuData({ mod: { rna: modality(0.1), adt: modality(0.7) } }), { nNeighbors: 3 });
 * const [rna, adt] = ["rna", "adt"].map((name) => Number(cells.obs.column(`${name}:mod_weight`).get(0)));
 * assert(Math.abs(rna! + adt! - 1) < 1e-12);
 * ```
 */
export function weightedNeighbors<T extends MuData>(data: T, options: WeightedNeighborsOptions = {}): T {
  const { nNeighbors = 20, nCandidates = 200, likeness = "excess" } = options;
  const { keyAdded = "wnn", weightKey = "mod_weight", seed = 0 } = options;
  const names = data.modalityNames;
  const features = names.map((name) => cellFeatures(data, name, options));
  const search = searchWeightedNeighbors(features, data.nObs, { nNeighbors, nCandidates, likeness, seed });
  for (;;) {
    throwIfAborted(options.signal, "the search for weighted neighbours");
    const step = search.next();
    if (!step.done) {
      options.onProgress?.(step.value);
      continue;
    }
    const { indices, distances, weights } = step.value;
    const [distancesKey, connectivitiesKey] = [`${keyAdded}_distances`, `${keyAdded}_connectivities`];
    return data.with({
      obs: Object.fromEntries(
        names.map((name, m) => [
          `${name}:${weightKey}`,
          Float64Array.from({ length: data.nObs }, (_, i) => weights[i * names.length + m]!),
        ]),
      ),
      obsp: {
        [distancesKey]: tableToGraph(indices, distances, data.nObs).adjacency,
        [connectivitiesKey]: fuzzySimplicialSet({ indices, distances, nNeighbors }),
      },
      uns: {
        [keyAdded]: {
          connectivities_key: connectivitiesKey,
          distances_key: distancesKey,
          params: { n_neighbors: nNeighbors, n_multineighbors: nCandidates, method: "umap", random_state: seed },
        },
      },
    }) as T;
  }
}

/** A modality's features by the rows of the whole, zeros where it lacks one. */
function cellFeatures(data: MuData, name: string, { useRep = "X_pca" }: WeightedNeighborsOptions): CellFeatures {
  const key = typeof useRep === "string" ? useRep : useRep[name] ?? "X_pca";
  const { data: values, nCols: nFeatures } = representation(data.modality(name), key);
  const rows = new Float64Array(data.nObs * nFeatures);
  data.obsmap[name]!.forEach((place, i) => {
    for (let j = 0; place > 0 && j < nFeatures; j++) {
      rows[i * nFeatures + j] = Number(values[(place - 1) * nFeatures + j]);
    }
  });
  checkFinite(rows, `the features of modality ${show(name)}`);
  return { name, nFeatures, data: rows };
}
