import { shareOfStep } from "../../src/bridge/protocol/emphasis.ts";

/** Size and opacity by a second value: a step of 0 to 15 a point. */
export interface Emphasis {
  readonly steps: Float32Array;
  readonly size: boolean;
  readonly opacity: boolean;
}

/** Share of the largest size or opacity that a point has by its step. */
export function shareOf({ steps }: Emphasis, row: number): number {
  return shareOfStep(steps[row]!);
}
