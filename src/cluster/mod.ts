/**
 * Clustering: Gaussian mixtures as mclust fits them, k-means, Leiden communities, and what is done with labels
 * afterwards (refining them over space, matching them to others).
 *
 * @module
 */
export type { GraphChoice } from "./connectivities.ts";
export { cutTree } from "./cut_tree.ts";
export { findResolution, type FindResolutionOptions, type FoundResolution } from "./find_resolution.ts";
export { fitGmm, type FitGmmOptions } from "./fit_gmm.ts";
export { fitKMeans, type FitKMeansOptions, type KMeansFit } from "./fit_kmeans.ts";
export { type Communities, fitLeiden, type FitLeidenOptions } from "./fit_leiden.ts";
export type { GaussianMixture } from "./gaussian_mixture.ts";
export { gmm, type GmmOptions } from "./gmm.ts";
export type { GmmModel } from "./gmm_model.ts";
export { hierarchicalStart, type HierarchicalStartOptions, type MergeTree } from "./hierarchical_start.ts";
export { hungarian } from "./hungarian.ts";
export { kmeans, type KMeansOptions } from "./kmeans.ts";
export { leiden, type LeidenOptions } from "./leiden.ts";
export type { LloydResult } from "./lloyd.ts";
export { matchLabels, type MatchLabelsOptions } from "./match_labels.ts";
export { modularity, type ModularityOptions } from "./modularity.ts";
export type { RefineRule } from "./refine_labels.ts";
export { refineSpatial, type RefineSpatialOptions } from "./refine_spatial.ts";
export { searchResolution, type SearchResolutionOptions } from "./search_resolution.ts";
export { type GmmCandidate, type GmmSelection, selectGmm, type SelectGmmOptions } from "./select_gmm.ts";
