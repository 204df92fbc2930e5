import { throwIfAborted } from "../core/abort.ts";
import { checkInteger } from "../core/check.ts";
import { isWeftError } from "../core/is_weft_error.ts";
import type { Watched } from "../core/progress.ts";
import type { Annotated } from "../data/annotated.ts";
import type { Column } from "../data/columns/column.ts";
import type { Csr } from "../data/csr.ts";
import { toCsr } from "../data/matrix.ts";
import { objectsOf } from "../data/objects_of.ts";
import { obsColumn } from "../data/obs_column.ts";
import { representation } from "../data/representation.ts";
import { sectionsOf } from "../data/sections_of.ts";
import { spatialCoordinates } from "../graph/spatial_coordinates.ts";
import { spatialNeighbors } from "../graph/spatial_neighbors.ts";
import { labelCodes } from "./labels.ts";
import { type MetricRow, MetricsReport } from "./metrics_report.ts";
import { modalityScores } from "./report_modalities.ts";
import { REPORT_SCORES, type ReportInputs, type ReportSection } from "./report_scores.ts";

/** Options of {@linkcode report}. */
export interface ReportOptions extends Watched {
  /** Column of `obs` with the domains to score. */
  readonly key: string;
  /** Column of `obs` with the truth; in a MuData also looked for in the modalities. Default: no truth is known. */
  readonly labelsKey?: string | undefined;
  /** Embedding to score, a key in `obsm` (or "X"). Default: none is scored. */
  readonly useRep?: string | undefined;
  /**
   * Key in `obsm` of each modality (of the object itself when there is one) with the features that the embedding should
   * keep. Default `"X_pca"`, where a modality has it.
   */
  readonly modalityRep?: string | undefined;
  /** Key of the coordinates in `obsm`. Default `"spatial"`; without coordinates the spatial scores are left out. */
  readonly spatialKey?: string | undefined;
  /** Column of `obs` that names sections; spatial scores look at each apart. Default: one section. */
  readonly libraryKey?: string | undefined;
  /** Silhouette, probe and what compares with modalities see a sample of at most so many spots. Default 10 000. */
  readonly sampleSize?: number;
  /** Seed of these samples and of the probe. Default 0. */
  readonly seed?: number;
}

const GRAPH = "spatial_connectivities";

/**
 * Scores a clustering by everything that can be said about it: against a truth, in an embedding, in the tissue.
 *
 * The spatial graph is `obsp["spatial_connectivities"]` where there is one, else that of {@linkcode spatialNeighbors}
 * with its defaults.
 *
 * @param data One modality or several.
 * @param options See {@linkcode ReportOptions}.
 * @returns A row a metric with its value, range, direction and meaning; `null` for a score that is undefined here.
 * @throws {WeftError} `NotFound` for a column, embedding or named coordinates that are not there; `Aborted` by the
 * signal.
 *
 * @example
 * ```ts
 * import { report } from "weft/metrics";
 * import { AnnData, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(["a", "b", "c"], { domain: ["0", "0", "1"], annotation: ["T", "T", "B"] });
 * const scores = report(new AnnData({ obs }), { key: "domain", labelsKey: "annotation" });
 * assert.equal(scores.value("ari"), 1);
 * assert.equal(scores.value("moransILabels"), null);
 * ```
 */
export function report(data: Annotated, options: ReportOptions): MetricsReport {
  const {
    key,
    labelsKey,
    useRep,
    modalityRep,
    spatialKey,
    libraryKey,
    sampleSize = 10_000,
    seed = 0,
    signal,
    onProgress,
  } = options;
  checkInteger(sampleSize, "sampleSize", 2);
  const labels = obsColumn(data, key);
  const inputs: ReportInputs = {
    labels,
    truth: labelsKey === undefined ? undefined : obsColumn(data, labelsKey),
    embedding: useRep === undefined ? undefined : representation(data, useRep),
    ...space(data, labels, spatialKey, libraryKey),
    sampleSize,
    seed,
    watched: { signal },
  };
  const { embedding } = inputs;
  const kept = embedding && useRep !== undefined
    ? modalityScores(data, { useRep, embedding, modalityRep, sampleSize, seed, watched: { signal } })
    : [];
  const scores = [...REPORT_SCORES, ...kept];
  const rows: MetricRow[] = [];
  scores.forEach(({ compute, ...score }, done) => {
    throwIfAborted(signal, "the report");
    onProgress?.({ stage: `scoring ${score.metric}`, done, total: scores.length });
    const value = orUndefined(() => compute(inputs));
    if (value !== undefined) rows.push({ ...score, value: Number.isFinite(value) ? value : null });
  });
  const nClusters = labelCodes(labels).names.length;
  return new MetricsReport({ key, labelsKey, useRep, nObs: data.nObs, nClusters }, rows);
}

/** NaN for a score that needs more spots than there are. */
function orUndefined(compute: () => number | undefined): number | undefined {
  try {
    return compute();
  } catch (error) {
    if (isWeftError(error, "TooSmall")) return NaN;
    throw error;
  }
}

/** The graph and the coordinates section by section; nothing when the data have none and none were named. */
function space(
  data: Annotated,
  labels: Column,
  spatialKey: string | undefined,
  libraryKey: string | undefined,
): { graph: Csr | undefined; sections: readonly ReportSection[] } {
  const known = data.obsp[GRAPH] && toCsr(data.obsp[GRAPH]);
  const wanted = spatialKey !== undefined || objectsOf(data).some(({ obsm }) => "spatial" in obsm);
  if (!wanted) return { graph: known, sections: [] };
  const where = { ...(spatialKey !== undefined && { spatialKey }), ...(libraryKey !== undefined && { libraryKey }) };
  const coordinates = spatialCoordinates(data, where);
  const sections = sectionsOf(data, libraryKey).map(({ rows }): ReportSection => ({
    size: rows.length,
    labels: labels.take(rows),
    coordinates: coordinates.takeRows(rows),
  }));
  return { graph: known ?? builtGraph(data, where), sections };
}

function builtGraph(data: Annotated, where: { spatialKey?: string; libraryKey?: string }): Csr | undefined {
  try {
    return toCsr(spatialNeighbors(data, where).obsp[GRAPH]!);
  } catch (error) {
    if (isWeftError(error, "TooSmall")) return undefined;
    throw error;
  }
}
