import { type Bounds, findNearest, squaredDistance, widen } from "./nearest_centers.ts";

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
 *
 * Rows that by the triangle inequality cannot have changed their centre are passed over; the labels are those of the
 * plain algorithm. One iteration at a time, for whoever must hand the thread back.
 */
export function* lloydSteps(
  data: Float64Array,
  p: number,
  start: Float64Array,
  maxIter: number,
  tolerance: number,
): Generator<void, LloydResult> {
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
    const changed = findNearest(data, p, centers, bounds);
    const next = means(data, p, k, centers, bounds);
    const moves = widen(centers, next, p, bounds);
    settled = !changed || moves <= tolerance;
    centers = next;
    yield;
  }
  findNearest(data, p, centers, bounds);
  let inertia = 0;
  for (let i = 0; i < n; i++) inertia += squaredDistance(data, i * p, centers, bounds.labels[i]! * p, p);
  return { labels: bounds.labels, centers, inertia, nIter };
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
  const squares = Float64Array.from(labels, (label, i) => squaredDistance(data, i * p, centers, label * p, p));
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
