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

/** Where every row stands between two iterations (Hamerly 2010). */
interface Bounds {
  /** Nearest centre. */
  readonly labels: Int32Array;
  /** At least the distance to the nearest centre. */
  readonly upper: Float64Array;
  /** At most the distance to any other centre. */
  readonly lower: Float64Array;
}

/** Slack that keeps rounding from hiding a tie: rows that near are looked at in full. */
const SLACK = 1 - 1e-12;

/**
 * Lloyd's algorithm from given centres until no label changes, or the centres move by at most `tolerance` (sum of
 * squares), or `maxIter`. A cluster that lost all its rows takes the row farthest from its centre.
 *
 * Rows that by the triangle inequality cannot have changed their centre are passed over; the labels are those of the
 * plain algorithm.
 */
export function lloyd(
  data: Float64Array,
  p: number,
  start: Float64Array,
  maxIter: number,
  tolerance: number,
): LloydResult {
  const n = data.length / p, k = start.length / p;
  const bounds = {
    labels: new Int32Array(n).fill(-1),
    upper: new Float64Array(n).fill(Infinity),
    lower: new Float64Array(n).fill(-Infinity),
  };
  let centers: Float64Array = start.slice();
  let nIter = 0, settled = false;
  while (nIter < maxIter && !settled) {
    nIter++;
    const changed = assign(data, p, centers, bounds);
    const next = means(data, p, k, centers, bounds);
    const moves = relax(centers, next, p, bounds);
    settled = !changed || moves <= tolerance;
    centers = next;
  }
  assign(data, p, centers, bounds);
  let inertia = 0;
  for (let i = 0; i < n; i++) inertia += squared(data, i * p, centers, bounds.labels[i]! * p, p);
  return { labels: bounds.labels, centers, inertia, nIter };
}

function squared(x: Float64Array, a: number, y: Float64Array, b: number, p: number): number {
  let sum = 0;
  for (const end = a + p; a < end; a++, b++) {
    const difference = x[a]! - y[b]!;
    sum += difference * difference;
  }
  return sum;
}

/** Finds the nearest centre (the first of equals) of every row that may have changed; tells whether one did. */
function assign(data: Float64Array, p: number, centers: Float64Array, { labels, upper, lower }: Bounds): boolean {
  const k = centers.length / p;
  const halves = halfSeparations(centers, p);
  let changed = false;
  for (let i = 0; i < labels.length; i++) {
    const own = labels[i]!;
    if (own >= 0) {
      const safe = SLACK * Math.max(halves[own]!, lower[i]!);
      if (upper[i]! < safe) continue;
      upper[i] = Math.sqrt(squared(data, i * p, centers, own * p, p));
      if (upper[i]! < safe) continue;
    }
    let nearest = -1, least = Infinity, second = Infinity;
    for (let c = 0; c < k; c++) {
      const sum = squared(data, i * p, centers, c * p, p);
      if (sum < least) {
        second = least;
        least = sum;
        nearest = c;
      } else if (sum < second) second = sum;
    }
    upper[i] = Math.sqrt(least);
    lower[i] = Math.sqrt(second);
    if (nearest !== own) {
      labels[i] = nearest;
      changed = true;
    }
  }
  return changed;
}

/** Half the distance of every centre to the nearest other one. */
function halfSeparations(centers: Float64Array, p: number): Float64Array {
  const halves = new Float64Array(centers.length / p).fill(Infinity);
  for (let a = 1; a < halves.length; a++) {
    for (let b = 0; b < a; b++) {
      const half = Math.sqrt(squared(centers, a * p, centers, b * p, p)) / 2;
      halves[a] = Math.min(halves[a]!, half);
      halves[b] = Math.min(halves[b]!, half);
    }
  }
  return halves;
}

/** Widens the bounds by how far the centres went; returns the sum of squares of that. */
function relax(before: Float64Array, after: Float64Array, p: number, { labels, upper, lower }: Bounds): number {
  const moves = new Float64Array(before.length / p);
  let total = 0, farthest = 0, next = 0, who = -1;
  for (let c = 0; c < moves.length; c++) {
    const square = squared(before, c * p, after, c * p, p);
    const move = moves[c] = Math.sqrt(square);
    total += square;
    if (move > farthest) {
      next = farthest;
      farthest = move;
      who = c;
    } else if (move > next) next = move;
  }
  for (let i = 0; i < labels.length; i++) {
    upper[i]! += moves[labels[i]!]!;
    lower[i]! -= labels[i] === who ? next : farthest;
  }
  return total;
}

/** Means of the clusters; empty ones are given the rows farthest from their centres first. */
function means(data: Float64Array, p: number, k: number, centers: Float64Array, bounds: Bounds): Float64Array {
  const { labels } = bounds;
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label]!++;
  if (sizes.includes(0)) fillEmpty(data, p, centers, sizes, bounds);
  const next = new Float64Array(k * p);
  for (let i = 0, at = 0; i < labels.length; i++) {
    for (let j = 0, to = labels[i]! * p; j < p; j++, at++, to++) next[to]! += data[at]!;
  }
  for (let at = 0; at < next.length; at++) next[at]! /= sizes[Math.floor(at / p)]!;
  return next;
}

function fillEmpty(
  data: Float64Array,
  p: number,
  centers: Float64Array,
  sizes: Int32Array,
  { labels, upper, lower }: Bounds,
): void {
  const squares = Float64Array.from(labels, (label, i) => squared(data, i * p, centers, label * p, p));
  for (let c = 0; c < sizes.length; c++) {
    if (sizes[c]! > 0) continue;
    let farthest = -1;
    for (let i = 0; i < labels.length; i++) {
      if (sizes[labels[i]!]! > 1 && (farthest < 0 || squares[i]! > squares[farthest]!)) farthest = i;
    }
    sizes[labels[farthest]!]!--;
    sizes[c]!++;
    labels[farthest] = c;
    squares[farthest] = 0;
    upper[farthest] = Infinity;
    lower[farthest] = -Infinity;
  }
}
