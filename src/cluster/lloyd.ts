/** What Lloyd's iterations ended with. */
export interface LloydResult {
  /** Nearest centre of every row, n. */
  readonly labels: Int32Array;
  /** Centres, k × p. */
  readonly centers: Float64Array;
  /** Sum of squared distances of the rows to their centres. */
  readonly inertia: number;
  /** Iterations run. */
  readonly nIter: number;
}

/**
 * Lloyd's algorithm from given centres until no label changes, or the centres move by at most `tolerance` (sum of
 * squares), or `maxIter`. A cluster that lost all its rows takes the row farthest from its centre.
 */
export function lloyd(
  data: Float64Array,
  p: number,
  start: Float64Array,
  maxIter: number,
  tolerance: number,
): LloydResult {
  const n = data.length / p, k = start.length / p;
  let centers: Float64Array = start.slice();
  let labels = new Int32Array(n).fill(-1);
  const squares = new Float64Array(n);
  let nIter = 0, settled = false;
  while (nIter < maxIter && !settled) {
    nIter++;
    const changed = assign(data, p, centers, labels, squares);
    const next = means(data, p, labels, k, squares);
    settled = !changed || squaredDistance(next, centers) <= tolerance;
    centers = next;
    if (!changed) break;
  }
  labels = labels.slice();
  assign(data, p, centers, labels, squares);
  return { labels, centers, inertia: squares.reduce((sum, value) => sum + value, 0), nIter };
}

/** Writes nearest centres (the first of equals) and squared distances; tells whether a label changed. */
function assign(
  data: Float64Array,
  p: number,
  centers: Float64Array,
  labels: Int32Array,
  squares: Float64Array,
): boolean {
  let changed = false;
  for (let i = 0; i < labels.length; i++) {
    let nearest = -1, least = Infinity;
    for (let c = 0, at = 0; at < centers.length; c++, at += p) {
      let sum = 0;
      for (let j = 0, x = i * p; j < p && sum < least; j++, x++) {
        const difference = data[x]! - centers[at + j]!;
        sum += difference * difference;
      }
      if (sum < least) {
        least = sum;
        nearest = c;
      }
    }
    if (labels[i] !== nearest) {
      labels[i] = nearest;
      changed = true;
    }
    squares[i] = least;
  }
  return changed;
}

/** Means of the clusters; moves the farthest rows into clusters that are empty (and writes their labels). */
function means(data: Float64Array, p: number, labels: Int32Array, k: number, squares: Float64Array): Float64Array {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label]!++;
  for (let c = 0; c < k; c++) {
    if (sizes[c]! > 0) continue;
    let farthest = 0;
    for (let i = 1; i < labels.length; i++) {
      if (sizes[labels[i]!]! > 1 && (sizes[labels[farthest]!]! < 2 || squares[i]! > squares[farthest]!)) farthest = i;
    }
    sizes[labels[farthest]!]!--;
    sizes[c]!++;
    labels[farthest] = c;
    squares[farthest] = 0;
  }
  const centers = new Float64Array(k * p);
  for (let i = 0, at = 0; i < labels.length; i++) {
    for (let j = 0, to = labels[i]! * p; j < p; j++, at++, to++) centers[to]! += data[at]!;
  }
  for (let at = 0; at < centers.length; at++) centers[at]! /= sizes[Math.floor(at / p)]!;
  return centers;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at]! - b[at]!) ** 2;
  return sum;
}
