/**
 * Householder QR in place: afterwards the upper triangle of `x` (m × n, row major, m ≥ n) is R, and below the diagonal
 * column k holds the reflector that cleared it (its leading 1 is not stored). Returns the scale of every reflector.
 */
export function householder(x: Float64Array, m: number, n: number): Float64Array {
  const scales = new Float64Array(n);
  const dots = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let largest = 0;
    for (let i = k; i < m; i++) largest = Math.max(largest, Math.abs(x[i * n + k]!));
    if (largest === 0) continue;
    let sum = 0;
    for (let i = k + 1; i < m; i++) sum += (x[i * n + k]! / largest) ** 2;
    const head = x[k * n + k]!;
    if (sum === 0) continue;
    const norm = largest * Math.sqrt((head / largest) ** 2 + sum);
    const alpha = head > 0 ? -norm : norm;
    const pivot = head - alpha;
    for (let i = k + 1; i < m; i++) x[i * n + k]! /= pivot;
    x[k * n + k] = alpha;
    const scale = scales[k] = -pivot / alpha;
    for (let j = k + 1; j < n; j++) dots[j] = x[k * n + j]!;
    for (let i = k + 1; i < m; i++) {
      const v = x[i * n + k]!;
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) dots[j]! += v * x[at]!;
    }
    for (let j = k + 1; j < n; j++) {
      dots[j]! *= scale;
      x[k * n + j]! -= dots[j]!;
    }
    for (let i = k + 1; i < m; i++) {
      const v = x[i * n + k]!;
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) x[at]! -= v * dots[j]!;
    }
  }
  return scales;
}

/** Multiplies the columns of `z` (m × nCols, row major) by Qᵀ (`forward`) or Q (`backward`), in place. */
export function reflectColumns(
  reflectors: Float64Array,
  scales: Float64Array,
  m: number,
  n: number,
  z: Float64Array,
  nCols: number,
  direction: "forward" | "backward",
): void {
  const dots = new Float64Array(nCols);
  for (let step = 0; step < n; step++) {
    const k = direction === "forward" ? step : n - 1 - step;
    const scale = scales[k]!;
    if (scale === 0) continue;
    for (let j = 0; j < nCols; j++) dots[j] = z[k * nCols + j]!;
    for (let i = k + 1; i < m; i++) {
      const v = reflectors[i * n + k]!;
      for (let j = 0, at = i * nCols; j < nCols; j++, at++) dots[j]! += v * z[at]!;
    }
    for (let j = 0; j < nCols; j++) {
      dots[j]! *= scale;
      z[k * nCols + j]! -= dots[j]!;
    }
    for (let i = k + 1; i < m; i++) {
      const v = reflectors[i * n + k]!;
      for (let j = 0, at = i * nCols; j < nCols; j++, at++) z[at]! -= v * dots[j]!;
    }
  }
}
