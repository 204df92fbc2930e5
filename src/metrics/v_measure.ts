import { checkNumber } from "../core/check.ts";
import { completeness } from "./completeness.ts";
import { homogeneity } from "./homogeneity.ts";
import type { Labels } from "./labels.ts";

/** Options of {@linkcode vMeasure}. */
export interface VMeasureOptions {
  /** Weight of completeness against homogeneity, ≥ 0. Default 1. */
  readonly beta?: number;
}

/**
 * V-measure: the weighted harmonic mean of homogeneity h and completeness c, (1 + β) h c / (β h + c); for β = 1 the
 * same number as {@linkcode nmi} (Rosenberg and Hirschberg 2007).
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @param options `beta`.
 * @returns A number from 0 to 1; 0 when either part is 0.
 * @throws {WeftError} `Misaligned` when the lengths differ; `InvalidArgument` for a negative beta.
 *
 * @example
 * ```ts
 * import { nmi, vMeasure } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const [u, v] = [[0, 0, 1, 2], ["a", "a", "b", "b"]];
 * assert(Math.abs(vMeasure(u, v) - nmi(u, v)) < 1e-15);
 * ```
 */
export function vMeasure(predicted: Labels, truth: Labels, { beta = 1 }: VMeasureOptions = {}): number {
  checkNumber(beta, "beta", 0);
  const h = homogeneity(predicted, truth);
  const c = completeness(predicted, truth);
  return h * c === 0 ? 0 : (1 + beta) * h * c / (beta * h + c);
}
