import type { Rng } from "../core/rng.ts";
import type { Engine } from "../engine/engine.ts";
import { sage } from "../engine/ops/sage.ts";
import { sparseProduct } from "../engine/ops/sparse_product.ts";
import type { SparseOperator } from "../engine/sparse_operator.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ParameterSet } from "./parameter_set.ts";
import { uniformInit } from "./uniform_init.ts";

/** Shape, start and form of a {@linkcode SageConv} layer. */
export interface SageConvOptions {
  /** Columns of the input. */
  readonly nIn: number;
  /** Columns of the output. */
  readonly nOut: number;
  /** What is done to the sum before it is normalised; default `none`. */
  readonly activation?: "none" | "relu" | undefined;
  /** Whether every row of the result is divided by its Euclidean length; default true. */
  readonly normalize?: boolean | undefined;
  /** The source of the first weights. */
  readonly rng: Rng;
}

/** Features that never change, with their neighbour sums worked out once; made by {@linkcode constantFeatures}. */
export interface ConstantFeatures {
  /** The features, `nObs × nIn`. */
  readonly constant: Tensor;
  /** `A` times the features, `nObs × nIn`. */
  readonly aggregated: Tensor;
}

/**
 * Puts constant features on the engine with what their neighbours sum to, so that the first layer of a network need
 * not propagate again at every step.
 *
 * @param engine Where they live; both tensors are the caller's to dispose.
 * @param data `nObs × nIn`, row after row.
 * @param shape `[nObs, nIn]`.
 * @param operator What is propagated along.
 * @returns The features and their sums.
 *
 * @example
 * ```ts
 * import { constantFeatures } from "weft/nn";
 * import { openEngine, sparseOperator } from "weft/engine";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const indptr = new Int32Array([0, 1, 2]), indices = new Int32Array([1, 0]), data = new Float32Array([1, 1]);
 * const pair = new Csr({ shape: [2, 2], indptr, indices, data });
 * const { constant, aggregated } = constantFeatures(engine, new Float32Array([5, 7]), [2, 1], sparseOperator(pair));
 * assert.deepEqual([...aggregated.dataSync()], [7, 5]);
 * constant.dispose();
 * aggregated.dispose();
 * ```
 */
export function constantFeatures(
  engine: Engine,
  data: Float32Array,
  shape: readonly [number, number],
  operator: SparseOperator,
): ConstantFeatures {
  const constant = engine.tensor(data, shape);
  return { constant, aggregated: engine.run(() => sparseProduct(engine, operator.forward, constant)) };
}

/**
 * GraphSAGE with summed neighbour and self terms: `y = L2(act(A x Wₙ + b + x Wₛ))`, `A` usually the neighbours' mean
 * (Hamilton et al. 2017; the combination is that of SMART's code).
 *
 * Shapes: `x`: `nObs × nIn`, `A`: `nObs × nObs` sparse, `Wₙ`, `Wₛ`: `nIn × nOut`, `b`: `nOut`, `y`: `nObs × nOut`, all
 * float32. Starts uniform in `±1/√nIn`.
 *
 * @example
 * ```ts
 * import { ParameterSet, SageConv } from "weft/nn";
 * import { openEngine, sparseOperator } from "weft/engine";
 * import { Csr } from "weft/data";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * const layer = new SageConv(engine, parameters, "encoder", { nIn: 3, nOut: 2, rng: new Rng(0) });
 * const edges = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 1, 2]), indices: new Int32Array([1, 0]), data: new Float32Array([1, 1]) });
 * const y = engine.run(() => layer.apply({ x: engine.tensor(new Float32Array([1, 2, 3, 4, 5, 6]), [2, 3]) }, sparseOperator(edges)).dataSync());
 * assert(Math.abs(Math.hypot(y[0]!, y[1]!) - 1) < 1e-6);
 * parameters.dispose();
 * ```
 */
export class SageConv {
  readonly #engine: Engine;
  readonly #neighbor: Variable;
  readonly #self: Variable;
  readonly #bias: Variable;
  readonly #form: { readonly relu: boolean; readonly normalize: boolean };

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.neighbor.weight`, `NAME.neighbor.bias` and `NAME.self.weight` are added to.
   * @param name Its name.
   * @param options Shape, start and form.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: SageConvOptions) {
    const { nIn, nOut, activation = "none", normalize = true, rng } = options;
    this.#engine = engine;
    const add = (part: string, shape: readonly number[]) =>
      parameters.add(`${name}.${part}`, uniformInit(shape, nIn, rng.split(`${name}.${part}`)));
    this.#neighbor = add("neighbor.weight", [nIn, nOut]);
    this.#bias = add("neighbor.bias", [nOut]);
    this.#self = add("self.weight", [nIn, nOut]);
    this.#form = { relu: activation === "relu", normalize };
  }

  /**
   * Applies the layer.
   *
   * @param input Node features `{ x }`, or constant ones.
   * @param operator `A`, what is summed into each node.
   * @returns `nObs × nOut`.
   */
  apply(input: { readonly x: Tensor } | ConstantFeatures, operator: SparseOperator): Tensor {
    const weights = { neighbor: this.#neighbor, self: this.#self, bias: this.#bias };
    return sage(this.#engine, input, weights, operator, this.#form);
  }
}
