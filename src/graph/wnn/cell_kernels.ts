import { type ModalityRows, rowDistance } from "./modality_rows.ts";

/** How a modality turns a distance from each cell into a likeness. */
export interface CellKernels {
  /** Distance of each cell to its nearest. */
  readonly nearest: Float64Array;
  /** Distance at which likeness has fallen to 1/e. */
  readonly width: Float64Array;
}

/**
 * What a likeness falls with: how much farther a cell lies than the nearest (`excess`), as Hao et al. have it, or how far
 * it lies at all (`distance`), as muon has it where cells are compared pair by pair.
 */
export type Likeness = "excess" | "distance";

/** Both, for whoever checks a setting. */
export const LIKENESSES: readonly Likeness[] = ["excess", "distance"];

/** Cells that a width is the mean distance to. */
const N_BANDWIDTH = 20;

/**
 * The kernels of all cells of a modality. A cell's width is its mean distance to the 20 cells with which it shares the
 * fewest of its `nNeighbors` nearest, but at least one; among equals the farther ones. They are found by counting, so
 * no candidate is missed.
 */
export function cellKernels(modality: ModalityRows, nNeighbors: number): CellKernels {
  const { rows, width: nColumns, near, nCandidates, present } = modality;
  const nObs = present.length;
  const k = Math.min(nNeighbors, nCandidates);
  const listed = listedBy(modality, k);
  const nearest = new Float64Array(nObs);
  const width = new Float64Array(nObs);
  const shared = new Int32Array(nObs);
  const touched = new Int32Array(nObs);
  const farthest = new Farthest();
  for (let i = 0; i < nObs; i++) {
    const first = near[i * nCandidates]!;
    if (first < 0) continue;
    nearest[i] = rowDistance(rows, nColumns, i, first);
    let count = 0;
    for (let p = i * nCandidates; p < i * nCandidates + k && near[p]! >= 0; p++) {
      const other = near[p]!;
      for (let q = listed.indptr[other]!; q < listed.indptr[other + 1]!; q++) {
        const j = listed.indices[q]!;
        if (j !== i && shared[j]!++ === 0) touched[count++] = j;
      }
    }
    farthest.clear();
    for (let t = 0; t < count; t++) {
      const j = touched[t]!;
      farthest.offer(shared[j]!, rowDistance(rows, nColumns, i, j));
      shared[j] = 0;
    }
    width[i] = count > 0 ? farthest.mean() : nearest[i]!;
  }
  return { nearest, width };
}

/** How alike a cell finds what lies at a distance: 1 up to its nearest (or at no distance), then falling. */
export function likeness(
  { nearest, width }: CellKernels,
  cell: number,
  distance: number,
  kind: Likeness = "excess",
): number {
  if (kind === "distance") return distance === 0 ? 1 : Math.exp(-distance / width[cell]!);
  const excess = distance - nearest[cell]!;
  if (excess <= 0) return 1;
  const scale = width[cell]! - nearest[cell]!;
  return scale <= 0 ? 0 : Math.exp(-excess / scale);
}

/** For each cell those that have it among their k nearest. */
function listedBy({ near, nCandidates, present }: ModalityRows, k: number) {
  const nObs = present.length;
  const indptr = new Int32Array(nObs + 1);
  const each = (visit: (i: number, j: number) => void) => {
    for (let i = 0; i < nObs; i++) {
      for (let p = i * nCandidates; p < i * nCandidates + k && near[p]! >= 0; p++) visit(i, near[p]!);
    }
  };
  each((_, j) => indptr[j + 1]!++);
  for (let j = 0; j < nObs; j++) indptr[j + 1]! += indptr[j]!;
  const next = indptr.slice();
  const indices = new Int32Array(indptr[nObs]!);
  each((i, j) => indices[next[j]!++] = i);
  return { indptr, indices };
}

/** Keeps the distances of the cells that share least; of equals, of the farthest. */
class Farthest {
  readonly #shared = new Int32Array(N_BANDWIDTH);
  readonly #distances = new Float64Array(N_BANDWIDTH);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  offer(shared: number, distance: number): void {
    const before = (at: number) =>
      this.#shared[at]! < shared || (this.#shared[at] === shared && this.#distances[at]! >= distance);
    let at = this.#count < N_BANDWIDTH ? this.#count++ : N_BANDWIDTH;
    if (at === N_BANDWIDTH && before(--at)) return;
    for (; at > 0 && !before(at - 1); at--) {
      this.#shared[at] = this.#shared[at - 1]!;
      this.#distances[at] = this.#distances[at - 1]!;
    }
    this.#shared[at] = shared;
    this.#distances[at] = distance;
  }

  mean(): number {
    let sum = 0;
    for (let at = 0; at < this.#count; at++) sum += this.#distances[at]!;
    return sum / this.#count;
  }
}
