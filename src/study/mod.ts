/**
 * Studies: many trainings of one question, and what their scores say together.
 *
 * @module
 */
export { bootstrapInterval, type BootstrapOptions } from "./statistics/bootstrap_interval.ts";
export { holm } from "./statistics/holm.ts";
export { mean } from "./statistics/mean.ts";
export { median } from "./statistics/median.ts";
export {
  type PairedDifference,
  pairedDifference,
  type PairedDifferenceOptions,
} from "./statistics/paired_difference.ts";
export { standardDeviation } from "./statistics/standard_deviation.ts";
export { studentQuantile } from "./statistics/student_quantile.ts";
export { type SignedRankTest, wilcoxonSignedRank } from "./statistics/wilcoxon_signed_rank.ts";
