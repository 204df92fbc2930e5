import { checkNumber } from "../core/check.ts";
import { chiSquaredSurvival } from "../core/special/incomplete_gamma.ts";
import type { NeighborTable } from "../graph/exact_neighbors.ts";
import { checkLabels, codeSizes, labelCodes, type Labels } from "./labels.ts";

/** Options of {@linkcode kbet}. */
export interface KbetOptions {
  /** A neighbourhood whose p-value is at least this counts as mixed. Default 0.05. */
  readonly alpha?: number;
}

/** A test of every neighbourhood, and how many pass it. */
export interface KbetResult {
  /** Share of rows whose neighbourhood does not differ from the whole, higher is better; NaN with one batch only. */
  readonly acceptance: number;
  /** χ² of every row; NaN where the batch is missing. */
  readonly statistics: Float64Array;
  /** P(χ²_{B−1} ≥ statistic) of every row. */
  readonly pValues: Float64Array;
}

/**
 * The k-nearest-neighbour batch effect test, kBET (Büttner et al. 2019): tests for every row whether the batches of its neighbourhood are drawn from those of the
 * whole, χ² = Σ_b (O_b − k f_b)²/(k f_b) with B − 1 degrees of freedom; the row itself is one of the k.
 *
 * @param neighbors Nearest rows of every row, itself not among them; 49 for scib-metrics' neighbourhoods of 50.
 * @param batch Batch (or modality) of every row; rows without one are left out, as neighbours too.
 * @param options `alpha`.
 * @returns The share of accepted neighbourhoods, with statistics and p-values.
 * @throws {WeftError} `Misaligned` when there is not one batch a row; `InvalidArgument`.
 *
 * @example
 * ```ts
 * import { kbet } from "weft/metrics";
 * import { exactNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const near = exactNeighbors(Dense.fromRows([[0], [1], [50], [51]]), { nNeighbors: 1 });
 * assert.equal(kbet(near, ["1", "2", "1", "2"]).acceptance, 1);
 * ```
 */
export function kbet(neighbors: NeighborTable, batch: Labels, options: KbetOptions = {}): KbetResult {
  const { alpha = 0.05 } = options;
  const { indices, nNeighbors: k } = neighbors;
  const n = indices.length / k;
  checkNumber(alpha, "alpha", 0, 1);
  checkLabels(batch, n, "the neighbours");
  const known = labelCodes(batch);
  const { codes } = known;
  const sizes = codeSizes(known);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const observed = new Float64Array(sizes.length);
  const statistics = new Float64Array(n).fill(NaN);
  const pValues = new Float64Array(n).fill(NaN);
  let accepted = 0;
  for (let i = 0; i < n; i++) {
    if (codes[i]! < 0) continue;
    observed.fill(0);
    observed[codes[i]!] = 1;
    let count = 1;
    for (let p = i * k; p < (i + 1) * k; p++) {
      const code = codes[indices[p]!]!;
      if (code < 0) continue;
      observed[code]!++;
      count++;
    }
    let statistic = 0;
    for (let b = 0; b < sizes.length; b++) {
      const expected = count * sizes[b]! / total;
      statistic += (observed[b]! - expected) ** 2 / expected;
    }
    statistics[i] = statistic;
    pValues[i] = chiSquaredSurvival(statistic, sizes.length - 1);
    if (pValues[i]! >= alpha) accepted++;
  }
  return { acceptance: sizes.length < 2 ? NaN : accepted / total, statistics, pValues };
}
