import type { Measured } from "../measured.ts";
import type { StudyName } from "../study.ts";
import { integrationTables, type Limit, limits, type Ordering, orderings, rivals } from "./integration.ts";
import { paragraphs } from "./markdown.ts";
import { notRun } from "./not_run.ts";
import { isRun, type RowResults, rowsOf, tablesOf } from "./results.ts";
import { CELLS_WORDS } from "./cells_words.ts";

const BARS: readonly Limit[] = [
  { id: "scmrdr", score: "bio", value: 0.47 },
  { id: "scmrdr", score: "modality", value: 0.6 },
  { id: "scmrdr", score: "total", value: 0.53 },
  { id: "scmrdr", score: "foscttm", value: 0.17 },
];

const PAPER: readonly Ordering[] = [
  { of: "scmrdr", over: "scmrdr_lambda_0", scores: ["modality"], claim: "λ 0 → 5 raises the modality score" },
  { of: "scmrdr", over: "scmrdr_gamma_0", scores: ["bio"], claim: "γ 0 → 5 raises the bio score" },
  { of: "scmrdr", over: "beta_vae", scores: ["total", "foscttm"], claim: "scMRDR is better than a β-VAE" },
  { of: "scmrdr", over: "scvi", scores: ["total", "foscttm"], claim: "scMRDR is better than scVI's form" },
];

const MASK: readonly Ordering[] = [{
  of: "scmrdr_masked",
  over: "scmrdr_zeros",
  scores: ["total", "bio", "modality", "foscttm"],
  claim: "masking is better than filling with zeros",
}];

/** Cells of disjoint modalities: real ones, real ones of which few genes are shared, and simulated ones. */
export function cells(measured: readonly Measured[]): string {
  const isPlanned = (study: StudyName) => tablesOf(measured, study).length > 0;
  const section = (study: StudyName, table: string, body: (rows: readonly RowResults[]) => string) => {
    const rows = rowsOf(measured, study, table);
    return isRun(rows) ? body(rows) : notRun(rows);
  };
  const joined = (rows: readonly RowResults[]) =>
    paragraphs(integrationTables(rows), orderings(rows, PAPER), rivals(rows, "scmrdr", "zscore_harmony"));
  const masked = (rows: readonly RowResults[]) =>
    paragraphs(integrationTables(rows), orderings(rows, MASK), rivals(rows, "scmrdr_masked", "zscore_harmony"));
  return paragraphs(
    ...(isPlanned("snareseq")
      ? [
        "## Unpaired cells: SNARE-seq",
        CELLS_WORDS.snareseq,
        section("snareseq", "all genes", (rows) => paragraphs(limits(rows, BARS), joined(rows))),
      ]
      : []),
    ...(isPlanned("snareseq_mask")
      ? ["### A modality that lacks genes", CELLS_WORDS.mask, section("snareseq_mask", "a tenth of the genes", masked)]
      : []),
    ...(isPlanned("unpaired")
      ? [
        "## Unpaired cells, simulated",
        CELLS_WORDS.unpaired,
        "**Two modalities**",
        section("unpaired", "two", joined),
        "**Three modalities, proteins of 50 genes**",
        section("unpaired", "three", masked),
      ]
      : []),
  );
}
