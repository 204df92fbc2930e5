import type { Rng } from "../core/rng.ts";
import type { EdgeStructure } from "../engine/edge_structure.ts";
import type { Engine } from "../engine/engine.ts";
import { biasRows } from "../engine/ops/bias_rows.ts";
import { dense } from "../engine/ops/dense.ts";
import { diffuse } from "../engine/ops/diffuse.ts";
import { spmm } from "../engine/ops/spmm.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import { undirectedEdges } from "../engine/undirected_edges.ts";
import type { ParameterSet } from "./parameter_set.ts";
import { uniformInit } from "./uniform_init.ts";
import type { Csr } from "../data/csr.ts";
import type { BlendWeights } from "./graph_blend.ts";
import { type JoinedGraph, joinGraphs } from "./joined_graph.ts";
import { walkPolynomial } from "./walk_polynomial.ts";

/** Shape and start of a {@linkcode MultiScale}. */
export interface MultiScaleOptions {
  /** Columns of an encoding. */
  readonly nLatent: number;
  /** The part of the start that each step of a walk adds, by its number of steps. */
  readonly scales: Readonly<Record<string, number>>;
  /** The spatial graph, normalised. */
  readonly spatial: Csr;
  /** Where the edges of the feature graphs lie. */
  readonly features: readonly EdgeStructure[];
  /** The source of the first weights. */
  readonly rng: Rng;
}

/**
 * Encodings diffused over several ranges: walks with restarts on the mean of all fused graphs,
 * `A_g = Σ_m (w_S,m S + w_F,m A_m) / Σ w`, side by side, and one linear layer.
 *
 * The layer comes first here, since it and the walks take turns freely; the walks then add up to one polynomial of the
 * graph, which takes as many products as the longest of them has steps.
 */
export class MultiScale {
  readonly #engine: Engine;
  readonly #nLatent: number;
  readonly #coefficients: readonly (readonly number[])[];
  readonly #joined: JoinedGraph;
  readonly #spatial: Float32Array;
  readonly #weight: Variable;
  readonly #bias: Variable;

  /** Adds `scale.weight` and `scale.bias` to the set. */
  constructor(engine: Engine, parameters: ParameterSet, options: MultiScaleOptions) {
    const { nLatent, scales, spatial, features, rng } = options;
    const { structure, weights } = undirectedEdges(spatial);
    this.#engine = engine;
    this.#nLatent = nLatent;
    this.#coefficients = walkPolynomial(scales);
    this.#joined = joinGraphs([structure, ...features]);
    this.#spatial = weights;
    const nIn = nLatent * this.#coefficients[0]!.length;
    this.#weight = parameters.add("scale.weight", uniformInit([nIn, nLatent], nIn, rng.split("scale.weight")));
    this.#bias = parameters.add("scale.bias", uniformInit([nLatent], nIn, rng.split("scale.bias")));
  }

  /**
   * Diffused encodings side by side, `nObs × M nLatent`.
   *
   * @param encodings `nObs × nLatent` each.
   * @param adjacency Weights of the edges of the feature graphs.
   * @param weights How each modality blends its graph with the spatial one.
   */
  apply(encodings: readonly Tensor[], adjacency: readonly Tensor[], weights: readonly BlendWeights[]): Tensor {
    const { tf } = this.#engine;
    const d = this.#nLatent;
    const inputs = this.#coefficients[0]!.map((_, s) => {
      const weight = tf.slice(this.#weight as never, [s * d, 0], [d, d]) as Tensor;
      return sideBySide(this.#engine, encodings.map((x) => dense(this.#engine, { x, weight })));
    });
    const edges = this.#edges(adjacency, weights);
    const diffused = diffuse(this.#engine, this.#joined.structure, edges, inputs, this.#coefficients);
    const bias = tf.concat(encodings.map(() => this.#bias) as never) as Tensor;
    return biasRows(this.#engine, diffused, bias, {});
  }

  /** Weights of the edges of `A_g`. */
  #edges(adjacency: readonly Tensor[], weights: readonly BlendWeights[]): Tensor {
    const { tf } = this.#engine;
    const spatial = tf.addN(weights.map((one) => one.spatial) as never) as Tensor;
    const total = tf.addN([spatial, ...weights.map((one) => one.feature)] as never);
    const scaled = (values: Tensor, weight: Tensor) => tf.mul(values as never, tf.div(weight as never, total));
    const own = this.#engine.tensor(this.#spatial, [this.#spatial.length]);
    const parts = [scaled(own, spatial), ...adjacency.map((values, m) => scaled(values, weights[m]!.feature))];
    const column = tf.concat(parts as never) as Tensor;
    const { sum, structure } = this.#joined;
    return tf.reshape(spmm(this.#engine, sum, tf.reshape(column, [column.size, 1])), [structure.nValues]);
  }
}

/** Tensors of as many rows, as one. */
export function sideBySide({ tf }: Engine, tensors: readonly Tensor[]): Tensor {
  return tensors.length === 1 ? tensors[0]! : tf.concat([...tensors] as never, 1);
}
