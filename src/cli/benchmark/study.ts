/** One question of the benchmark. */
export const STUDIES = [
  "accuracy",
  "cards",
  "training",
  "rho0",
  "beta",
  "controls",
  "counts",
  "starts",
  "osmfish",
  "tuning",
  "tuned",
  "snareseq",
  "snareseq_mask",
  "unpaired",
  "sections",
  "sections_starts",
  "placement",
] as const;

/** Its name. */
export type StudyName = typeof STUDIES[number];
