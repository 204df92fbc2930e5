/**
 * |W/n| by Cholesky, row by row; 0 as soon as a pivot is not positive.
 *
 * `scatter` begins with the packed lower triangle of W. The factor is written into `l` (p × p), its diagonal as
 * reciprocals: one division a row instead of one an element.
 */
export function factorizeScatter(scatter: Float64Array, p: number, n: number, l: Float64Array): number {
  let determinant = 1;
  for (let a = 0, x = 0; a < p; a++) {
    const row = a * p;
    for (let b = 0; b < a; b++, x++) {
      const above = b * p;
      let sum = scatter[x]!;
      for (let k = 0; k < b; k++) sum -= l[row + k]! * l[above + k]!;
      l[row + b] = sum * l[above + b]!;
    }
    let pivot = scatter[x++]!;
    for (let k = 0; k < a; k++) pivot -= l[row + k]! * l[row + k]!;
    if (!(pivot > 0)) return 0;
    determinant *= pivot / n;
    l[row + a] = 1 / Math.sqrt(pivot);
  }
  return determinant;
}
