import type { Engine } from "../engine/engine.ts";
import { dense } from "../engine/ops/dense.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { LinearOptions } from "./linear.ts";
import type { ParameterSet } from "./parameter_set.ts";
import { xavierInit } from "./xavier_init.ts";

/**
 * A linear layer without bias: `y = x W`; `x`: `nObs × nIn`, `W`: `nIn × nOut`, `y`: `nObs × nOut`, all float32.
 *
 * Starts as {@linkcode xavierInit} says.
 *
 * @example
 * ```ts
 * import { ParameterSet, Projection } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * const layer = new Projection(engine, parameters, "encoder", { nIn: 3, nOut: 2, rng: new Rng(0) });
 * const y = engine.run(() => layer.apply(engine.tensor(new Float32Array(12), [4, 3])).dataSync());
 * assert.deepEqual([...y], [0, 0, 0, 0, 0, 0, 0, 0]);
 * parameters.dispose();
 * ```
 */
export class Projection {
  readonly #engine: Engine;
  readonly #weight: Variable;

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.weight` is added to.
   * @param name Its name.
   * @param options Shape and start.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, { nIn, nOut, rng }: LinearOptions) {
    this.#engine = engine;
    this.#weight = parameters.add(`${name}.weight`, xavierInit([nIn, nOut], rng.split(`${name}.weight`)));
  }

  /**
   * Applies the layer.
   *
   * @param x `nObs × nIn`, or several tensors side by side, whose columns together are `nIn`.
   * @param options Whether `x` never changes, so that no gradient is asked for it; default false.
   * @returns `nObs × nOut`.
   */
  apply(x: Tensor | readonly Tensor[], options: { readonly constant?: boolean } = {}): Tensor {
    return dense(this.#engine, { x, weight: this.#weight }, options);
  }
}
