import type { Tensor, Variable } from "../tf.ts";

/** What an optimiser does to one parameter in one step. */
export interface ParameterStep {
  /** Changed in place. */
  readonly parameter: Variable;
  /** Of the parameter's shape. */
  readonly gradient: Tensor;
  /** Where its state begins in the optimiser's flat buffers. */
  readonly offset: number;
  /** How many gradients it has had, this one counted. */
  readonly step: number;
}

/** A number, on engines that compute asynchronously as a scalar on the engine. */
export type Factor = number | Tensor;
