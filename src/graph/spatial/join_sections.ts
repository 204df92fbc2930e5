import { Csr } from "../../data/csr.ts";
import { sortRowsInPlace } from "../sort_rows.ts";
import type { SpatialPairs } from "./spatial_pairs.ts";

/** The spots of one section, rising, and the pairs among them. */
export interface Section {
  /** Row in the whole of every spot of the section. */
  readonly rows: ArrayLike<number>;
  /** Pairs by the section's own numbers. */
  readonly pairs: SpatialPairs;
}

/** One matrix of edge lengths for the whole, in its row order: no entry across sections; rows sorted. */
export function joinSections(sections: readonly Section[], nObs: number): Csr {
  const indptr = new Int32Array(nObs + 1);
  for (const { rows, pairs } of sections) {
    for (let i = 0; i < rows.length; i++) indptr[rows[i]! + 1] = pairs.indptr[i + 1]! - pairs.indptr[i]!;
  }
  for (let i = 0; i < nObs; i++) indptr[i + 1]! += indptr[i]!;
  const indices = new Int32Array(indptr[nObs]!);
  const data = new Float64Array(indptr[nObs]!);
  for (const { rows, pairs } of sections) {
    for (let i = 0; i < rows.length; i++) {
      let at = indptr[rows[i]!]!;
      for (let p = pairs.indptr[i]!; p < pairs.indptr[i + 1]!; p++, at++) {
        indices[at] = rows[pairs.indices[p]!]!;
        data[at] = pairs.lengths[p]!;
      }
    }
  }
  sortRowsInPlace({ indptr, indices, data });
  return new Csr({ shape: [nObs, nObs], indptr, indices, data });
}
