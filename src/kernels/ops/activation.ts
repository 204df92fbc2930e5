import { checkOneOf } from "../../core/check.ts";

/** In the order of the enumeration in `c/activation.h`. */
const ACTIVATIONS: readonly ActivationName[] = ["none", "relu", "leakyRelu", "elu", "sigmoid", "tanh"];

/**
 * What is done to every element of a sum: nothing, `max(0, v)`, `v` or `slope · v` below 0, `v` or `eᵛ − 1` below 0,
 * `1 / (1 + e⁻ᵛ)`, or the hyperbolic tangent.
 */
export type ActivationName = "none" | "relu" | "leakyRelu" | "elu" | "sigmoid" | "tanh";

/** An activation with its number. */
export interface Activation {
  /** Which one; default `none`. */
  readonly activation?: ActivationName | undefined;
  /** Slope of `leakyRelu` below 0; default 0.01. */
  readonly slope?: number | undefined;
}

/** Number and slope of an activation, as kernels take them. */
export function activationArguments({ activation = "none", slope = 0.01 }: Activation): [number, number] {
  checkOneOf(activation, "activation", ACTIVATIONS);
  return [ACTIVATIONS.indexOf(activation), slope];
}
