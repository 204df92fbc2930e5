import type { PatienceRule } from "../../methods/update.ts";
import type { Callback } from "../callback.ts";

/**
 * Ends a training when so many epochs have passed since the one with the least validation loss.
 *
 * @param rule How many; whether the weights of that epoch come back is the training's to do.
 * @returns The callback.
 * @example
 * ```ts
 * import { History, stopOnPatience } from "weft/train";
 * import assert from "node:assert/strict";
 *
 * const history = new History();
 * for (const validation of [3, 1, 2, 2]) history.add({ total: 0, terms: {}, weights: {}, validation });
 * const view = { epoch: 4, nEpochs: 100, history };
 * assert.equal(stopOnPatience({ epochs: 2, restoreBest: true }).beforeEpoch!(view), "converged");
 * assert.equal(stopOnPatience({ epochs: 3, restoreBest: true }).beforeEpoch!(view), undefined);
 * ```
 */
export function stopOnPatience({ epochs }: PatienceRule): Callback {
  return {
    beforeEpoch({ history }) {
      let best = -1;
      let least = Infinity;
      history.epochs.forEach(({ validation }, epoch) => {
        // One that is not finite is none, and comes back from a checkpoint as null.
        if (!Number.isFinite(validation) || validation! >= least) return;
        least = validation!;
        best = epoch;
      });
      return best >= 0 && history.length - 1 - best >= epochs ? "converged" : undefined;
    },
  };
}
