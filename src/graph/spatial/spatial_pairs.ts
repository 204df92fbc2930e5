/** Directed pairs of spots of one section, none with itself: row `i` holds the neighbours of spot `i`. */
export interface SpatialPairs {
  /** Where each spot's neighbours begin; one longer than the spots. */
  readonly indptr: Int32Array;
  /** The neighbours. */
  readonly indices: Int32Array;
  /** Length of each edge: a distance, or the number of a ring. */
  readonly lengths: Float64Array;
}

/** The pairs whose length passes the test, in their order. */
export function filterPairs(pairs: SpatialPairs, keep: (length: number) => boolean): SpatialPairs {
  const { indptr, indices, lengths } = pairs;
  const kept = { indptr: new Int32Array(indptr.length), indices: indices.slice(), lengths: lengths.slice() };
  let at = 0;
  for (let i = 0; i + 1 < indptr.length; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      if (!keep(lengths[p]!)) continue;
      kept.indices[at] = indices[p]!;
      kept.lengths[at++] = lengths[p]!;
    }
    kept.indptr[i + 1] = at;
  }
  return { indptr: kept.indptr, indices: kept.indices.slice(0, at), lengths: kept.lengths.slice(0, at) };
}
