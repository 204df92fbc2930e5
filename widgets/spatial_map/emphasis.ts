/** Size and opacity by a second value: a step of 0 to 15 a point. */
export interface Emphasis {
  readonly steps: Float32Array;
  readonly size: boolean;
  readonly opacity: boolean;
}

/** Steps of size and opacity by value. */
export const EMPHASIS_STEPS = 16;

/** Share of size and opacity that the lowest step has. */
export const LOWEST = 0.25;
/** Opacity that is left to points outside the selection. */
export const FADED = 0.16;

/** Share of the largest size or opacity that a point has by its step. */
export function shareOf({ steps }: Emphasis, row: number): number {
  return LOWEST + (1 - LOWEST) * steps[row]! / (EMPHASIS_STEPS - 1);
}
