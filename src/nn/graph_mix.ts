import type { Rng } from "../core/rng.ts";
import type { Engine } from "../engine/engine.ts";
import { type MixedGraphs, mixedProduct } from "../engine/ops/mixed_product.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ParameterSet } from "./parameter_set.ts";
import { uniformInit } from "./uniform_init.ts";

/** Inputs of PyTorch's convolution with kernel 1: the two graphs. */
const FAN_IN = 2;

/**
 * Propagation along a mixture of two graphs, `y = (w S + v A + b 1 1ᵀ) x`: a 1 × 1 convolution over the two matrices, as
 * PRAGA mixes the spatial graph `S` and a learned one `A`. The bias `b` is an edge from every spot to every spot; no
 * matrix of all spots with all spots is made.
 *
 * Shapes: `S`, `A`: `nObs × nObs` sparse, `x`, `y`: `nObs × width`. Starts uniform in `±1/√2`.
 *
 * @example
 * ```ts
 * import { GraphMix, LearnedGraph, ParameterSet } from "weft/nn";
 * import { openEngine, sparseOperator } from "weft/engine";
 * import { Csr } from "weft/data";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const parameters = new ParameterSet(engine);
 * const pair = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 1, 2]), indices: new Int32Array([1, 0]), data: new Float32Array([1, 1]) });
 * const graph = new LearnedGraph(engine, parameters, "graph", { adjacency: pair });
 * const mix = new GraphMix(engine, parameters, "mix", { rng: new Rng(0) });
 * const x = engine.tensor(new Float32Array([1, 2]), [2, 1]);
 * const operator = sparseOperator(pair);
 * const y = engine.run(() => mix.apply(x, { operator, structure: graph.structure }, graph.adjacency()));
 * assert.deepEqual(y.shape, [2, 1]);
 * for (const tensor of [x, y]) tensor.dispose();
 * parameters.dispose();
 * ```
 */
export class GraphMix {
  readonly #engine: Engine;
  readonly #spatial: Variable;
  readonly #feature: Variable;
  readonly #bias: Variable;

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.spatial`, `NAME.feature` and `NAME.bias` (one number each) are added to.
   * @param name Its name.
   * @param options The source of the first weights.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, { rng }: { readonly rng: Rng }) {
    this.#engine = engine;
    const add = (part: string) =>
      parameters.add(`${name}.${part}`, uniformInit([1], FAN_IN, rng.split(`${name}.${part}`)));
    this.#spatial = add("spatial");
    this.#feature = add("feature");
    this.#bias = add("bias");
  }

  /**
   * Propagates.
   *
   * @param x `nObs × width`.
   * @param graphs `S`, and where the edges of `A` lie.
   * @param adjacency Weights of the edges of `A`.
   * @returns `nObs × width`.
   */
  apply(x: Tensor, graphs: MixedGraphs, adjacency: Tensor): Tensor {
    const [fixed, learned, all] = [this.#spatial, this.#feature, this.#bias];
    return mixedProduct(this.#engine, graphs, { values: adjacency, x, fixed, learned, all });
  }
}
