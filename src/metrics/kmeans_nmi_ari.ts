import { fitKMeans } from "../cluster/fit_kmeans.ts";
import { checkInteger } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import type { Dense } from "../data/dense.ts";
import { ari } from "./ari.ts";
import { checkLabels, labelCodes, labelledRows, type Labels } from "./labels.ts";
import { nmi } from "./nmi.ts";

/** Agreement of clusters with labels, in two scores. */
export interface NmiAri {
  /** Normalised mutual information, arithmetic mean. */
  readonly nmi: number;
  /** Adjusted Rand index. */
  readonly ari: number;
}

/** Options of {@linkcode kmeansNmiAri}. */
export interface KMeansNmiAriOptions extends Watched {
  /** Number of clusters. Default: of different labels. */
  readonly nClusters?: number;
  /** Random starts, of which the one with least inertia is kept. Default 1, as scib-metrics. */
  readonly nInit?: number;
  /** Seed of the starts. Default 0. */
  readonly seed?: number;
}

/**
 * Agreement of k-means clusters of an embedding with cell types (scib-metrics): k-means++ with as many clusters as there
 * are types, then {@linkcode nmi} and {@linkcode ari}.
 *
 * With one start the score depends on the seed; `nInit` makes it steadier.
 *
 * @param x The embedding, `n × d`, finite values.
 * @param labels Cell type of every row; rows without one are left out.
 * @param options `nClusters`, `nInit`, `seed`, `signal`, `onProgress`.
 * @returns Both scores; NaN when no row has a label.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `TooSmall`; `BadValues`; `Aborted`.
 *
 * @example
 * ```ts
 * import { kmeansNmiAri } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [1], [50], [51]]);
 * assert.deepEqual(kmeansNmiAri(x, ["T", "T", "B", "B"]), { nmi: 1, ari: 1 });
 * ```
 */
export function kmeansNmiAri(x: Dense, labels: Labels, options: KMeansNmiAriOptions = {}): NmiAri {
  checkLabels(labels, x.nRows, "the rows");
  const { codes, names } = labelCodes(labels);
  const { nClusters = names.length, nInit = 1, seed = 0, signal, onProgress } = options;
  checkInteger(nClusters, "nClusters", names.length === 0 ? 0 : 1);
  const rows = labelledRows(codes);
  if (rows.length === 0) return { nmi: NaN, ari: NaN };
  const { data, nRows, nCols } = x.takeRows(rows).astype("float64");
  const matrix = { data: data as Float64Array, nRows, nCols };
  const found = fitKMeans(matrix, { nClusters, nInit, seed, signal, ...(onProgress && { onProgress }) }).labels;
  const truth = rows.map((i) => codes[i]!);
  return { nmi: nmi(found, truth), ari: ari(found, truth) };
}
