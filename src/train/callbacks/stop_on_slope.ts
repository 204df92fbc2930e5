import type { SlopeRule } from "../../methods/method.ts";
import type { Callback } from "../callback.ts";

const CHECK_EVERY = 10;

/**
 * Ends a training when a curve no longer falls: before the update of every tenth epoch beyond the window, a straight
 * line is fitted to the last `window` values of each curve; it stops when either `|slope| < threshold` and no slope is
 * exactly 0 (which a curve without terms would be). The rule of SMART's code.
 *
 * @param rule Window, threshold and curves.
 * @returns The callback.
 *
 * @example
 * ```ts
 * import { stopOnSlope } from "weft/train";
 * import assert from "node:assert/strict";
 *
 * const callback = stopOnSlope({ window: 5, threshold: 1e-4, groups: ["recon_"] });
 * assert.equal(typeof callback.beforeEpoch, "function");
 * ```
 */
export function stopOnSlope({ window, threshold, groups }: SlopeRule): Callback {
  return {
    beforeEpoch({ epoch, history }) {
      const next = epoch + 1;
      if (next <= window || next % CHECK_EVERY !== 0) return undefined;
      const slopes = groups.map((prefix) => slope(history.curve(prefix, window)));
      const flat = slopes.some((value) => Math.abs(value) < threshold) && slopes.every((value) => value !== 0);
      return flat ? "converged" : undefined;
    },
  };
}

/** Slope of the least-squares line through values at 0, 1, 2, …. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  let along = 0, spread = 0;
  values.forEach((value, i) => {
    along += (i - middle) * (value - mean);
    spread += (i - middle) ** 2;
  });
  return along / spread;
}
