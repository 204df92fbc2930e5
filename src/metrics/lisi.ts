import { checkNumber } from "../core/check.ts";
import type { NeighborTable } from "../graph/exact_neighbors.ts";
import { checkLabels, labelCodes, type Labels } from "./labels.ts";

/** Options of {@linkcode lisi}, {@linkcode ilisi} and {@linkcode clisi}. */
export interface LisiOptions {
  /** Effective number of neighbours, from 1. Default a third of the neighbourhood, the row itself counted: ⌊(k + 1)/3⌋. */
  readonly perplexity?: number;
}

const TOLERANCE = 1e-5;
const MAX_STEPS = 50;

/**
 * Local inverse Simpson index (Korsunsky et al. 2019) of every row: how many labels its neighbourhood effectively has.
 *
 * Neighbours at distance d weigh P ∝ exp(−β d), with β by bisection such that the entropy of P is ln(perplexity);
 * LISI = 1 / Σ_labels (Σ P)². Where the entropy stays 0 (neighbours so far off that none counts) LISI is −1, as in
 * scib-metrics.
 *
 * @param neighbors Nearest rows of every row, itself not among them; 89 for scIB's neighbourhoods of 90.
 * @param labels One label a row; neighbours without one do not count.
 * @param options `perplexity`.
 * @returns One number a row, from 1 to the number of labels; NaN for a row none of whose neighbours has a label.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `InvalidArgument`.
 *
 * @example
 * ```ts
 * import { lisi } from "weft/metrics";
 * import { exactNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const square = exactNeighbors(Dense.fromRows([[0, 0], [0, 1], [1, 0], [1, 1]]), { nNeighbors: 2 });
 * const mixed = lisi(square, ["1", "1", "2", "2"], { perplexity: 2 });
 * assert(mixed.every((value) => Math.abs(value - 2) < 1e-6));
 * ```
 */
export function lisi(neighbors: NeighborTable, labels: Labels, options: LisiOptions = {}): Float64Array {
  const { indices, distances, nNeighbors: k } = neighbors;
  const n = indices.length / k;
  const { perplexity = Math.max(1, Math.floor((k + 1) / 3)) } = options;
  checkNumber(perplexity, "perplexity", 1);
  checkLabels(labels, n, "the neighbours");
  const { codes, names } = labelCodes(labels);
  const target = Math.log(perplexity);
  const near = new Float64Array(k);
  const labelOf = new Int32Array(k);
  const weights = new Float64Array(k);
  const sums = new Float64Array(names.length);
  const result = new Float64Array(n).fill(NaN);
  for (let i = 0; i < n; i++) {
    let count = 0;
    for (let p = i * k; p < (i + 1) * k; p++) {
      const code = codes[indices[p]!]!;
      if (code < 0) continue;
      near[count] = distances[p]!;
      labelOf[count++] = code;
    }
    if (count === 0) continue;
    if (count === 1) {
      result[i] = 1;
      continue;
    }
    if (!weigh(near, weights, count, target)) {
      result[i] = -1;
      continue;
    }
    sums.fill(0);
    for (let p = 0; p < count; p++) sums[labelOf[p]!]! += weights[p]!;
    let simpson = 0;
    for (let c = 0; c < sums.length; c++) simpson += sums[c]! * sums[c]!;
    result[i] = 1 / simpson;
  }
  return result;
}

/** Weights of neighbours with the entropy asked for; false when the entropy is 0. */
function weigh(near: Float64Array, weights: Float64Array, count: number, target: number): boolean {
  let beta = 1;
  let low = -Infinity;
  let high = Infinity;
  for (let step = 0;; step++) {
    let total = 0;
    let spread = 0;
    for (let p = 0; p < count; p++) {
      const weight = Math.exp(-near[p]! * beta);
      weights[p] = weight;
      total += weight;
      spread += near[p]! * weight;
    }
    const entropy = total === 0 ? 0 : Math.log(total) + beta * spread / total;
    const excess = entropy - target;
    if (Math.abs(excess) < TOLERANCE || step === MAX_STEPS) {
      for (let p = 0; p < count; p++) weights[p]! /= total;
      return entropy !== 0;
    }
    if (excess > 0) {
      low = beta;
      beta = high === Infinity ? 2 * beta : (beta + high) / 2;
    } else {
      high = beta;
      beta = low === -Infinity ? beta / 2 : (beta + low) / 2;
    }
  }
}
