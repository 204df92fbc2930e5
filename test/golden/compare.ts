/** Difference between what was got and what was wanted, against a tolerance. */
export interface Comparison {
  /** Largest absolute difference; Infinity when lengths or NaN patterns differ. */
  readonly maxDifference: number;
  /** Largest of |got − want| / (atol + rtol·|want|): at most 1 when the tolerance holds. */
  readonly worst: number;
  readonly pass: boolean;
}

/** Element by element: |got − want| ≤ atol + rtol·|want|; NaN equals NaN. */
export function allclose(
  got: ArrayLike<number | bigint>,
  want: ArrayLike<number | bigint>,
  { rtol = 0, atol = 0 }: { readonly rtol?: number; readonly atol?: number },
): Comparison {
  if (got.length !== want.length) return { maxDifference: Infinity, worst: Infinity, pass: false };
  let maxDifference = 0;
  let worst = 0;
  for (let i = 0; i < got.length; i++) {
    const a = Number(got[i]!);
    const b = Number(want[i]!);
    if (Object.is(a, b) || a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    const difference = Number.isFinite(a) && Number.isFinite(b) ? Math.abs(a - b) : Infinity;
    maxDifference = Math.max(maxDifference, difference);
    worst = Math.max(worst, difference / (atol + rtol * Math.abs(b)));
  }
  return { maxDifference, worst, pass: worst <= 1 };
}

/** `got` (nRows × nCols, row major) with every column's sign flipped to fit `want`. */
export function alignSigns(got: ArrayLike<number>, want: ArrayLike<number>, nCols: number): Float64Array {
  const aligned = Float64Array.from(got);
  for (let j = 0; j < nCols; j++) {
    let dot = 0;
    for (let p = j; p < aligned.length; p += nCols) dot += aligned[p]! * want[p]!;
    if (dot < 0) { for (let p = j; p < aligned.length; p += nCols) aligned[p]! *= -1; }
  }
  return aligned;
}
