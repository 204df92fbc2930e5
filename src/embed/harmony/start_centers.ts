import { drawByWeight } from "../../core/draw_by_weight.ts";
import type { Rng } from "../../core/rng.ts";
import type { HarmonyMath, HarmonySize } from "./harmony_math.ts";

const MAX_ITER = 25;
const TOLERANCE = 1e-4;

/**
 * Centres of unit rows by k-means, the best of several greedy k-means++ starts of at most 25 iterations each; clusters
 * that lose all their rows take those farthest from their centres.
 */
export function startCenters(
  math: HarmonyMath,
  size: HarmonySize,
  unit: Float64Array,
  nInit: number,
  rng: Rng,
): Float64Array {
  let best: Float64Array | undefined;
  let least = Infinity;
  for (let start = 0; start < nInit; start++) {
    const found = oneStart(math, size, unit, rng.split(start));
    if (!best || found.inertia < least) {
      best = found.centers;
      least = found.inertia;
    }
  }
  return best!;
}

interface Found {
  readonly centers: Float64Array;
  readonly inertia: number;
}

function oneStart(math: HarmonyMath, size: HarmonySize, unit: Float64Array, rng: Rng): Found {
  const { n, d, k } = size;
  let centers = plusPlus(math, size, unit, rng);
  const labels = new Int32Array(n);
  const squares = new Float64Array(n);
  let inertia = Infinity;
  for (let iter = 0; iter < MAX_ITER; iter++) {
    const now = nearest(math, size, centers, labels, squares);
    if (inertia - now <= TOLERANCE * now) break;
    inertia = now;
    centers = means(unit, n, d, k, labels, squares);
  }
  return { centers, inertia };
}

/** Nearest centre of every unit row and the squared distance to it; returns their sum. */
function nearest(
  math: HarmonyMath,
  { n, d, k }: HarmonySize,
  centers: Float64Array,
  labels: Int32Array,
  squares: Float64Array,
): number {
  const lengths = new Float64Array(k);
  for (let at = 0; at < centers.length; at++) lengths[Math.floor(at / d)]! += centers[at]! ** 2;
  const products = math.products(centers, k);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let best = 0;
    let least = Infinity;
    for (let c = 0, at = i * k; c < k; c++, at++) {
      const square = lengths[c]! - 2 * products[at]!;
      if (square < least) {
        least = square;
        best = c;
      }
    }
    labels[i] = best;
    squares[i] = Math.max(0, 1 + least);
    sum += squares[i]!;
  }
  return sum;
}

function means(
  unit: Float64Array,
  n: number,
  d: number,
  k: number,
  labels: Int32Array,
  squares: Float64Array,
): Float64Array {
  const sizes = new Int32Array(k);
  for (let i = 0; i < n; i++) sizes[labels[i]!]!++;
  for (let c = 0; c < k; c++) {
    if (sizes[c]! > 0) continue;
    let farthest = -1;
    for (let i = 0; i < n; i++) {
      if (sizes[labels[i]!]! > 1 && (farthest < 0 || squares[i]! > squares[farthest]!)) farthest = i;
    }
    if (farthest < 0) break;
    sizes[labels[farthest]!]!--;
    sizes[c] = 1;
    labels[farthest] = c;
    squares[farthest] = 0;
  }
  const centers = new Float64Array(k * d);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0, to = labels[i]! * d; j < d; j++) centers[to++]! += unit[at++]!;
  }
  for (let at = 0; at < centers.length; at++) centers[at]! /= Math.max(1, sizes[Math.floor(at / d)]!);
  return centers;
}

/** Greedy k-means++: every further centre is the best of 2 + ⌊ln k⌋ rows drawn by squared distance. */
function plusPlus(math: HarmonyMath, { n, d, k }: HarmonySize, unit: Float64Array, rng: Rng): Float64Array {
  const centers = new Float64Array(k * d);
  const trials = Math.min(2 + Math.floor(Math.log(k)), k);
  const candidates = new Float64Array(trials * d);
  const rows = new Int32Array(trials);
  const left = new Float64Array(n).fill(Infinity);
  const row = (i: number) => unit.subarray(i * d, (i + 1) * d);
  rows[0] = rng.integer(n);
  let count = 1;
  let total = Infinity;
  for (let c = 0; c < k; c++) {
    for (let t = 0; t < count; t++) {
      if (c > 0) rows[t] = total > 0 ? drawByWeight(left, total, rng) : rng.integer(n);
      candidates.set(row(rows[t]!), t * d);
    }
    const products = math.products(candidates, count);
    const sums = new Float64Array(count);
    for (let i = 0, at = 0; i < n; i++) {
      for (let t = 0; t < count; t++, at++) sums[t]! += Math.min(left[i]!, Math.max(0, 2 - 2 * products[at]!));
    }
    const best = sums.indexOf(sums.reduce((a, b) => Math.min(a, b)));
    for (let i = 0, at = best; i < n; i++, at += count) {
      left[i] = Math.min(left[i]!, Math.max(0, 2 - 2 * products[at]!));
    }
    total = sums[best]!;
    centers.set(row(rows[best]!), c * d);
    count = trials;
  }
  return centers;
}
