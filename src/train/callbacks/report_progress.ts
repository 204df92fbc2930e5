import type { Progress } from "../../core/progress.ts";
import type { Callback } from "../callback.ts";

/**
 * Reports every epoch to an `onProgress` function: epochs done and in all, the total and each term.
 *
 * @param onProgress What to call.
 * @returns The callback.
 *
 * @example
 * ```ts
 * import { reportProgress } from "weft/train";
 * import assert from "node:assert/strict";
 *
 * const callback = reportProgress(({ done, total }) => assert(done <= total!));
 * assert.equal(typeof callback.afterEpoch, "function");
 * ```
 */
export function reportProgress(onProgress: (progress: Progress) => void): Callback {
  return {
    afterEpoch({ epoch, nEpochs }, { total, terms }) {
      onProgress({ stage: "training", done: epoch, total: nEpochs, values: { total, ...terms } });
    },
  };
}
