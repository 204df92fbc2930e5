import { checkNumber } from "../core/check.ts";
import type { ClassScore } from "./class_scores.ts";

/** Which classes are rare. */
export interface RareOptions {
  /** Classes with a smaller share of the rows are rare. Default 0.05. */
  readonly maxShare?: number | undefined;
}

/** The mean of one score over the rare classes; NaN when there are none. */
export function meanOverRare(
  scores: readonly ClassScore[],
  field: "f1" | "recall",
  { maxShare = 0.05 }: RareOptions,
): number {
  checkNumber(maxShare, "maxShare", 0, 1);
  const total = scores.reduce((sum, { size }) => sum + size, 0);
  const rare = scores.filter(({ size }) => size < maxShare * total);
  return rare.reduce((sum, score) => sum + score[field], 0) / rare.length;
}
