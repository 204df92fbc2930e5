import { spatialMap, type SpatialMapOptions } from "../bridge/spatial_map.ts";
import type { SpatialMap } from "../bridge/spatial_map/spatial_map.ts";
import { gmm, type GmmOptions } from "../cluster/gmm.ts";
import { kmeans, type KMeansOptions } from "../cluster/kmeans.ts";
import { leiden, type LeidenOptions } from "../cluster/leiden.ts";
import { matchLabels, type MatchLabelsOptions } from "../cluster/match_labels.ts";
import { refineSpatial, type RefineSpatialOptions } from "../cluster/refine_spatial.ts";
import { searchResolution, type SearchResolutionOptions } from "../cluster/search_resolution.ts";
import type { AnnData as BaseAnnData } from "../data/anndata.ts";
import { concat, type ConcatOptions } from "../data/concat.ts";
import { filterObs } from "../data/filter_obs.ts";
import { filterVar } from "../data/filter_var.ts";
import type { FrameRecord } from "../data/frame.ts";
import { intersectObs } from "../data/intersect_obs.ts";
import { label } from "../data/label.ts";
import { MuData as BaseMuData, type MuDataParts } from "../data/mudata.ts";
import type { Selector } from "../data/selector.ts";
import { subsample, type SubsampleOptions } from "../data/subsample.ts";
import { unpair } from "../data/unpair.ts";
import { harmony, type HarmonyOptions } from "../embed/harmony.ts";
import { umap, type UmapOptions } from "../embed/umap.ts";
import { neighbors, type NeighborsOptions } from "../graph/neighbors.ts";
import type { SpatialNeighborsOptions } from "../graph/spatial/spatial_neighbors_options.ts";
import { spatialNeighbors } from "../graph/spatial_neighbors.ts";
import { weightedNeighbors, type WeightedNeighborsOptions } from "../graph/weighted_neighbors.ts";
import type { AnnData } from "./anndata.ts";
import { wrapAnnData } from "./wrap_anndata.ts";

/**
 * A {@linkcode BaseMuData | MuData} whose verbs are methods, so that steps can be chained; every method returns a new
 * object.
 *
 * @example
 * ```ts
 * import { annData, muData } from "weft";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = annData({ X: Dense.fromRows([[4, 0], [2, 2], [0, 5]]) });
 * const adt = annData({ X: Dense.fromRows([[9], [3], [1]]) });
 * const tissue = muData({ rna, adt }).modality("rna", (a) => a.log1p()).filterObs(({ index }) => index !== "1");
 * assert.equal(tissue.nObs, 2);
 * assert.equal(tissue.modality("rna").uns.log1p !== undefined, true);
 * ```
 */
export class MuData extends BaseMuData<AnnData> {
  /**
   * Several modalities by name.
   *
   * @param parts The slots; modalities without methods get them.
   * @throws {WeftError} As for the MuData underneath.
   */
  constructor(parts: MuDataParts) {
    const mod = Object.entries(parts.mod).map(([name, adata]) => [name, wrapAnnData(adata)] as const);
    super({ ...parts, mod: Object.fromEntries(mod) });
  }

  /** The modality of that name. */
  override modality(name: string): AnnData;
  /** The whole with that modality changed by a function. */
  override modality(name: string, change: (adata: AnnData) => BaseAnnData): this;
  override modality(name: string, change?: (adata: AnnData) => BaseAnnData): AnnData | this {
    const found = super.modality(name);
    return change ? this.with({ mod: { [name]: wrapAnnData(change(found)) } }) : found;
  }

  /** Keeps the observations that all modalities have, in one order. */
  intersectObs(): this {
    return intersectObs(this);
  }

  /** Takes every measured cell for one of its own, for methods of unpaired data. */
  unpair(): this {
    return unpair(this);
  }

  /** Graph of neighbours in the tissue, into `obsp["spatial_connectivities"]` and `obsp["spatial_distances"]`. */
  spatialNeighbors(options?: SpatialNeighborsOptions): this {
    return spatialNeighbors(this, options);
  }

  /** Graph of neighbours in a representation, into `obsp["connectivities"]` and `obsp["distances"]`. */
  neighbors(options?: NeighborsOptions): this {
    return neighbors(this, options);
  }

  /** Graph of neighbours by all modalities at once, into `obsp["wnn_connectivities"]` and `obsp["wnn_distances"]`. */
  weightedNeighbors(options?: WeightedNeighborsOptions): this {
    return weightedNeighbors(this, options);
  }

  /** Clusters by a mixture of Gaussians (mclust), into `obs`. */
  gmm(options?: GmmOptions): this {
    return gmm(this, options);
  }

  /** Clusters by k-means, into `obs`. */
  kmeans(options?: KMeansOptions): this {
    return kmeans(this, options);
  }

  /** Communities of the neighbour graph, into `obs`. */
  leiden(options?: LeidenOptions): this {
    return leiden(this, options);
  }

  /** Leiden communities of a wanted number, into `obs`. */
  searchResolution(options?: SearchResolutionOptions): this {
    return searchResolution(this, options);
  }

  /** Gives each spot the label of its surroundings, into `obs`. */
  refineSpatial(options: RefineSpatialOptions): this {
    return refineSpatial(this, options);
  }

  /** Names clusters after the labels they agree with most. */
  matchLabels(options: MatchLabelsOptions): this {
    return matchLabels(this, options);
  }

  /** Corrects an embedding for batches with Harmony, into `obsm["X_pca_harmony"]`. */
  harmony(options: HarmonyOptions): this {
    return harmony(this, options);
  }

  /** Two-dimensional layout of the neighbour graph, into `obsm["X_umap"]`. */
  umap(options?: UmapOptions): this {
    return umap(this, options);
  }

  /** Keeps some observations chosen at random. */
  subsample(options: SubsampleOptions): this {
    return subsample(this, options);
  }

  /** Keeps the observations whose row of `obs` answers yes. */
  filterObs(predicate: (row: FrameRecord) => boolean): this {
    return filterObs(this, predicate);
  }

  /** Keeps the variables whose row of `var` answers yes. */
  filterVar(predicate: (row: FrameRecord) => boolean): this {
    return filterVar(this, predicate);
  }

  /** Gives the rows named a label in a column of `obs`; other rows keep theirs, or have none. */
  label(key: string, rows: Selector, value: string): this {
    return label(this, key, rows, value);
  }

  /** A map of the spots that can be explored, and chosen from, on a page. */
  spatialMap(options?: SpatialMapOptions): SpatialMap {
    return spatialMap(this, options);
  }

  /** Puts further objects after this one, as `concat()` does. */
  concat(others: readonly BaseMuData[], options?: ConcatOptions): this {
    return concat<BaseMuData>([this, ...others], options) as this;
  }
}
