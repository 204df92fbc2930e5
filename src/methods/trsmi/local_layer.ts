import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor, Variable } from "../../engine/tf.ts";
import { Linear } from "../../nn/linear.ts";
import type { ParameterSet } from "../../nn/parameter_set.ts";

/** Shape and start of a {@linkcode LocalLayer}. */
export interface LocalLayerOptions {
  /** Columns of input and output. */
  readonly nLatent: number;
  /** What the sigmoid of the gate is taken of at the start. */
  readonly gate: number;
  /** The source of the first weights. */
  readonly rng: Rng;
}

/** `B = x W_b + b`, and a gated look at its neighbours: `B + σ(s) ([B, A B] W_g + c)`. All modalities share it. */
export class LocalLayer {
  readonly #engine: Engine;
  readonly #base: Linear;
  readonly #graph: Linear;
  readonly #gate: Variable;

  /** Adds `local.base…`, `local.graph…` and `local.gate` to the set. */
  constructor(engine: Engine, parameters: ParameterSet, { nLatent, gate, rng }: LocalLayerOptions) {
    this.#engine = engine;
    this.#base = new Linear(engine, parameters, "local.base", { nIn: nLatent, nOut: nLatent, rng });
    this.#graph = new Linear(engine, parameters, "local.graph", { nIn: 2 * nLatent, nOut: nLatent, rng });
    this.#gate = parameters.add("local.gate", { shape: [1], data: Float32Array.of(gate) });
  }

  /**
   * `nObs × nLatent`.
   *
   * @param x `nObs × nLatent`.
   * @param propagate `A` times something.
   */
  apply(x: Tensor, propagate: (x: Tensor) => Tensor): Tensor {
    const { tf } = this.#engine;
    const base = this.#base.apply(x);
    const change = this.#graph.apply([base, propagate(base)]);
    return tf.add(base as never, tf.mul(tf.sigmoid(this.#gate as never), change as never));
  }
}
