import type { LossLiveState } from "../loss_live.ts";

/** One curve as it is drawn. */
export interface ShownCurve {
  /** Name of the term. */
  readonly term: string;
  /** Its column. */
  readonly column: number;
  /** A value an epoch, from the first on; NaN where there is none. */
  readonly values: Float64Array;
}

/** What the curves are drawn by. */
export type CurveSettings = Pick<LossLiveState, "terms" | "weights" | "view">;

/** The curves that are switched on, weighted and smoothed as the view says; of a table of epochs × terms. */
export function shownCurves(curve: Float32Array, { terms, weights, view }: CurveSettings): ShownCurve[] {
  const width = terms.length;
  const length = width === 0 ? 0 : Math.floor(curve.length / width);
  const columns = terms.map((_, column) => column).filter((column) => !view.hidden.includes(terms[column]!));
  return columns.map((column) => {
    const factor = view.weighted ? weights[column]! : 1;
    const values = Float64Array.from({ length }, (_, epoch) => curve[epoch * width + column]! * factor);
    return { term: terms[column]!, column, values: smoothed(values, view.smoothing) };
  });
}

/** The running mean whose weights fall by the factor `share` an epoch; the first values count as all there is. */
function smoothed(values: Float64Array, share: number): Float64Array {
  if (share === 0) return values;
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    if (Number.isNaN(value)) return NaN;
    sum = share * sum + (1 - share) * value;
    weight = share * weight + (1 - share);
    return sum / weight;
  });
}
