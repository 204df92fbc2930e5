/**
 * One term of a board's curve as a value a point, and the epoch of each point.
 *
 * @param curve Points × terms.
 * @param nTerms Columns.
 * @param column Which of them.
 */
export function boardCurve(curve: Float32Array, nTerms: number, column: number): Float64Array {
  const length = nTerms === 0 ? 0 : Math.floor(curve.length / nTerms);
  return Float64Array.from({ length }, (_, point) => curve[point * nTerms + column]!);
}

/** The epoch of a point, counted from 1, of so many points over so many epochs. */
export function epochOfPoint(point: number, nPoints: number, nEpochs: number): number {
  return nPoints < 2 ? 1 : 1 + Math.round(point * (nEpochs - 1) / (nPoints - 1));
}
