/** Where every row stands between two iterations (Hamerly 2010). */
export interface Bounds {
  /** Nearest centre. */
  readonly labels: Int32Array;
  /** At least the distance to the nearest centre. */
  readonly upper: Float64Array;
  /** At most the distance to any other centre. */
  readonly lower: Float64Array;
}

/** Slack that keeps rounding from hiding a tie: rows that near are looked at in full. */
const SLACK = 1 - 1e-12;

/** ‖x − y‖² of the vectors of length `p` that begin at `a` and `b`. */
export function squaredDistance(x: Float64Array, a: number, y: Float64Array, b: number, p: number): number {
  let sum = 0;
  for (const end = a + p; a < end; a++, b++) {
    const difference = x[a]! - y[b]!;
    sum += difference * difference;
  }
  return sum;
}

/** Finds the nearest centre (the first of equals) of every row that may have changed; tells whether one did. */
export function findNearest(
  data: Float64Array,
  p: number,
  centers: Float64Array,
  { labels, upper, lower }: Bounds,
): boolean {
  const k = centers.length / p;
  const halves = halfSeparations(centers, p);
  let changed = false;
  for (let i = 0; i < labels.length; i++) {
    const own = labels[i]!;
    if (own >= 0) {
      const safe = SLACK * Math.max(halves[own]!, lower[i]!);
      if (upper[i]! < safe) continue;
      upper[i] = Math.sqrt(squaredDistance(data, i * p, centers, own * p, p));
      if (upper[i]! < safe) continue;
    }
    let nearest = -1, least = Infinity, second = Infinity;
    for (let c = 0; c < k; c++) {
      const sum = squaredDistance(data, i * p, centers, c * p, p);
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
      const half = Math.sqrt(squaredDistance(centers, a * p, centers, b * p, p)) / 2;
      halves[a] = Math.min(halves[a]!, half);
      halves[b] = Math.min(halves[b]!, half);
    }
  }
  return halves;
}

/** Widens the bounds by how far the centres went; returns the sum of squares of that. */
export function widen(before: Float64Array, after: Float64Array, p: number, { labels, upper, lower }: Bounds): number {
  const moves = new Float64Array(before.length / p);
  let total = 0, farthest = 0, next = 0, who = -1;
  for (let c = 0; c < moves.length; c++) {
    const square = squaredDistance(before, c * p, after, c * p, p);
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
