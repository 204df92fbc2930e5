import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Gaussians } from "../../engine/ops/kl_gaussian.ts";
import type { Tensor } from "../../engine/tf.ts";
import { Dropout } from "../../nn/dropout.ts";
import { Linear } from "../../nn/linear.ts";
import type { ParameterSet } from "../../nn/parameter_set.ts";
import type { Pass } from "./hidden_layers.ts";

const WIDTH = 10;

/** Shape and form of {@linkcode Prior}. */
export interface PriorOptions {
  /** Modalities. */
  readonly nModalities: number;
  /** Columns of the specific latent. */
  readonly nSpecific: number;
  /** Whether all columns share one mean and one variance. */
  readonly scalar: boolean;
  /** Part of the units that is dropped in training. */
  readonly dropout: number;
  /** The source of first weights and dropouts. */
  readonly rng: Rng;
}

/** What the specific latent is held to: a normal distribution that follows from the modality. */
export class Prior {
  readonly #engine: Engine;
  readonly #linear: Linear;
  readonly #head: Linear;
  readonly #dropout: Dropout;
  readonly #nSpecific: number;
  readonly #scalar: boolean;

  constructor(engine: Engine, parameters: ParameterSet, options: PriorOptions) {
    const { nModalities, nSpecific, scalar, dropout: rate, rng } = options;
    const nOut = scalar ? 2 : 2 * nSpecific;
    this.#engine = engine;
    this.#linear = new Linear(engine, parameters, "prior.1", { nIn: nModalities, nOut: WIDTH, rng });
    this.#head = new Linear(engine, parameters, "prior.2", { nIn: WIDTH, nOut, rng });
    this.#dropout = new Dropout(engine, { rate, seed: rng.split("prior.dropout").bits() >>> 0 });
    this.#nSpecific = nSpecific;
    this.#scalar = scalar;
  }

  /** The prior of cells whose modalities are given one-hot, `nObs × nSpecific` each. */
  apply(modality: Tensor, pass: Pass): Gaussians {
    const hidden = this.#linear.apply(modality, { activation: "leakyRelu", slope: 0.1, constant: true });
    const both = this.#head.apply(pass.training ? this.#dropout.apply(hidden, pass.drop("prior")) : hidden);
    return { mean: this.#part(both, 0), logVar: this.#part(both, 1) };
  }

  /** The first or second half of the head's columns, repeated where it is one. */
  #part(both: Tensor, half: 0 | 1): Tensor {
    const { tf } = this.#engine;
    const [nObs, width] = both.shape as [number, number];
    const part = tf.slice(both, [0, half * width / 2], [nObs, width / 2]);
    return this.#scalar ? tf.matMul(part, tf.ones([1, this.#nSpecific])) : part;
  }
}
