/**
 * Scores, one a file: of partitions against a truth, of embeddings, of domains in space; and a report that says what
 * each means.
 *
 * @module
 */
export { ami } from "./ami.ts";
export { ari } from "./ari.ts";
export type { EntropyAverage } from "./average_entropy.ts";
export { boundaryPrecision } from "./boundary_precision.ts";
export { boundaryRecall } from "./boundary_recall.ts";
export { calinskiHarabasz } from "./calinski_harabasz.ts";
export { chaos } from "./chaos.ts";
export { type ClassScore, classScores } from "./class_scores.ts";
export { completeness } from "./completeness.ts";
export { daviesBouldin } from "./davies_bouldin.ts";
export { fowlkesMallows } from "./fowlkes_mallows.ts";
export { gearysC } from "./gearys_c.ts";
export { gearysCLabels } from "./gearys_c_labels.ts";
export { homogeneity } from "./homogeneity.ts";
export type { Labels } from "./labels.ts";
export { modalityCorrelation, type ModalityCorrelationOptions, type PerRowScore } from "./modality_correlation.ts";
export { type MetricRow, MetricsReport, type MetricsReportHeader } from "./metrics_report.ts";
export { moransI } from "./morans_i.ts";
export { moransILabels, type MoransILabelsOptions } from "./morans_i_labels.ts";
export { type LabelMoran, moransIPerLabel } from "./morans_i_per_label.ts";
export { mutualInformation } from "./mutual_information.ts";
export { neighbourOverlap, type NeighbourOverlapOptions } from "./neighbour_overlap.ts";
export { type InformationOptions, nmi } from "./nmi.ts";
export { type PairCounts, pairCounts } from "./pair_counts.ts";
export { pairF1 } from "./pair_f1.ts";
export { pairJaccard } from "./pair_jaccard.ts";
export { pairPrecision } from "./pair_precision.ts";
export { pairRecall } from "./pair_recall.ts";
export { pas, type PasOptions } from "./pas.ts";
export { probe, type ProbeOptions } from "./probe.ts";
export { purity } from "./purity.ts";
export { randIndex } from "./rand_index.ts";
export type { RareOptions } from "./rare_classes.ts";
export { rareF1 } from "./rare_f1.ts";
export { rareRecall } from "./rare_recall.ts";
export { report, type ReportOptions } from "./report.ts";
export { silhouette, type SilhouetteOptions } from "./silhouette.ts";
export { silhouetteSamples, type SilhouetteSamplesOptions } from "./silhouette_samples.ts";
export { spatialAutocorr, type SpatialAutocorrOptions } from "./spatial_autocorr.ts";
export type { SpatialWeightsOptions } from "./spatial_weights.ts";
export { trustworthiness, type TrustworthinessOptions } from "./trustworthiness.ts";
export { vMeasure, type VMeasureOptions } from "./v_measure.ts";
