/** The best neighbours of every point found so far, nearest first, each marked until it has been followed. */
export class NeighborLists {
  /** Neighbours, `n × k`; −1 where a list is not full yet. */
  readonly indices: Int32Array;
  /** Squared distances, `n × k`. */
  readonly squared: Float64Array;
  /** 1 for a neighbour that has not been followed, `n × k`. */
  readonly isNew: Uint8Array;
  /** Length of a list. */
  readonly k: number;

  constructor(n: number, k: number) {
    this.k = k;
    this.indices = new Int32Array(n * k).fill(-1);
    this.squared = new Float64Array(n * k).fill(Infinity);
    this.isNew = new Uint8Array(n * k);
  }

  /** Distance that a point must beat to enter the list of `i`. */
  worst(i: number): number {
    return this.squared[(i + 1) * this.k - 1]!;
  }

  /** Enters `j` in the list of `i` when it is near enough and not there; tells whether it did, as 1 or 0. */
  insert(i: number, j: number, distance: number): number {
    const { indices, squared, isNew, k } = this;
    const from = i * k;
    let p = from + k - 1;
    if (!(distance < squared[p]!)) return 0;
    // A point that is there already has this very distance: it stands just before the place of insertion.
    let place = p;
    while (place > from && squared[place - 1]! > distance) place--;
    for (let q = place; q > from && squared[q - 1] === distance; q--) if (indices[q - 1] === j) return 0;
    for (; p > place; p--) {
      squared[p] = squared[p - 1]!;
      indices[p] = indices[p - 1]!;
      isNew[p] = isNew[p - 1]!;
    }
    squared[place] = distance;
    indices[place] = j;
    isNew[place] = 1;
    return 1;
  }
}
