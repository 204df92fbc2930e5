import type { EdgeStructure } from "../engine/edge_structure.ts";
import type { Engine } from "../engine/engine.ts";
import { biasRows } from "../engine/ops/bias_rows.ts";
import { dense } from "../engine/ops/dense.ts";
import { edgeSoftmax } from "../engine/ops/edge_softmax.ts";
import { sddmm } from "../engine/ops/sddmm.ts";
import { spmmEdges } from "../engine/ops/spmm_edges.ts";
import { unitRows } from "../engine/ops/unit_rows.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ParameterSet } from "./parameter_set.ts";
import type { ConstantFeatures, SageConvOptions } from "./sage_conv.ts";
import { xavierInit } from "./xavier_init.ts";

/** Shape, start and form of a {@linkcode GatConv} layer. */
export type GatConvOptions = SageConvOptions;

/** Slope below 0 of the scores of edges. */
const SLOPE = 0.2;

/**
 * Graph attention with one head (Veličković et al. 2018): `y_i = L2(act(Σ_j α_ij h_j + b))`, `h = x W`,
 * `α_i = softmax_j(leakyRelu(⟨h_i, u⟩ + ⟨h_j, v⟩))` over the edges of row `i`.
 *
 * Shapes: `x`: `nObs × nIn`, `W`: `nIn × nOut`, `u`, `v`: `nOut × 1`, `b`: `nOut`, `y`: `nObs × nOut`, all float32. `b`
 * starts at 0, all else as `xavierInit` says. A node without an edge, not even to itself, gets `L2(act(b))`.
 *
 * @example
 * ```ts
 * import { GatConv, normalizedNeighbors, ParameterSet } from "weft/nn";
 * import { edgeStructure, openEngine } from "weft/engine";
 * import { Csr } from "weft/data";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * const layer = new GatConv(engine, parameters, "encoder", { nIn: 3, nOut: 2, rng: new Rng(0) });
 * const edges = edgeStructure(new Csr({ shape: [2, 2], indptr: new Int32Array([0, 2, 3]), indices: new Int32Array([0, 1, 1]), data: new Float32Array(3) }));
 * const x = engine.tensor(new Float32Array([1, 2, 3, 4, 5, 6]), [2, 3]);
 * const y = engine.run(() => layer.apply({ x }, edges).dataSync());
 * assert(Math.abs(Math.hypot(y[0]!, y[1]!) - 1) < 1e-6);
 * x.dispose();
 * parameters.dispose();
 * ```
 */
export class GatConv {
  readonly #engine: Engine;
  readonly #weight: Variable;
  readonly #own: Variable;
  readonly #other: Variable;
  readonly #bias: Variable;
  readonly #activation: "none" | "relu";
  readonly #normalize: boolean;

  /**
   * Adds its weights to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set its `NAME.weight`, `NAME.own` (`u`), `NAME.other` (`v`) and `NAME.bias` are added to.
   * @param name Its name.
   * @param options Shape, start and form.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: GatConvOptions) {
    const { nIn, nOut, activation = "none", normalize = true, rng } = options;
    const add = (part: string, shape: readonly [number, number]) =>
      parameters.add(`${name}.${part}`, xavierInit(shape, rng.split(`${name}.${part}`)));
    this.#engine = engine;
    this.#weight = add("weight", [nIn, nOut]);
    this.#own = add("own", [nOut, 1]);
    this.#other = add("other", [nOut, 1]);
    this.#bias = parameters.add(`${name}.bias`, { shape: [nOut], data: new Float32Array(nOut) });
    this.#activation = activation;
    this.#normalize = normalize;
  }

  /**
   * Applies the layer.
   *
   * @param input Node features `{ x }`, or constant ones.
   * @param structure The edges; row `i` lists whom node `i` attends to, itself among them if it shall.
   * @returns `nObs × nOut`.
   */
  apply(input: { readonly x: Tensor } | ConstantFeatures, structure: EdgeStructure): Tensor {
    const engine = this.#engine, activation = this.#activation;
    const constant = "constant" in input;
    const h = dense(engine, { x: constant ? input.constant : input.x, weight: this.#weight }, { constant });
    const y = spmmEdges(engine, structure, edgeSoftmax(engine, structure, this.#scores(h, structure)), h);
    const active = biasRows(engine, y, this.#bias, { activation });
    return this.#normalize ? unitRows(engine, active) : active;
  }

  /** The score of every edge: `leakyRelu(sᵢ + tⱼ) = leakyRelu(⟨(sᵢ, 1), (1, tⱼ)⟩)`. */
  #scores(h: Tensor, structure: EdgeStructure): Tensor {
    const engine = this.#engine, { tf } = engine;
    const nNodes = h.shape[0]!;
    const own = dense(engine, { x: h, weight: this.#own });
    const other = dense(engine, { x: h, weight: this.#other });
    const ones = tf.ones([nNodes, 1]) as Tensor;
    const sums = sddmm(engine, structure, tf.concat([own, ones] as never, 1), tf.concat([ones, other] as never, 1));
    const column = tf.reshape(sums, [structure.nValues, 1]) as Tensor;
    return tf.reshape(biasRows(engine, column, undefined, { activation: "leakyRelu", slope: SLOPE }), [
      structure.nValues,
    ]) as Tensor;
  }
}
