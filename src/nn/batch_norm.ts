import { WeftError } from "../core/error.ts";
import type { Engine } from "../engine/engine.ts";
import { batchNorm } from "../engine/ops/batch_norm.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { Activation, ActivationName } from "../kernels/ops/activation.ts";
import type { ParameterSet } from "./parameter_set.ts";

/** Shape and form of a {@linkcode BatchNorm} layer. */
export interface BatchNormOptions {
  /** Columns of its input. */
  readonly width: number;
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number | undefined;
  /** How far the running moments move towards a batch's; default 0.1. */
  readonly momentum?: number | undefined;
  /** What follows in the same op; default `none`. */
  readonly activation?: ActivationName | undefined;
  /** Slope of `leakyRelu` below 0; default 0.01. */
  readonly slope?: number | undefined;
}

/** How a {@linkcode BatchNorm} is applied. */
export interface BatchNormPass {
  /** Whether the batch's own moments are used (and followed by the running ones); else the running ones. */
  readonly training: boolean;
}

/**
 * Batch norm over rows: `y = act((x − mean) / √(variance + ε) · gamma + beta)`; `x`, `y`: `nObs × width`, float32.
 *
 * As PyTorch's `BatchNorm1d`: the biased variance of the batch normalises, the unbiased one moves the running variance.
 * Adds `NAME.weight` (gamma, 1 at first) and `NAME.bias` (beta, 0), and, frozen, `NAME.running_mean` (0) and
 * `NAME.running_var` (1).
 *
 * @example
 * ```ts
 * import { BatchNorm, ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * const norm = new BatchNorm(engine, parameters, "norm", { width: 1, epsilon: 0 });
 * const x = engine.tensor(new Float32Array([3, 5]), [2, 1]);
 * assert.deepEqual([...engine.run(() => norm.apply(x, { training: true }).dataSync())], [-1, 1]);
 * assert.equal((await parameters.save()).get("norm.running_mean")!.data[0], Math.fround(0.4));
 * x.dispose();
 * parameters.dispose();
 * ```
 */
export class BatchNorm {
  readonly #engine: Engine;
  readonly #gamma: Variable;
  readonly #beta: Variable;
  readonly #running: { readonly means: Variable; readonly variances: Variable };
  readonly #form: { readonly epsilon: number; readonly momentum: number } & Activation;

  /**
   * Adds its weights and running moments to the set.
   *
   * @param engine Where it runs.
   * @param parameters The set they are added to.
   * @param name Its name.
   * @param options Shape and form.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: BatchNormOptions) {
    const { width, epsilon = 1e-5, momentum = 0.1, activation, slope } = options;
    const vector = (value: number) => ({ shape: [width], data: new Float32Array(width).fill(value) });
    this.#engine = engine;
    this.#gamma = parameters.add(`${name}.weight`, vector(1));
    this.#beta = parameters.add(`${name}.bias`, vector(0));
    this.#running = {
      means: parameters.add(`${name}.running_mean`, vector(0)),
      variances: parameters.add(`${name}.running_var`, vector(1)),
    };
    parameters.freeze(`${name}.running_`);
    this.#form = { epsilon, momentum, activation, slope };
  }

  /**
   * Applies the layer.
   *
   * @param x `nObs × width`.
   * @param pass Training or not.
   * @returns `nObs × width`.
   * @throws {WeftError} `InvalidArgument` in training on a single row, whose variance is 0.
   */
  apply(x: Tensor, { training }: BatchNormPass): Tensor {
    if (training && x.shape[0] === 1) {
      throw new WeftError("InvalidArgument", {
        expected: "at least two rows to normalise in training",
        found: "1",
        next: "Use larger batches, or drop the last one when it is smaller.",
      });
    }
    const tensors = { x, gamma: this.#gamma, beta: this.#beta };
    return batchNorm(this.#engine, tensors, this.#running, { ...this.#form, training });
  }
}
