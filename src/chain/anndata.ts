import { spatialMap, type SpatialMapOptions } from "../bridge/spatial_map.ts";
import type { SpatialMap } from "../bridge/spatial_map/spatial_map.ts";
import { gmm, type GmmOptions } from "../cluster/gmm.ts";
import { kmeans, type KMeansOptions } from "../cluster/kmeans.ts";
import { leiden, type LeidenOptions } from "../cluster/leiden.ts";
import { matchLabels, type MatchLabelsOptions } from "../cluster/match_labels.ts";
import { refineSpatial, type RefineSpatialOptions } from "../cluster/refine_spatial.ts";
import { searchResolution, type SearchResolutionOptions } from "../cluster/search_resolution.ts";
import type { GeneAnnotation } from "../core/gene_annotation.ts";
import type { Recipe } from "../core/recipe.ts";
import { AnnData as BaseAnnData } from "../data/anndata.ts";
import { concat, type ConcatOptions } from "../data/concat.ts";
import { filterObs } from "../data/filter_obs.ts";
import { filterVar } from "../data/filter_var.ts";
import type { Frame, FrameRecord } from "../data/frame.ts";
import { label } from "../data/label.ts";
import { obsNamesMakeUnique, type ObsNamesMakeUniqueOptions } from "../data/obs_names_make_unique.ts";
import type { Selector } from "../data/selector.ts";
import { subsample, type SubsampleOptions } from "../data/subsample.ts";
import { transpose } from "../data/transpose.ts";
import { varNamesMakeUnique, type VarNamesMakeUniqueOptions } from "../data/var_names_make_unique.ts";
import { harmony, type HarmonyOptions } from "../embed/harmony.ts";
import { umap, type UmapOptions } from "../embed/umap.ts";
import { neighbors, type NeighborsOptions } from "../graph/neighbors.ts";
import type { SpatialNeighborsOptions } from "../graph/spatial/spatial_neighbors_options.ts";
import { spatialNeighbors } from "../graph/spatial_neighbors.ts";
import { applyRecipe, type ApplyRecipeOptions } from "../preprocess/apply_recipe.ts";
import { clr, type ClrOptions } from "../preprocess/clr.ts";
import { filterCells, type FilterCellsOptions } from "../preprocess/filter_cells.ts";
import { filterGenes, type FilterGenesOptions } from "../preprocess/filter_genes.ts";
import { geneActivity, type GeneActivityOptions } from "../preprocess/gene_activity.ts";
import { highlyVariableGenes, type HighlyVariableGenesOptions } from "../preprocess/highly_variable_genes.ts";
import { log1p, type Log1pOptions } from "../preprocess/log1p.ts";
import { lsi, type LsiOptions } from "../preprocess/lsi.ts";
import { normalizeTotal, type NormalizeTotalOptions } from "../preprocess/normalize_total.ts";
import { pca, type PcaOptions } from "../preprocess/pca.ts";
import { qcMetrics, type QcMetricsOptions } from "../preprocess/qc_metrics.ts";
import { rankGenesGroups, type RankGenesGroupsOptions } from "../preprocess/rank_genes_groups.ts";
import { rankGenesGroupsFrame, type RankGenesGroupsFrameOptions } from "../preprocess/rank_genes_groups_frame.ts";
import { regressOut, type RegressOutOptions } from "../preprocess/regress_out.ts";
import { scale, type ScaleOptions } from "../preprocess/scale.ts";
import { scoreGenes, type ScoreGenesOptions } from "../preprocess/score_genes.ts";
import { tfidf, type TfidfOptions } from "../preprocess/tfidf.ts";

/**
 * An {@linkcode BaseAnnData | AnnData} whose verbs are methods, so that steps can be chained; every method returns a
 * new object.
 *
 * @example
 * ```ts
 * import { annData } from "weft";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const counts = Dense.fromRows([[4, 0, 1], [2, 2, 0], [0, 5, 0], [1, 0, 3]]);
 * const rna = annData({ X: counts }).filterGenes({ minCells: 3 }).normalizeTotal({ targetSum: 10 }).log1p();
 * assert.deepEqual(rna.varNames, ["0"]);
 * ```
 */
export class AnnData extends BaseAnnData {
  /** Keeps genes found in enough cells or with enough counts. */
  filterGenes(options?: FilterGenesOptions): this {
    return filterGenes(this, options);
  }

  /** Keeps cells with enough genes or counts. */
  filterCells(options?: FilterCellsOptions): this {
    return filterCells(this, options);
  }

  /** Counts, detected genes and shares of gene groups, into `obs` and `var`. */
  qcMetrics(options?: QcMetricsOptions): this {
    return qcMetrics(this, options);
  }

  /** Scales every cell to the same total. */
  normalizeTotal(options?: NormalizeTotalOptions): this {
    return normalizeTotal(this, options);
  }

  /** Takes log(1 + x) of every value. */
  log1p(options?: Log1pOptions): this {
    return log1p(this, options);
  }

  /** Centres every variable and divides it by its standard deviation. */
  scale(options?: ScaleOptions): this {
    return scale(this, options);
  }

  /** Marks the genes that vary most, in `var["highly_variable"]`. */
  highlyVariableGenes(options?: HighlyVariableGenesOptions): this {
    return highlyVariableGenes(this, options);
  }

  /** Centred log ratios, for protein counts. */
  clr(options?: ClrOptions): this {
    return clr(this, options);
  }

  /** Term frequency times inverse document frequency, for peaks. */
  tfidf(options?: TfidfOptions): this {
    return tfidf(this, options);
  }

  /** Sums the peaks in the body and promoter of every gene: `nObs × nGenes` in place of `nObs × nPeaks`. */
  geneActivity(annotation: GeneAnnotation, options?: GeneActivityOptions): this {
    return geneActivity(this, annotation, options);
  }

  /** Latent semantic indexing, into `obsm["X_lsi"]`. */
  lsi(options?: LsiOptions): this {
    return lsi(this, options);
  }

  /** Principal components, into `obsm["X_pca"]`. */
  pca(options?: PcaOptions): this {
    return pca(this, options);
  }

  /** Takes the linear part that columns of `obs` explain out of every variable. */
  regressOut(keys: string | readonly string[], options?: RegressOutOptions): this {
    return regressOut(this, keys, options);
  }

  /** Mean of a list of genes above that of genes like them, into `obs`. */
  scoreGenes(geneList: readonly string[], options?: ScoreGenesOptions): this {
    return scoreGenes(this, geneList, options);
  }

  /** Ranks the genes that mark each group, into `uns["rank_genes_groups"]`. */
  rankGenesGroups(groupby: string, options?: RankGenesGroupsOptions): this {
    return rankGenesGroups(this, groupby, options);
  }

  /** The ranked genes as a table. */
  rankGenesGroupsFrame(options?: RankGenesGroupsFrameOptions): Frame {
    return rankGenesGroupsFrame(this, options);
  }

  /** Runs a preprocessing recipe, such as `method.recipe("rna")`. */
  applyRecipe(recipe: Recipe, options?: ApplyRecipeOptions): this {
    return applyRecipe(this, recipe, options);
  }

  /** Makes the names of the observations unique: "-1", "-2", … after repeats. */
  obsNamesMakeUnique(options?: ObsNamesMakeUniqueOptions): this {
    return obsNamesMakeUnique(this, options);
  }

  /** Makes the names of the variables unique: "-1", "-2", … after repeats. */
  varNamesMakeUnique(options?: VarNamesMakeUniqueOptions): this {
    return varNamesMakeUnique(this, options);
  }

  /** Exchanges observations and variables. */
  transpose(): this {
    return transpose(this);
  }

  /** Graph of neighbours in the tissue, into `obsp["spatial_connectivities"]` and `obsp["spatial_distances"]`. */
  spatialNeighbors(options?: SpatialNeighborsOptions): this {
    return spatialNeighbors(this, options);
  }

  /** Graph of neighbours in a representation, into `obsp["connectivities"]` and `obsp["distances"]`. */
  neighbors(options?: NeighborsOptions): this {
    return neighbors(this, options);
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
  concat(others: readonly BaseAnnData[], options?: ConcatOptions): this {
    return concat<BaseAnnData>([this, ...others], options) as this;
  }
}
