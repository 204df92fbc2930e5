import { checkNumber } from "./check.ts";

/** Options of {@linkcode cosineLr}. */
export interface CosineLrOptions {
  /** The step size at the start. */
  readonly lr: number;
  /** Steps until it is 0. */
  readonly nSteps: number;
}

/**
 * Step size that falls along half a cosine: `lr · (1 + cos(π t / nSteps)) / 2`, 0 from `nSteps` on.
 *
 * @param step Steps already done, `t`.
 * @param options Start and length.
 * @returns The step size of the next step.
 * @throws {WeftError} `InvalidArgument` when `step` is negative or `nSteps` is below 1.
 *
 * @example
 * ```ts
 * import { cosineLr } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * assert.equal(cosineLr(0, { lr: 0.001, nSteps: 100 }), 0.001);
 * assert(Math.abs(cosineLr(50, { lr: 0.001, nSteps: 100 }) - 0.0005) < 1e-12);
 * ```
 */
export function cosineLr(step: number, { lr, nSteps }: CosineLrOptions): number {
  checkNumber(step, "step", 0);
  checkNumber(nSteps, "nSteps", 1);
  return step >= nSteps ? 0 : lr * (1 + Math.cos(Math.PI * step / nSteps)) / 2;
}
