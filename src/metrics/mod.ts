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
export { bras } from "./bras.ts";
export { calinskiHarabasz } from "./calinski_harabasz.ts";
export { chaos } from "./chaos.ts";
export { type ClassScore, classScores } from "./class_scores.ts";
export { clisi } from "./clisi.ts";
export { completeness } from "./completeness.ts";
export { daviesBouldin } from "./davies_bouldin.ts";
export { type Foscttm, foscttm, type FoscttmOptions } from "./foscttm.ts";
export { fowlkesMallows } from "./fowlkes_mallows.ts";
export { gearysC } from "./gearys_c.ts";
export { gearysCLabels } from "./gearys_c_labels.ts";
export { graphConnectivity } from "./graph_connectivity.ts";
export { homogeneity } from "./homogeneity.ts";
export { ilisi } from "./ilisi.ts";
export { type ImputationScores, imputationScores } from "./imputation_scores.ts";
export { integrationReport, type IntegrationReportOptions } from "./integration_report.ts";
export {
  type IntegrationGroup,
  type IntegrationHeader,
  type IntegrationScore,
  IntegrationScores,
} from "./integration_scores.ts";
export { type InteractionMatrix, interactionMatrix, type InteractionMatrixOptions } from "./interaction_matrix.ts";
export { isolatedLabelF1, type IsolatedLabelF1Options } from "./isolated_label_f1.ts";
export { isolatedLabels, type IsolatedLabelsOptions } from "./isolated_labels.ts";
export { kbet, type KbetOptions, type KbetResult } from "./kbet.ts";
export { type KbetPerLabel, kbetPerLabel, type KbetPerLabelOptions } from "./kbet_per_label.ts";
export { kmeansNmiAri, type KMeansNmiAriOptions, type NmiAri } from "./kmeans_nmi_ari.ts";
export { labelProportions } from "./label_proportions.ts";
export { type LabelTransfer, labelTransfer, type LabelTransferOptions } from "./label_transfer.ts";
export type { Labels } from "./labels.ts";
export { type LeidenNmiAri, leidenNmiAri } from "./leiden_nmi_ari.ts";
export { leidenSweep, type LeidenSweepOptions } from "./leiden_sweep.ts";
export { lisi, type LisiOptions } from "./lisi.ts";
export { type MetricRow, MetricsReport, type MetricsReportHeader } from "./metrics_report.ts";
export { minMaxScores } from "./min_max_scores.ts";
export { modalityCorrelation, type ModalityCorrelationOptions, type PerRowScore } from "./modality_correlation.ts";
export { type LabelCorrelation, modalityCorrelationPerLabel } from "./modality_correlation_per_label.ts";
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
export { pcr, type PcrOptions } from "./pcr.ts";
export { pcrComparison, type PcrComparisonOptions } from "./pcr_comparison.ts";
export { probe, type ProbeOptions } from "./probe.ts";
export { purity } from "./purity.ts";
export { randIndex } from "./rand_index.ts";
export type { RareOptions } from "./rare_classes.ts";
export { rareF1 } from "./rare_f1.ts";
export { rareRecall } from "./rare_recall.ts";
export { report, type ReportOptions } from "./report.ts";
export { silhouette, type SilhouetteOptions } from "./silhouette.ts";
export { silhouetteBatch } from "./silhouette_batch.ts";
export { silhouetteLabel } from "./silhouette_label.ts";
export {
  type BetweenClusterDistances,
  silhouetteSamples,
  type SilhouetteSamplesOptions,
} from "./silhouette_samples.ts";
export { spatialAutocorr, type SpatialAutocorrOptions } from "./spatial_autocorr.ts";
export type { SpatialWeightsOptions } from "./spatial_weights.ts";
export { trustworthiness, type TrustworthinessOptions } from "./trustworthiness.ts";
export { vMeasure, type VMeasureOptions } from "./v_measure.ts";
