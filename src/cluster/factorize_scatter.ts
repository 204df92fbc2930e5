/**
 * |W/n| for W = W₁ + W₂ + weight · d dᵀ by Cholesky, row by row; 0 as soon as a pivot is not positive.
 *
 * The packed lower triangles of W₁ and W₂ begin at `first` and `second` in `scatters`; with `second` −1 there is no W₂.
 * The factor of W is written into `l` (p × p), its diagonal as reciprocals: one division a row instead of one an element.
 */
export function factorizeScatter(
  scatters: Float64Array,
  first: number,
  second: number,
  weight: number,
  d: Float64Array,
  n: number,
  l: Float64Array,
): number {
  const p = d.length;
  const share = second < 0 ? 0 : 1;
  let determinant = 1;
  for (let a = 0, x = first, y = Math.max(second, 0); a < p; a++) {
    const row = a * p;
    const da = weight * d[a]!;
    for (let b = 0; b < a; b++, x++, y++) {
      const above = b * p;
      let sum = scatters[x]! + share * scatters[y]! + da * d[b]!;
      for (let k = 0; k < b; k++) sum -= l[row + k]! * l[above + k]!;
      l[row + b] = sum * l[above + b]!;
    }
    let pivot = scatters[x++]! + share * scatters[y++]! + da * d[a]!;
    for (let k = 0; k < a; k++) pivot -= l[row + k]! * l[row + k]!;
    if (!(pivot > 0)) return 0;
    determinant *= pivot / n;
    l[row + a] = 1 / Math.sqrt(pivot);
  }
  return determinant;
}
