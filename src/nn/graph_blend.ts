import type { Engine } from "../engine/engine.ts";
import { type MixedGraphs, mixedProduct } from "../engine/ops/mixed_product.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ParameterSet } from "./parameter_set.ts";

/** What the softplus is taken of at the start, so that both graphs weigh a half. */
const HALF = Math.log(Math.exp(0.5) - 1);

/** The weights of the two graphs in a {@linkcode GraphBlend}, not below 0. */
export interface BlendWeights {
  /** Of the spatial graph. */
  readonly spatial: Tensor;
  /** Of the feature graph. */
  readonly feature: Tensor;
}

/** A modality's fused graph `w_S S + w_F A`, with `w = softplus(a)`, both one half at the start. */
export class GraphBlend {
  readonly #engine: Engine;
  readonly #spatial: Variable;
  readonly #feature: Variable;

  /** Adds `NAME.spatial` and `NAME.feature`, one number each, to the set. */
  constructor(engine: Engine, parameters: ParameterSet, name: string) {
    this.#engine = engine;
    const add = (part: string) => parameters.add(`${name}.${part}`, { shape: [1], data: Float32Array.of(HALF) });
    this.#spatial = add("spatial");
    this.#feature = add("feature");
  }

  /** Both weights. */
  weights(): BlendWeights {
    const { tf } = this.#engine;
    return { spatial: tf.softplus(this.#spatial as never), feature: tf.softplus(this.#feature as never) };
  }

  /** `(w_S S + w_F A) x`, `nObs × width`. */
  apply(x: Tensor, graphs: MixedGraphs, adjacency: Tensor, weights: BlendWeights): Tensor {
    const all = this.#engine.tensor(new Float32Array(1), [1]);
    const tensors = { values: adjacency, x, fixed: weights.spatial, learned: weights.feature, all };
    return mixedProduct(this.#engine, graphs, tensors);
  }
}
