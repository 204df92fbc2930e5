import { benchmarkRow } from "../benchmark_row.ts";
import type { BenchmarkRow } from "../row.ts";

/** The authors' settings for two modalities, the same length of training for every row of the family. */
const KIDNEY = { preset: "kidney", batchKey: "batch" };
/** The simulated cells are few: smaller mini-batches make as many updates as there are. */
const SMALL = { preset: "kidney", batchSize: 64 };

const BASELINE_ROWS: readonly BenchmarkRow[] = [
  benchmarkRow("baseline", "pca", "PCA", "pca"),
  benchmarkRow("baseline", "pca_harmony", "PCA, Harmony", "pca_harmony"),
  benchmarkRow("baseline", "zscore", "z-scores per modality, PCA", "zscore"),
  benchmarkRow("baseline", "zscore_harmony", "z-scores per modality, PCA, Harmony", "zscore_harmony"),
];

const family = (base: BenchmarkRow["options"]): readonly BenchmarkRow[] => [
  benchmarkRow("method", "scmrdr", "scMRDR (λ 5, γ 5)", "scmrdr", base),
  benchmarkRow("method", "scmrdr_lambda_0", "scMRDR, λ 0", "scmrdr", { ...base, lambda: 0 }),
  benchmarkRow("method", "scmrdr_gamma_0", "scMRDR, γ 0", "scmrdr", { ...base, gamma: 0 }),
  benchmarkRow("method", "beta_vae", "β-VAE (λ 0, γ 0)", "scmrdr", { ...base, lambda: 0, gamma: 0 }),
  benchmarkRow("method", "scvi", "scVI's form (λ 0, γ 0, β 1, one latent)", "scmrdr", {
    ...base,
    lambda: 0,
    gamma: 0,
    beta: 1,
    nSpecific: 0,
  }),
];

/** The rows on SNARE-seq, all genes observed by both modalities. */
export const SNARESEQ_ROWS: readonly BenchmarkRow[] = [...BASELINE_ROWS, ...family(KIDNEY)];

/** The same on simulated cells. */
export const UNPAIRED_ROWS: readonly BenchmarkRow[] = [...BASELINE_ROWS, ...family(SMALL)];

const masked = (base: BenchmarkRow["options"]): readonly BenchmarkRow[] => [
  benchmarkRow(
    "baseline",
    "zscore_harmony",
    "z-scores per modality, PCA, Harmony, shared genes alone",
    "zscore_harmony",
  ),
  benchmarkRow("method", "scmrdr_masked", "scMRDR, masked", "scmrdr", base),
  benchmarkRow("method", "scmrdr_zeros", "scMRDR, filled with zeros", "scmrdr", { ...base, mask: false }),
];

/** The rows where chromatin lacks genes: masked, filled with zeros, and the plain way on shared genes alone. */
export const SNARESEQ_MASK_ROWS: readonly BenchmarkRow[] = masked(KIDNEY);

/** The same where simulated proteins do. */
export const UNPAIRED_MASK_ROWS: readonly BenchmarkRow[] = masked(SMALL);
