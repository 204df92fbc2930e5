import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import { BatchNorm } from "../../nn/batch_norm.ts";
import { Dropout, type DropoutPass } from "../../nn/dropout.ts";
import { Linear } from "../../nn/linear.ts";
import type { ParameterSet } from "../../nn/parameter_set.ts";

/** How a part of the network is applied. */
export interface Pass {
  /** Whether batch norm goes by the batch's own moments, and something is dropped. */
  readonly training: boolean;
  /** What a layer drops, by the layer's name; read in training only. */
  drop(layer: string): DropoutPass;
}

/** A network as it is after training. */
export const EVALUATION: Pass = { training: false, drop: () => ({}) };

/** Shape and form of {@linkcode HiddenLayers}. */
export interface HiddenOptions {
  /** Columns of the input. */
  readonly nIn: number;
  /** Widths, first to last. */
  readonly widths: readonly number[];
  /** Slope of the leaky relu below 0. */
  readonly slope: number;
  /** Part of the units that is dropped in training. */
  readonly dropout: number;
  /** Whether the linear layers add a bias. */
  readonly bias: boolean;
  /** The source of first weights and of dropouts. */
  readonly rng: Rng;
}

/** Some times linear, batch norm, leaky relu, dropout: `NAME.LAYER.linear…`, `NAME.LAYER.norm…`, layers counted from 1. */
export class HiddenLayers {
  /** Columns of the output. */
  readonly nOut: number;
  readonly #layers: readonly {
    readonly name: string;
    readonly linear: Linear;
    readonly norm: BatchNorm;
    readonly dropout: Dropout;
  }[];

  constructor(engine: Engine, parameters: ParameterSet, name: string, options: HiddenOptions) {
    const { nIn, widths, slope, dropout: rate, bias, rng } = options;
    this.nOut = widths.at(-1)!;
    this.#layers = widths.map((width, l) => {
      const layer = `${name}.${l + 1}`;
      return {
        name: layer,
        linear: new Linear(engine, parameters, `${layer}.linear`, {
          nIn: widths[l - 1] ?? nIn,
          nOut: width,
          rng,
          bias,
        }),
        norm: new BatchNorm(engine, parameters, `${layer}.norm`, { width, activation: "leakyRelu", slope }),
        dropout: new Dropout(engine, { rate, seed: rng.split(`${layer}.dropout`).bits() >>> 0 }),
      };
    });
  }

  /** `nObs × nOut` from `nObs × nIn`; `constant` when the input never changes. */
  apply(x: Tensor | readonly Tensor[], pass: Pass, { constant = false } = {}): Tensor {
    let hidden = x;
    for (const [l, { name, linear, norm, dropout }] of this.#layers.entries()) {
      const normed = norm.apply(linear.apply(hidden, { constant: constant && l === 0 }), pass);
      hidden = pass.training ? dropout.apply(normed, pass.drop(name)) : normed;
    }
    return hidden as Tensor;
  }
}
