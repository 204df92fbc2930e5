const STRIDE = 8;

/** Squared distance of two rows, given up (as any number ≥ `limit`) once the sum has reached `limit`. */
export function squaredWithin(values: Float64Array, width: number, i: number, j: number, limit: number): number {
  let p = i * width;
  let q = j * width;
  const end = p + width;
  let sum = 0;
  while (p + STRIDE <= end) {
    const a = values[p]! - values[q]!;
    const b = values[p + 1]! - values[q + 1]!;
    const c = values[p + 2]! - values[q + 2]!;
    const d = values[p + 3]! - values[q + 3]!;
    const e = values[p + 4]! - values[q + 4]!;
    const f = values[p + 5]! - values[q + 5]!;
    const g = values[p + 6]! - values[q + 6]!;
    const h = values[p + 7]! - values[q + 7]!;
    sum += (a * a + b * b + (c * c + d * d)) + (e * e + f * f + (g * g + h * h));
    if (sum >= limit) return sum;
    p += STRIDE;
    q += STRIDE;
  }
  for (; p < end; p++, q++) {
    const a = values[p]! - values[q]!;
    sum += a * a;
  }
  return sum;
}
