import type { Slices } from "../data/compressed.ts";
import type { NumberArray } from "../data/dtype.ts";

/** Rows of a CSR matrix of numbers. */
export interface NumberRows extends Slices {
  readonly data: NumberArray;
}

/** Rows up to this long are sorted by insertion, which beats a comparator call per pair. */
const SHORT = 48;

/** Sorts the entries of each row by column, in place: for arrays that were just made and nobody else holds. */
export function sortRowsInPlace({ indptr, indices, data }: NumberRows): void {
  for (let i = 0; i + 1 < indptr.length; i++) {
    const from = indptr[i]!;
    const to = indptr[i + 1]!;
    if (to - from > SHORT) sortLong(indices, data, from, to);
    else sortShort(indices, data, from, to);
  }
}

function sortShort(indices: Int32Array, data: NumberArray, from: number, to: number): void {
  for (let p = from + 1; p < to; p++) {
    const column = indices[p]!;
    const value = data[p]!;
    let q = p;
    for (; q > from && indices[q - 1]! > column; q--) {
      indices[q] = indices[q - 1]!;
      data[q] = data[q - 1]!;
    }
    indices[q] = column;
    data[q] = value;
  }
}

function sortLong(indices: Int32Array, data: NumberArray, from: number, to: number): void {
  const columns = indices.slice(from, to);
  const values = data.slice(from, to);
  const order = Int32Array.from(columns, (_, p) => p).sort((a, b) => columns[a]! - columns[b]!);
  for (let p = 0; p < order.length; p++) {
    indices[from + p] = columns[order[p]!]!;
    data[from + p] = values[order[p]!]!;
  }
}
