import { Csr } from "../../data/csr.ts";
import { floats, type RowMajor } from "../row_major.ts";
import type { Overlaps } from "./overlaps.ts";

/**
 * Columns of `x` (`nRows × nPlaces`) added into `nTargets` columns, each into all that it touches: the product with the
 * sparse 0/1 matrix of the overlaps. In memory of the result and one row.
 */
export function sumColumns(x: RowMajor, touched: Overlaps, nTargets: number): Csr {
  const row = new RowSum(x, touched, nTargets);
  const indptr = new Int32Array(x.nRows + 1);
  for (let i = 0; i < x.nRows; i++) indptr[i + 1] = indptr[i]! + row.load(i);
  const indices = new Int32Array(indptr[x.nRows]!);
  const data = floats(x.dtype, indices.length);
  for (let i = 0; i < x.nRows; i++) {
    const count = row.load(i);
    const members = row.members.subarray(0, count).sort();
    indices.set(members, indptr[i]);
    for (let m = 0, p = indptr[i]!; m < count; m++) data[p++] = row.sums[members[m]!]!;
  }
  return new Csr({ shape: [x.nRows, nTargets], indptr, indices, data });
}

/** The sums of one row; they stay until the next is loaded. */
class RowSum {
  readonly #x: RowMajor;
  readonly #touched: Overlaps;
  /** Targets of the row that hold something, as many as `load` said. */
  readonly members: Int32Array;
  /** Sums of the members, in double precision; those of other targets are of earlier rows. */
  readonly sums: Float64Array;
  readonly #seen: Int32Array;
  #stamp = 0;

  constructor(x: RowMajor, touched: Overlaps, nTargets: number) {
    this.#x = x;
    this.#touched = touched;
    this.members = new Int32Array(nTargets);
    this.sums = new Float64Array(nTargets);
    this.#seen = new Int32Array(nTargets);
  }

  load(i: number): number {
    const x = this.#x, seen = this.#seen, { members, sums } = this, { starts, targets } = this.#touched;
    const stamp = ++this.#stamp;
    const from = x.kind === "csr" ? x.indptr[i]! : i * x.nCols;
    const to = x.kind === "csr" ? x.indptr[i + 1]! : from + x.nCols;
    let count = 0;
    for (let p = from; p < to; p++) {
      const value = x.data[p]!;
      if (value === 0) continue;
      const j = x.kind === "csr" ? x.indices[p]! : p - from;
      for (let t = starts[j]!; t < starts[j + 1]!; t++) {
        const target = targets[t]!;
        if (seen[target] !== stamp) {
          seen[target] = stamp;
          sums[target] = 0;
          members[count++] = target;
        }
        sums[target]! += value;
      }
    }
    return count;
  }
}
