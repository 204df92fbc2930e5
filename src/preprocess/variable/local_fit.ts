/** Points of a curve by rising x, points of equal x put together. */
export interface CurvePoints {
  /** Distinct x, rising. */
  readonly x: Float64Array;
  /** Number of points at each x. */
  readonly count: Float64Array;
  /** Sum of y over the points at each x. */
  readonly sum: Float64Array;
}

/** Value and slope of a local polynomial at one place. */
export interface LocalFit {
  /** Value of the fitted polynomial there. */
  readonly value: number;
  /** Its slope there. */
  readonly slope: number;
}

/** Sorts points by x and puts those of equal x together: the local fit depends on their number and sum only. */
export function curvePoints(x: Float64Array, y: Float64Array): CurvePoints {
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || a - b);
  const points = { x: new Float64Array(x.length), count: new Float64Array(x.length), sum: new Float64Array(x.length) };
  let last = -1;
  for (const i of order) {
    if (last < 0 || points.x[last] !== x[i]) points.x[++last] = x[i]!;
    points.count[last]!++;
    points.sum[last]! += y[i]!;
  }
  const n = last + 1;
  return { x: points.x.subarray(0, n), count: points.count.subarray(0, n), sum: points.sum.subarray(0, n) };
}

/**
 * Quadratic through the `q` points nearest to `at`, weighted by (1 − (distance / h)³)³ with h the distance of the
 * q-th (Cleveland and Devlin 1988). Where fewer than three distinct x carry weight the degree falls to linear or
 * constant instead of failing.
 */
export function localFit({ x, count, sum }: CurvePoints, at: number, q: number): LocalFit {
  let low = lowerBound(x, at);
  let high = low;
  let width = 0;
  for (let inside = 0; inside < q && (low > 0 || high < x.length);) {
    const takesLow = low > 0 && (high >= x.length || at - x[low - 1]! <= x[high]! - at);
    const next = takesLow ? --low : high++;
    inside += count[next]!;
    width = Math.abs(x[next]! - at);
  }
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, t0 = 0, t1 = 0, t2 = 0;
  for (let i = low; i < high; i++) {
    const u = (x[i]! - at) / width;
    const distance = Math.abs(u);
    const hat = 1 - distance * distance * distance;
    const weight = hat * hat * hat;
    const w = weight * count[i]!;
    const wy = weight * sum[i]!;
    s0 += w;
    s1 += w * u;
    s2 += w * u * u;
    s3 += w * u * u * u;
    s4 += w * u * u * u * u;
    t0 += wy;
    t1 += wy * u;
    t2 += wy * u * u;
  }
  if (!(s0 > 0)) return { value: meanOf(count, sum, low, high), slope: 0 };
  return solveQuadratic(s0, s1, s2, s3, s4, t0, t1, t2, width);
}

/** Where all points lie at one distance none carries weight: their mean. */
function meanOf(count: Float64Array, sum: Float64Array, low: number, high: number): number {
  let all = 0;
  let number = 0;
  for (let i = low; i < high; i++) {
    all += sum[i]!;
    number += count[i]!;
  }
  return all / number;
}

/** Normal equations by elimination; a pivot lost to rounding drops the powers from there on. */
function solveQuadratic(
  s0: number,
  s1: number,
  s2: number,
  s3: number,
  s4: number,
  t0: number,
  t1: number,
  t2: number,
  width: number,
): LocalFit {
  const a11 = s2 - s1 * s1 / s0;
  const a12 = s3 - s1 * s2 / s0;
  const b1 = t1 - s1 * t0 / s0;
  if (!(a11 > 1e-12 * s0)) return { value: t0 / s0, slope: 0 };
  const a22 = s4 - s2 * s2 / s0 - a12 * a12 / a11;
  const b2 = t2 - s2 * t0 / s0 - a12 * b1 / a11;
  const c2 = a22 > 1e-12 * s0 ? b2 / a22 : 0;
  const c1 = (b1 - a12 * c2) / a11;
  return { value: (t0 - s1 * c1 - s2 * c2) / s0, slope: c1 / width };
}

function lowerBound(x: Float64Array, at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
