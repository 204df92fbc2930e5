import { throwIfAborted } from "../core/abort.ts";
import { checkInteger } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Annotated } from "../data/annotated.ts";
import { obsColumn } from "../data/obs_column.ts";
import { representation } from "../data/representation.ts";
import { definedScore } from "./defined_score.ts";
import { INTEGRATION_SCORES, IntegrationInputs } from "./integration_inputs.ts";
import { type IntegrationScore, IntegrationScores } from "./integration_scores.ts";
import { labelCodes } from "./labels.ts";

/** Options of {@linkcode integrationReport}. */
export interface IntegrationReportOptions extends Watched {
  /** Embedding to score, a key in `obsm` (or "X"). */
  readonly useRep: string;
  /** Column of `obs` with the cell types; in a MuData also looked for in the modalities. */
  readonly labelsKey: string;
  /** Column of `obs` with the batches. Default: no batches, and no scores of them. */
  readonly batchKey?: string | undefined;
  /** Column of `obs` with the modality of each cell. Default: no scores of modalities. */
  readonly modalityKey?: string | undefined;
  /**
   * Features before integration for the comparison of principal components, a key in `obsm`. Default `"X_pca"` where
   * there is one; without it that score is left undefined.
   */
  readonly pre?: string | undefined;
  /** Silhouettes look at a sample of at most so many cells, since their time grows with the square. Default 10 000. */
  readonly sampleSize?: number;
  /** Starts of k-means. Default 1, as scib-metrics; more make its two scores steadier. */
  readonly nInit?: number;
  /** Seed of k-means and of the sample. Default 0. */
  readonly seed?: number;
}

/**
 * Scores an integration as scMRDR does (scIB's metrics in three groups): kept biology, mixed batches, mixed modalities,
 * and their total.
 *
 * Exact nearest neighbours of 90, 50 and 15 cells (the cell itself counted) serve LISI, kBET and connectivity. Cells
 * that miss a label, batch or modality are left out. Scores that are undefined, such as mixing of a single batch, are
 * `null` and do not count; what a score leaves out, such as a cell type whose kBET is not found, is its `note`.
 *
 * @param data One modality or several, with the embedding in `obsm`.
 * @param options See {@linkcode IntegrationReportOptions}.
 * @returns Every score, the mean of each group, and the total.
 * @throws {WeftError} `NotFound` for a column or embedding that is not there; `TooSmall` when fewer than three cells
 * have all labels; `BadValues` when the embedding is not finite; `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { integrationReport } from "weft/metrics";
 * import { Rng } from "weft/core";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rng = new Rng(1);
 * const joint = Dense.fromRows(Array.from({ length: 120 }, (_, i) => [i % 2 * 9 + rng.normal(), rng.normal()]));
 * const obs = new Frame(joint.toRows().map((_, i) => `${i}`), {
 *   type: joint.toRows().map((_, i) => i % 2 ? "T" : "B"),
 *   modality: joint.toRows().map((_, i) => i < 60 ? "rna" : "atac"),
 * });
 * const cells = new AnnData({ obs, obsm: { X_joint: joint } });
 * const scores = integrationReport(cells, { useRep: "X_joint", labelsKey: "type", modalityKey: "modality" });
 * assert(scores.group("bio")! > 0.8 && scores.group("modality")! > 0.8);
 * assert.equal(scores.group("batch"), null);
 * ```
 */
export function integrationReport(data: Annotated, options: IntegrationReportOptions): IntegrationScores {
  const { useRep, labelsKey, batchKey, modalityKey, sampleSize = 10_000, nInit = 1, seed = 0 } = options;
  const { signal, onProgress } = options;
  checkInteger(sampleSize, "sampleSize", 3);
  const embedding = representation(data, useRep);
  const pre = options.pre ?? ("X_pca" in data.obsm ? "X_pca" : undefined);
  const before = pre === undefined ? undefined : representation(data, pre);
  const keys = { labels: labelsKey, batch: batchKey, modality: modalityKey };
  const columns = Object.entries(keys).flatMap(([name, key]) =>
    key === undefined ? [] : [{ name, codes: labelCodes(obsColumn(data, key)).codes }]
  );
  const rows = Int32Array.from({ length: data.nObs }, (_, i) => i)
    .filter((i) => columns.every(({ codes }) => codes[i]! >= 0));
  if (rows.length < 3) {
    throw new WeftError("TooSmall", {
      expected: `three cells or more with ${Object.values(keys).filter(Boolean).map((key) => `'${key}'`).join(", ")}`,
      found: `${rows.length} of ${data.nObs}`,
    });
  }
  const sample = rows.length <= sampleSize
    ? undefined
    : new Rng(seed).split("integrationReport").sample(rows.length, sampleSize);
  const taken = Object.fromEntries(columns.map(({ name, codes }) => [name, rows.map((i) => codes[i]!)]));
  const inputs = new IntegrationInputs({
    embedding: embedding.takeRows(rows),
    before: before?.takeRows(rows),
    labels: taken.labels!,
    batch: taken.batch,
    modality: taken.modality,
    sample,
    nInit,
    seed,
    signal,
  });
  const wanted = INTEGRATION_SCORES.filter(({ group }) => group === "bio" || taken[group] !== undefined);
  const scores = wanted.map(({ compute, ...score }, done): IntegrationScore => {
    throwIfAborted(signal, "the report");
    onProgress?.({ stage: `scoring ${score.group} ${score.metric}`, done, total: wanted.length });
    return { ...score, ...definedScore(() => compute(inputs)) };
  });
  const header = { useRep, labelsKey, batchKey, modalityKey, nObs: rows.length, nLeftOut: data.nObs - rows.length };
  return new IntegrationScores(header, scores);
}
