import type { Engine } from "../engine/engine.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import { Adam, type AdamOptions } from "./adam.ts";
import type { OptimizerState } from "./flat_state.ts";
import { Sgd, type SgdOptions } from "./sgd.ts";
import type { StepOptions } from "./step_options.ts";

/** Which optimiser, with its settings. */
export type OptimizerOptions = ({ readonly kind: "adam" } & AdamOptions) | ({ readonly kind: "sgd" } & SgdOptions);

/** What moves the weights of a network. */
export interface Optimizer {
  /** Moves every parameter that has a gradient; must run inside `engine.run`. */
  step(
    parameters: ReadonlyMap<string, Variable>,
    gradients: ReadonlyMap<string, Tensor>,
    options?: StepOptions,
  ): void;
  /** All it remembers, copied out of the engine. */
  save(): Promise<OptimizerState>;
  /** Goes on from a saved state. */
  load(state: OptimizerState): void;
  /** Frees the engine's memory. */
  dispose(): void;
}

/**
 * Makes an optimiser from settings that are data, as a method has them.
 *
 * @param engine Where it runs.
 * @param options Which, with its settings.
 * @returns An optimiser that has not seen a gradient yet.
 *
 * @example
 * ```ts
 * import { openOptimizer, Sgd } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * assert(openOptimizer(await openEngine({ engine: "cpu" }), { kind: "sgd", lr: 0.1 }) instanceof Sgd);
 * ```
 */
export function openOptimizer(engine: Engine, options: OptimizerOptions): Optimizer {
  return options.kind === "adam" ? new Adam(engine, options) : new Sgd(engine, options);
}
