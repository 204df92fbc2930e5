/**
 * Studies: many trainings of one question (ablations, comparisons, sweeps, stability over seeds), and what their scores
 * say together.
 *
 * @module
 */
export { ablate, type AblateOptions } from "./ablate.ts";
export { compare } from "./compare.ts";
export type { ClusterChoice } from "./partition.ts";
export { stability, type StabilityOptions } from "./stability.ts";
export { bootstrapInterval, type BootstrapOptions } from "./statistics/bootstrap_interval.ts";
export { holm } from "./statistics/holm.ts";
export { mean } from "./statistics/mean.ts";
export { median } from "../core/median.ts";
export {
  type PairedDifference,
  pairedDifference,
  type PairedDifferenceOptions,
} from "./statistics/paired_difference.ts";
export { standardDeviation } from "./statistics/standard_deviation.ts";
export { studentQuantile } from "./statistics/student_quantile.ts";
export { type SignedRankTest, wilcoxonSignedRank } from "./statistics/wilcoxon_signed_rank.ts";
export { Study, type StudyEvent, type StudyKind, type StudyParts, type StudyState } from "./study.ts";
export type { StudyOptions } from "./study_options.ts";
export type { StudyPlan } from "./study_plan.ts";
export type { StudyRow, StudyRowState } from "./study_row.ts";
export { sweep, type SweepOptions } from "./sweep.ts";
export type { Variant, VariantSource } from "./variant.ts";
export type { Without } from "./variants/ablation_variants.ts";
export type { Compared, ComparedMethod } from "./variants/comparison_variants.ts";
export type { Grid } from "./variants/grid_variants.ts";
