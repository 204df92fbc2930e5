import type { Progress } from "../../core/progress.ts";
import { type CellKernels, type Likeness, likeness } from "./cell_kernels.ts";
import { type ModalityRows, rowDistance } from "./modality_rows.ts";

/** Neighbours by all modalities at once. */
export interface JointNeighbors {
  /** The most alike cells, `nObs × nNeighbors`, most alike first. */
  readonly indices: Int32Array;
  /** `√((1 − similarity) / 2)`, `nObs × nNeighbors`. */
  readonly distances: Float32Array;
}

/** Cells between two pauses. */
const PIECE = 1_000;

/**
 * The cells most alike to each among the nearest of every modality, by the sum over modalities of weight × likeness;
 * yields how far it is. Ties go to the smaller cell.
 */
export function* searchJoint(
  modalities: readonly ModalityRows[],
  kernels: readonly CellKernels[],
  weights: Float64Array,
  nNeighbors: number,
  kind: Likeness,
): Generator<Progress, JointNeighbors> {
  const nObs = modalities[0]!.present.length;
  const indices = new Int32Array(nObs * nNeighbors);
  const distances = new Float32Array(nObs * nNeighbors);
  const seen = new Int32Array(nObs).fill(-1);
  const best = new Float64Array(nNeighbors);
  for (let i = 0; i < nObs; i++) {
    const found = indices.subarray(i * nNeighbors, (i + 1) * nNeighbors).fill(-1);
    best.fill(-1);
    const offer = (j: number) => {
      if (j === i || seen[j] === i) return;
      seen[j] = i;
      insert(found, best, j, similarity(modalities, kernels, weights, i, j, kind));
    };
    for (const { near, nCandidates } of modalities) {
      for (let p = i * nCandidates; p < (i + 1) * nCandidates && near[p]! >= 0; p++) offer(near[p]!);
    }
    // A cell that few others could be compared with: the next cells there are, at no likeness.
    for (let j = 0; found.at(-1) === -1 && j < nObs; j++) offer(j);
    for (let p = 0; p < nNeighbors; p++) distances[i * nNeighbors + p] = Math.sqrt(Math.max(0, 1 - best[p]!) / 2);
    if (i % PIECE === PIECE - 1) yield { stage: "finding weighted neighbours", done: i + 1, total: nObs };
  }
  return { indices, distances };
}

function similarity(
  modalities: readonly ModalityRows[],
  kernels: readonly CellKernels[],
  weights: Float64Array,
  i: number,
  j: number,
  kind: Likeness,
): number {
  let sum = 0;
  for (let m = 0; m < modalities.length; m++) {
    const { rows, width, present } = modalities[m]!;
    const weight = weights[i * modalities.length + m]!;
    if (weight > 0 && present[j]) sum += weight * likeness(kernels[m]!, i, rowDistance(rows, width, i, j), kind);
  }
  return sum;
}

/** Puts a cell among the best found, if it is one of them. */
function insert(found: Int32Array, best: Float64Array, j: number, score: number): void {
  const before = (at: number) => best[at]! > score || (best[at] === score && found[at]! < j);
  let at = best.length - 1;
  if (found[at] !== -1 && before(at)) return;
  for (; at > 0 && (found[at - 1] === -1 || !before(at - 1)); at--) {
    found[at] = found[at - 1]!;
    best[at] = best[at - 1]!;
  }
  found[at] = j;
  best[at] = score;
}
