/**
 * What shapes measurements before a method sees them: filters, normalisation, transforms, choice of features, principal
 * components, marker tests. Every verb takes an `AnnData` and returns a new one.
 *
 * @module
 */
export type { GeneAnnotation } from "../core/gene_annotation.ts";
export type { PValueCorrection } from "../core/special/adjust_p_values.ts";
export { applyRecipe, type ApplyRecipeOptions } from "./apply_recipe.ts";
export { clr, type ClrOptions } from "./clr.ts";
export type { CountsOptions } from "./counts.ts";
export { filterCells, type FilterCellsOptions } from "./filter_cells.ts";
export { filterGenes, type FilterGenesOptions } from "./filter_genes.ts";
export { geneActivity, type GeneActivityOptions } from "./gene_activity.ts";
export { highlyVariableGenes, type HighlyVariableGenesOptions, type HvgFlavor } from "./highly_variable_genes.ts";
export { loess, type LoessOptions } from "./loess.ts";
export { log1p, type Log1pOptions } from "./log1p.ts";
export { lsi, type LsiOptions } from "./lsi.ts";
export { type ModalityGuess, modalityKind } from "./modality_kind.ts";
export type { ModalityKind, Recipe, RecipeStep } from "../core/recipe.ts";
export type { ComponentSolver } from "./components/leading_components.ts";
export { mergePeaks } from "./merge_peaks.ts";
export { normalizeTotal, type NormalizeTotalOptions } from "./normalize_total.ts";
export { pca, type PcaOptions } from "./pca.ts";
export { qcMetrics, type QcMetricsOptions } from "./qc_metrics.ts";
export { rankGenesGroups, type RankGenesGroupsOptions, type RankMethod } from "./rank_genes_groups.ts";
export { rankGenesGroupsFrame, type RankGenesGroupsFrameOptions } from "./rank_genes_groups_frame.ts";
export { regressOut, type RegressOutOptions } from "./regress_out.ts";
export { scale, type ScaleOptions } from "./scale.ts";
export { scoreGenes, type ScoreGenesOptions } from "./score_genes.ts";
export { tfidf, type TfidfOptions } from "./tfidf.ts";
