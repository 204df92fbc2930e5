import type { Engine } from "../../engine/engine.ts";
import type { Gaussians } from "../../engine/ops/kl_gaussian.ts";
import type { Tensor } from "../../engine/tf.ts";
import { Linear } from "../../nn/linear.ts";
import type { ParameterSet } from "../../nn/parameter_set.ts";
import { HiddenLayers, type HiddenOptions, type Pass } from "./hidden_layers.ts";

/** Hidden layers and two linear heads: the mean and the logarithm of the variance of a latent. */
export class GaussianEncoder {
  readonly #hidden: HiddenLayers;
  readonly #mean: Linear;
  readonly #logVar: Linear;

  constructor(
    engine: Engine,
    parameters: ParameterSet,
    name: string,
    { nLatent, ...options }: HiddenOptions & { readonly nLatent: number },
  ) {
    this.#hidden = new HiddenLayers(engine, parameters, name, options);
    const head = { nIn: this.#hidden.nOut, nOut: nLatent, rng: options.rng };
    this.#mean = new Linear(engine, parameters, `${name}.mean`, head);
    this.#logVar = new Linear(engine, parameters, `${name}.logVar`, head);
  }

  /** The latent of rows that never change, `nObs × nLatent` each. */
  apply(x: Tensor | readonly Tensor[], pass: Pass): Gaussians {
    const hidden = this.#hidden.apply(x, pass, { constant: true });
    return { mean: this.#mean.apply(hidden), logVar: this.#logVar.apply(hidden) };
  }

  /** The mean alone. */
  mean(x: Tensor | readonly Tensor[], pass: Pass): Tensor {
    return this.#mean.apply(this.#hidden.apply(x, pass, { constant: true }));
  }
}
