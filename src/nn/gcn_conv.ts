import type { Engine } from "../engine/engine.ts";
import { dense } from "../engine/ops/dense.ts";
import { gcn } from "../engine/ops/gcn.ts";
import { unitRows } from "../engine/ops/unit_rows.ts";
import type { SparseOperator } from "../engine/sparse_operator.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ParameterSet } from "./parameter_set.ts";
import type { ConstantFeatures, SageConvOptions } from "./sage_conv.ts";
import { xavierInit } from "./xavier_init.ts";

/** Shape, start and form of a {@linkcode GcnConv} layer. */
export type GcnConvOptions = SageConvOptions;

/**
 * A graph convolution (Kipf and Welling 2017): `y = L2(act(Â x W + b))`, `Â` usually that of `normalizedNeighbors`.
 *
 * Shapes: `x`: `nObs × nIn`, `Â`: `nObs × nObs` sparse, `W`: `nIn × nOut`, `b`: `nOut`, `y`: `nObs × nOut`, all
 * float32. `W` starts as `xavierInit` says, `b` at 0.
 *
 * @example
 * ```ts
 * import { GcnConv, normalizedNeighbors, ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import { Csr } from "weft/data";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * const layer = new GcnConv(engine, parameters, "encoder", { nIn: 3, nOut: 2, rng: new Rng(0) });
 * const pair = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 1, 2]), indices: new Int32Array([1, 0]), data: new Float32Array([1, 1]) });
 * const x = engine.tensor(new Float32Array([1, 2, 3, 4, 5, 6]), [2, 3]);
 * const y = engine.run(() => layer.apply({ x }, normalizedNeighbors(pair)).dataSync());
 * assert.deepEqual([y[0], y[1]], [y[2], y[3]]); // both nodes see the same mean
 * x.dispose();
 * parameters.dispose();
 * ```
 */
export class GcnConv {
  readonly #engine: Engine;
  readonly #weight: Variable;
  readonly #bias: Variable;
  readonly #activation: "none" | "relu";
  readonly #normalize: boolean;

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.weight` and `NAME.bias` are added to.
   * @param name Its name.
   * @param options Shape, start and form.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: GcnConvOptions) {
    const { nIn, nOut, activation = "none", normalize = true, rng } = options;
    this.#engine = engine;
    this.#weight = parameters.add(`${name}.weight`, xavierInit([nIn, nOut], rng.split(`${name}.weight`)));
    this.#bias = parameters.add(`${name}.bias`, { shape: [nOut], data: new Float32Array(nOut) });
    this.#activation = activation;
    this.#normalize = normalize;
  }

  /**
   * Applies the layer.
   *
   * @param input Node features `{ x }`, or constant ones.
   * @param operator `Â`, what is summed into each node.
   * @returns `nObs × nOut`.
   */
  apply(input: { readonly x: Tensor } | ConstantFeatures, operator: SparseOperator): Tensor {
    const engine = this.#engine, activation = this.#activation;
    const weights = { weight: this.#weight, bias: this.#bias };
    const y = "constant" in input
      ? dense(engine, { x: input.aggregated, ...weights }, { activation, constant: true })
      : gcn(engine, input.x, weights, operator, { activation });
    return this.#normalize ? unitRows(engine, y) : y;
  }
}
