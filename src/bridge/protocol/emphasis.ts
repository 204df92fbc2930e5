import { valueStep } from "./value_colors.ts";

/** Steps of size and opacity by value. */
export const EMPHASIS_STEPS = 16;

/** Share of size and opacity that the lowest step has. */
const LOWEST = 0.25;

/** Share of their opacity that is left to points outside the selection. */
export const FADED = 0.16;

/** Which step of size and opacity a value has, from 0; the lowest where it is missing. */
export function emphasisStep(value: number, clip: readonly [number, number]): number {
  const step = valueStep(value, clip, EMPHASIS_STEPS);
  return step === EMPHASIS_STEPS ? 0 : step;
}

/** Share of the largest size or opacity that a step has. */
export function shareOfStep(step: number): number {
  return LOWEST + (1 - LOWEST) * step / (EMPHASIS_STEPS - 1);
}
