import { WeftError } from "../core/error.ts";

/** Triplets sorted by the rows they move, so that every row of a gradient is written once. */
export interface TripletIndex {
  /** Rows of the matrix the triplets point into. */
  readonly nRows: number;
  /** A copy of the triplets, so that no later change of the caller's array reaches compiled code. */
  readonly triplets: Int32Array;
  /** `nRows + 1` starts of each row's differences. */
  readonly starts: Int32Array;
  /** The other row of each difference. */
  readonly others: Int32Array;
  /** Number `e` of a difference (`2 t` for `a − p`, `2 t + 1` for `a − n`), or `−1 − e` where this row is subtracted. */
  readonly differences: Int32Array;
}

const known = new WeakMap<Int32Array, TripletIndex>();

/**
 * The index of a list of triplets, made once.
 *
 * @param triplets `nTriplets × 3`: anchor, positive, negative.
 * @param nRows Rows they may point to.
 * @returns The index.
 * @throws {WeftError} `Misaligned` when the length is no multiple of 3; `BadValues` for a row that does not exist.
 */
export function tripletIndex(triplets: Int32Array, nRows: number): TripletIndex {
  let index = known.get(triplets);
  if (index?.nRows !== nRows) known.set(triplets, index = build(triplets.slice(), nRows));
  return index!;
}

function build(triplets: Int32Array, nRows: number): TripletIndex {
  if (triplets.length % 3 !== 0) {
    throw new WeftError("Misaligned", { expected: "three rows a triplet", found: `${triplets.length} numbers` });
  }
  const at = triplets.findIndex((row) => row < 0 || row >= nRows);
  if (at >= 0) {
    throw new WeftError("BadValues", {
      expected: `rows of triplets from 0 to ${nRows - 1}`,
      found: `${triplets[at]}`,
      where: `triplet ${Math.floor(at / 3)}`,
    });
  }
  const starts = new Int32Array(nRows + 1);
  // An anchor has two differences, the others one.
  for (let i = 0; i < triplets.length; i++) starts[triplets[i]! + 1]! += i % 3 === 0 ? 2 : 1;
  for (let row = 0; row < nRows; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice(0, nRows);
  const total = starts[nRows]!;
  const others = new Int32Array(total), differences = new Int32Array(total);
  const put = (row: number, other: number, difference: number): void => {
    const slot = next[row]!++;
    others[slot] = other;
    differences[slot] = difference;
  };
  for (let t = 0; 3 * t < triplets.length; t++) {
    const anchor = triplets[3 * t]!;
    for (const side of [0, 1]) {
      const other = triplets[3 * t + 1 + side]!, e = 2 * t + side;
      put(anchor, other, e);
      put(other, anchor, -1 - e);
    }
  }
  return { nRows, triplets, starts, others, differences };
}
