import type { Rng } from "../core/rng.ts";
import type { Engine } from "../engine/engine.ts";
import { dense } from "../engine/ops/dense.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ActivationName } from "../kernels/ops/activation.ts";
import type { ParameterSet } from "./parameter_set.ts";
import { uniformInit } from "./uniform_init.ts";

/** Shape and start of a {@linkcode Linear} layer. */
export interface LinearOptions {
  /** Columns of the input. */
  readonly nIn: number;
  /** Columns of the output. */
  readonly nOut: number;
  /** The source of the first weights. */
  readonly rng: Rng;
  /** Whether it adds a bias; default true. */
  readonly bias?: boolean | undefined;
}

/** How a {@linkcode Linear} is applied. */
export interface LinearPass {
  /** What follows in the same op; default `none`. */
  readonly activation?: ActivationName | undefined;
  /** Slope of `leakyRelu` below 0; default 0.01. */
  readonly slope?: number | undefined;
  /** `x` never changes, so no gradient is asked for it; default false. */
  readonly constant?: boolean | undefined;
}

/**
 * A linear layer: `y = x W + b`; `x`: `nObs × nIn`, `W`: `nIn × nOut`, `y`: `nObs × nOut`, all float32.
 *
 * Starts uniform in `±1/√nIn`, weight and bias, as PyTorch's does.
 *
 * @example
 * ```ts
 * import { Linear, ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * const layer = new Linear(engine, parameters, "fusion", { nIn: 3, nOut: 2, rng: new Rng(0) });
 * const shape = engine.run(() => layer.apply(engine.tensor(new Float32Array(12), [4, 3])).shape);
 * assert.deepEqual(shape, [4, 2]);
 * parameters.dispose();
 * ```
 */
export class Linear {
  readonly #engine: Engine;
  readonly #weight: Variable;
  readonly #bias: Variable | undefined;

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.weight` and, with a bias, `NAME.bias` are added to.
   * @param name Its name.
   * @param options Shape and start.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: LinearOptions) {
    const { nIn, nOut, rng, bias = true } = options;
    this.#engine = engine;
    this.#weight = parameters.add(`${name}.weight`, uniformInit([nIn, nOut], nIn, rng.split(`${name}.weight`)));
    if (bias) this.#bias = parameters.add(`${name}.bias`, uniformInit([nOut], nIn, rng.split(`${name}.bias`)));
  }

  /**
   * Applies the layer.
   *
   * @param x `nObs × nIn`, or several tensors side by side, whose columns together are `nIn`.
   * @param pass What follows in the same op, and whether `x` never changes.
   * @returns `nObs × nOut`.
   */
  apply(x: Tensor | readonly Tensor[], pass: LinearPass = {}): Tensor {
    return dense(this.#engine, { x, weight: this.#weight, bias: this.#bias }, pass);
  }
}
