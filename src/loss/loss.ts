import type { Engine } from "../engine/engine.ts";
import { sumTermsOp } from "../engine/ops/sum_terms.ts";
import type { Tensor } from "../engine/tf.ts";

/** One named term of a loss. */
export interface LossTerm {
  /** Its value before weighting, a scalar on the engine. */
  readonly value: Tensor;
  /** What it is multiplied by in the total. */
  readonly weight: number;
}

/** A loss: the weighted sum that is minimised, and its terms by name. */
export interface Loss {
  /** `Σ weight · value`, a scalar on the engine. */
  readonly total: Tensor;
  /** The terms, by name. */
  readonly terms: Readonly<Record<string, LossTerm>>;
}

/**
 * Adds named terms up to a loss.
 *
 * @param engine Where the terms live.
 * @param terms The terms by name.
 * @returns The loss; 0 when there is no term.
 *
 * @example
 * ```ts
 * import { sumTerms } from "weft/loss";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const total = engine.run(() => {
 *   const value = engine.tensor(new Float32Array([3]), []);
 *   return sumTerms(engine, { recon: { value, weight: 2 } }).total.dataSync()[0];
 * });
 * assert.equal(total, 6);
 * ```
 */
export function sumTerms(engine: Engine, terms: Readonly<Record<string, LossTerm>>): Loss {
  const all = Object.values(terms);
  return { total: sumTermsOp(engine, all.map(({ value }) => value), all.map(({ weight }) => weight)), terms };
}
