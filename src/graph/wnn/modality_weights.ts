import { type CellKernels, likeness } from "./cell_kernels.ts";
import type { ModalityRows } from "./modality_rows.ts";

/** Keeps a modality that foretells nothing from weighing without bound. */
const EPSILON = 1e-4;

/**
 * How much each modality tells about each cell, `nObs × M`, rows summing to 1: by how much better a cell's features are
 * foretold by its neighbours in that modality than by those in the best other one. A modality that lacks a cell weighs
 * 0 there.
 */
export function modalityWeights(
  modalities: readonly ModalityRows[],
  kernels: readonly CellKernels[],
  nNeighbors: number,
): Float64Array {
  const count = modalities.length;
  const nObs = modalities[0]!.present.length;
  const weights = new Float64Array(nObs * count);
  const ratios = new Float64Array(count);
  for (let i = 0; i < nObs; i++) {
    modalities.forEach((own, m) => {
      let across = 0;
      const within = own.present[i] ? foretold(own, own, kernels[m]!, i, nNeighbors) : 0;
      modalities.forEach((other, o) => {
        if (o !== m && own.present[i] && other.present[i]) {
          across = Math.max(across, foretold(own, other, kernels[m]!, i, nNeighbors));
        }
      });
      ratios[m] = own.present[i] ? within / (across + EPSILON) : -Infinity;
    });
    softmax(ratios, weights.subarray(i * count, (i + 1) * count));
  }
  return weights;
}

/** How alike a cell is to the mean of its neighbours in `guide`, by the features of `own`. */
function foretold(own: ModalityRows, guide: ModalityRows, kernels: CellKernels, cell: number, k: number): number {
  const { rows, width, present } = own;
  const { near, nCandidates } = guide;
  const mean = new Float64Array(width);
  let count = 0;
  for (let p = cell * nCandidates, end = p + Math.min(k, nCandidates); p < end && near[p]! >= 0; p++) {
    const j = near[p]!;
    if (!present[j]) continue;
    count++;
    for (let c = 0; c < width; c++) mean[c]! += rows[j * width + c]!;
  }
  if (count === 0) return 0;
  let squared = 0;
  for (let c = 0; c < width; c++) squared += (rows[cell * width + c]! - mean[c]! / count) ** 2;
  return likeness(kernels, cell, Math.sqrt(squared));
}

/** Softmax; all 0 when there is no finite score. */
function softmax(scores: Float64Array, out: Float64Array): void {
  const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  if (largest === -Infinity) return;
  let sum = 0;
  for (let m = 0; m < scores.length; m++) sum += out[m] = Math.exp(scores[m]! - largest);
  for (let m = 0; m < scores.length; m++) out[m]! /= sum;
}
