import type { Progress } from "../../core/progress.ts";
import { Dense } from "../../data/dense.ts";
import { approximateNeighbors } from "../approximate_neighbors.ts";
import { searchNearestRows } from "../nearest_rows.ts";

/** One modality's features for every cell. */
export interface CellFeatures {
  /** Its name. */
  readonly name: string;
  /** Its columns. */
  readonly nFeatures: number;
  /** `nObs × nFeatures`, row after row; a row of zeros is a cell that the modality lacks. */
  readonly data: ArrayLike<number>;
}

/** One modality as weighted neighbours see it. */
export interface ModalityRows {
  /** Values per row. */
  readonly width: number;
  /** Unit rows, `nObs × width`. */
  readonly rows: Float64Array;
  /** 1 for a cell that the modality has. */
  readonly present: Uint8Array;
  /** The cells nearest to each, nearest first, `nObs × nCandidates`; −1 where there is none. */
  readonly near: Int32Array;
  /** Places in each row of `near`. */
  readonly nCandidates: number;
}

/** Up to so many cells all pairs are compared; above, nearest-neighbour descent is faster. */
const EXACT_CELLS = 100_000;

/** Finds each cell's nearest in one modality, among those that it has; yields how far it is. */
export function* searchModality(
  { name, nFeatures: width, data }: CellFeatures,
  nObs: number,
  nCandidates: number,
  seed: number,
): Generator<Progress, ModalityRows> {
  const { rows, present } = unitRows(data, nObs, width);
  const cells = Int32Array.from(present.keys()).filter((i) => present[i]);
  const k = Math.min(nCandidates, Math.max(0, cells.length - 1));
  const near = new Int32Array(nObs * nCandidates).fill(-1);
  if (k > 0) {
    const found = yield* nearestOf(takeRows(rows, cells, width), width, k, name, seed);
    cells.forEach((cell, row) => {
      for (let p = 0; p < k; p++) near[cell * nCandidates + p] = cells[found[row * k + p]!]!;
    });
  }
  return { width, rows, present, near, nCandidates };
}

function* nearestOf(
  base: Float64Array,
  width: number,
  k: number,
  name: string,
  seed: number,
): Generator<Progress, Int32Array> {
  const total = base.length / width;
  if (total > EXACT_CELLS) {
    return approximateNeighbors(new Dense(base, { shape: [total, width] }), { nNeighbors: k, seed }).indices;
  }
  using search = searchNearestRows({ base, queries: base, width, k, skip: "self" });
  for (;;) {
    const step = search.next();
    if (step.done) return step.value.indices;
    yield { stage: `finding neighbours in ${name}`, done: step.value, total };
  }
}

/** Rows of length 1; rows of zeros stay. */
function unitRows(data: ArrayLike<number>, nObs: number, width: number): Pick<ModalityRows, "rows" | "present"> {
  const rows = Float64Array.from(data);
  const present = new Uint8Array(nObs);
  for (let i = 0; i < nObs; i++) {
    let squares = 0;
    for (let p = i * width; p < (i + 1) * width; p++) squares += rows[p]! * rows[p]!;
    if (squares === 0) continue;
    present[i] = 1;
    const length = Math.sqrt(squares);
    for (let p = i * width; p < (i + 1) * width; p++) rows[p]! /= length;
  }
  return { rows, present };
}

function takeRows(rows: Float64Array, cells: Int32Array, width: number): Float64Array {
  const out = new Float64Array(cells.length * width);
  cells.forEach((cell, row) => out.set(rows.subarray(cell * width, (cell + 1) * width), row * width));
  return out;
}

/** Euclidean distance of two rows. */
export function rowDistance(rows: Float64Array, width: number, i: number, j: number): number {
  let squared = 0;
  for (let c = 0, p = i * width, q = j * width; c < width; c++) squared += (rows[p + c]! - rows[q + c]!) ** 2;
  return Math.sqrt(squared);
}
