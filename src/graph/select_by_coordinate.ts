/**
 * Reorders points `left … right` so that the one at `middle` is the one that a sort along `axis` would put there, with
 * none larger before it and none smaller behind it (quickselect, Hoare's partition, median of three).
 */
export function selectByCoordinate(
  coords: Float64Array,
  ids: Int32Array,
  nDims: number,
  axis: number,
  left: number,
  right: number,
  middle: number,
): void {
  while (right > left) {
    const a = coords[left * nDims + axis]!;
    const b = coords[((left + right) >> 1) * nDims + axis]!;
    const c = coords[right * nDims + axis]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = left;
    let j = right;
    while (i <= j) {
      while (coords[i * nDims + axis]! < pivot) i++;
      while (coords[j * nDims + axis]! > pivot) j--;
      if (i <= j) swap(coords, ids, nDims, i++, j--);
    }
    // Between j and i lie only points equal to the pivot.
    if (middle <= j) right = j;
    else if (middle >= i) left = i;
    else return;
  }
}

function swap(coords: Float64Array, ids: Int32Array, nDims: number, i: number, j: number): void {
  const id = ids[i]!;
  ids[i] = ids[j]!;
  ids[j] = id;
  for (let c = 0, p = i * nDims, q = j * nDims; c < nDims; c++, p++, q++) {
    const value = coords[p]!;
    coords[p] = coords[q]!;
    coords[q] = value;
  }
}
