import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import { dense } from "../../engine/ops/dense.ts";
import type { Tensor, Variable } from "../../engine/tf.ts";
import type { ParameterSet } from "../../nn/parameter_set.ts";
import { Projection } from "../../nn/projection.ts";

/** Shape and start of a {@linkcode NearIdentity} encoder. */
export interface NearIdentityOptions {
  /** Columns of the input. */
  readonly nIn: number;
  /** Columns of the output. */
  readonly nOut: number;
  /** What the sigmoid of the gate is taken of at the start; `null` for an encoder without the branch. */
  readonly gate: number | null;
  /** The source of the first weights. */
  readonly rng: Rng;
}

/** A linear encoder and a gated change of what it gives: `Y = X W`, `Y + σ(s) Y D`, with `D` zero at the start. */
export class NearIdentity {
  readonly #engine: Engine;
  readonly #encoder: Projection;
  readonly #branch: { readonly change: Variable; readonly gate: Variable } | undefined;

  /** Adds `NAME.weight`, and with a gate `NAME.delta` and `NAME.gate`, to the set. */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: NearIdentityOptions) {
    const { nIn, nOut, gate, rng } = options;
    this.#engine = engine;
    this.#encoder = new Projection(engine, parameters, name, { nIn, nOut, rng });
    if (gate === null) return;
    this.#branch = {
      change: parameters.add(`${name}.delta`, { shape: [nOut, nOut], data: new Float32Array(nOut * nOut) }),
      gate: parameters.add(`${name}.gate`, { shape: [1], data: Float32Array.of(gate) }),
    };
  }

  /** `nObs × nOut` from constant features. */
  apply(x: Tensor): Tensor {
    const y = this.#encoder.apply(x, { constant: true });
    if (!this.#branch) return y;
    const { tf } = this.#engine;
    const { change, gate } = this.#branch;
    const changed = dense(this.#engine, { x: y, weight: change });
    return tf.add(y as never, tf.mul(tf.sigmoid(gate as never), changed as never));
  }
}
