/** Rows put in an order in which near ones stand together, cut in blocks, each with a ball around it. */
export interface RowBlocks {
  /** The rows in their new order, row major. */
  readonly values: Float64Array;
  /** Number that each of them had before. */
  readonly rows: Int32Array;
  /** Where each block begins; one longer than the blocks. */
  readonly starts: readonly number[];
  /** Mean of each block, `nBlocks × width`. */
  readonly centers: Float64Array;
  /** Distance from the mean to the farthest row of each block. */
  readonly radii: Float64Array;
}

/** A block of 30 columns fits the first-level cache. */
const BLOCK = 128;
/** Rounds in which the two halves of a group settle; the balls need not be the smallest. */
const ROUNDS = 2;
/** A group that parts less evenly than this is cut through the middle. */
const EVEN = 1 / 8;

/**
 * Groups rows by parting them in two, again and again, each time around the means of two halves.
 *
 * @param isGrouped Whether near rows come to stand together; else the rows keep their order and are only cut.
 */
export function rowBlocks(values: Float64Array, width: number, isGrouped = true): RowBlocks {
  const n = values.length / width;
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const starts = [0];
  const split = (from: number, to: number): void => {
    if (to - from <= BLOCK) {
      starts.push(to);
      return;
    }
    const middle = isGrouped ? part(values, width, rows, from, to) : (from + to) >> 1;
    split(from, middle);
    split(middle, to);
  };
  split(0, n);
  const sorted = new Float64Array(values.length);
  rows.forEach((row, i) => sorted.set(values.subarray(row * width, (row + 1) * width), i * width));
  const nBlocks = starts.length - 1;
  const centers = new Float64Array(nBlocks * width);
  const radii = new Float64Array(nBlocks);
  for (let b = 0; b < nBlocks; b++) {
    const [from, to] = [starts[b]!, starts[b + 1]!];
    const center = centers.subarray(b * width, (b + 1) * width);
    for (let i = from; i < to; i++) {
      for (let c = 0; c < width; c++) center[c]! += sorted[i * width + c]! / (to - from);
    }
    for (let i = from; i < to; i++) radii[b] = Math.max(radii[b]!, distance(sorted, i, center, 0, width));
  }
  return { values: sorted, rows, starts, centers, radii };
}

/** Orders `rows[from … to)` so that those nearer to one of two centres stand first; returns where the others begin. */
function part(values: Float64Array, width: number, rows: Int32Array, from: number, to: number): number {
  const n = to - from;
  const first = rows.slice(from, to);
  const far = farthest(values, width, first, first[0]!);
  const left = rowOf(values, width, far);
  const right = rowOf(values, width, farthest(values, width, first, far));
  const lean = new Float64Array(n);
  for (let round = 0; round <= ROUNDS; round++) {
    let count = 0;
    for (let i = 0; i < n; i++) {
      lean[i] = distance(values, first[i]!, left, 0, width) - distance(values, first[i]!, right, 0, width);
      if (lean[i]! <= 0) count++;
    }
    if (count === 0 || count === n || round === ROUNDS) break;
    left.fill(0);
    right.fill(0);
    for (let i = 0; i < n; i++) {
      const isLeft = lean[i]! <= 0;
      const mean = isLeft ? left : right;
      const share = 1 / (isLeft ? count : n - count);
      for (let c = 0, p = first[i]! * width; c < width; c++, p++) mean[c]! += share * values[p]!;
    }
  }
  const count = lean.reduce((sum, value) => value <= 0 ? sum + 1 : sum, 0);
  const cut = count < EVEN * n || count > (1 - EVEN) * n ? lean.slice().sort()[n >> 1]! : 0;
  let [head, tail] = [from, to];
  for (let i = 0; i < n; i++) {
    if (lean[i]! <= cut) rows[head++] = first[i]!;
    else rows[--tail] = first[i]!;
  }
  return head === from || head === to ? from + (n >> 1) : head;
}

function rowOf(values: Float64Array, width: number, row: number): Float64Array {
  return values.slice(row * width, (row + 1) * width);
}

/** The row of a group that is farthest from a given one. */
function farthest(values: Float64Array, width: number, group: Int32Array, from: number): number {
  let [most, found] = [-1, from];
  for (let i = 0; i < group.length; i++) {
    const away = distance(values, group[i]!, values, from, width);
    if (away > most) [most, found] = [away, group[i]!];
  }
  return found;
}

/** Euclidean distance of row `i` of one matrix and row `j` of another. */
export function distance(a: Float64Array, i: number, b: Float64Array, j: number, width: number): number {
  let sum = 0;
  for (let c = 0, p = i * width, q = j * width; c < width; c++, p++, q++) {
    const difference = a[p]! - b[q]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
