import type { Engine } from "../engine/engine.ts";
import { type SgdNumbers, sgdStep } from "../engine/ops/sgd.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import { FlatState, type OptimizerState } from "./flat_state.ts";
import { gradientScale } from "./gradient_scale.ts";
import type { StepOptions } from "./step_options.ts";

/** Options of {@linkcode Sgd}. */
export interface SgdOptions {
  /** Step size. */
  readonly lr: number;
  /** How much of the last velocity is kept; default 0. */
  readonly momentum?: number | undefined;
  /** L2 penalty added to the gradient; default 0. */
  readonly weightDecay?: number | undefined;
  /** Largest Euclidean length of all gradients together, longer ones are shortened to it; default none. */
  readonly gradClip?: number | undefined;
}

/**
 * Gradient descent with momentum as PyTorch's, one call for all parameters: `v ← μv + g`, `p ← p − lr · v`, with `g`
 * including `weightDecay · p` and `v` starting at 0; no dampening, no Nesterov.
 *
 * @example
 * ```ts
 * import { ParameterSet, Sgd } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * parameters.add("w", { shape: [1], data: new Float32Array([1]) });
 * const sgd = new Sgd(engine, { lr: 0.25, momentum: 0.5 });
 * const step = () => engine.run(() => sgd.step(parameters.trainable, new Map([["w", engine.tensor(new Float32Array([2]), [1])]])));
 * step();
 * assert.equal((await parameters.save()).get("w")!.data[0], 0.5);
 * step();
 * assert.equal((await parameters.save()).get("w")!.data[0], -0.25);
 * sgd.dispose();
 * parameters.dispose();
 * ```
 */
export class Sgd {
  readonly #engine: Engine;
  readonly #options: Omit<SgdNumbers, "scale">;
  readonly #gradClip: number;
  readonly #velocities: FlatState;

  /**
   * An optimiser that has not seen a gradient yet.
   *
   * @param engine Where it runs.
   * @param options Step size and the like.
   */
  constructor(engine: Engine, { lr, momentum = 0, weightDecay = 0, gradClip = Infinity }: SgdOptions) {
    this.#engine = engine;
    this.#options = { lr, momentum, weightDecay };
    this.#gradClip = gradClip;
    this.#velocities = new FlatState(engine, ["velocity"]);
  }

  /**
   * Moves every parameter that has a gradient; must run inside `engine.run`.
   *
   * @param parameters Parameters by name.
   * @param gradients Their gradients, by the same names; parameters without one stay.
   * @param options What differs in this step.
   */
  step(
    parameters: ReadonlyMap<string, Variable>,
    gradients: ReadonlyMap<string, Tensor>,
    { lr = this.#options.lr, alsoClipped = [] }: StepOptions = {},
  ): void {
    if (gradients.size === 0) return;
    const scale = gradientScale(this.#engine, [...gradients.values(), ...alsoClipped], this.#gradClip);
    this.#velocities.place([...gradients].map(([name, { shape }]) => [name, shape]));
    const steps = [...gradients].map(([name, gradient]) => {
      return { parameter: parameters.get(name)!, gradient, offset: this.#velocities.offset(name), step: 1 };
    });
    sgdStep(this.#engine, steps, this.#velocities.buffers[0]!, { ...this.#options, lr, scale });
  }

  /** All it remembers, copied out of the engine: velocities (`velocity/NAME`). */
  async save(): Promise<OptimizerState> {
    return { steps: {}, tensors: await this.#velocities.save() };
  }

  /**
   * Goes on from a saved state.
   *
   * @throws {WeftError} `NotFound` when the velocity of a parameter is missing, `Misaligned` when its shape differs.
   */
  load({ tensors }: OptimizerState): void {
    const prefix = "velocity/".length;
    this.#velocities.place([...tensors].map(([key, { shape }]) => [key.slice(prefix), shape]));
    this.#velocities.load(tensors);
  }

  /** Frees the engine's memory. */
  dispose(): void {
    this.#velocities.dispose();
  }
}
