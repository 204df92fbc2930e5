import type { Engine } from "../engine/engine.ts";
import { type AdamNumbers, adamStep } from "../engine/ops/adam.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import { FlatState, type OptimizerState } from "./flat_state.ts";
import { gradientScale } from "./gradient_scale.ts";
import type { StepOptions } from "./step_options.ts";

/** Options of {@linkcode Adam}. */
export interface AdamOptions {
  /** Step size. */
  readonly lr: number;
  /** L2 penalty added to the gradient (not decoupled); default 0. */
  readonly weightDecay?: number | undefined;
  /** Largest Euclidean length of all gradients together, longer ones are shortened to it; default none. */
  readonly gradClip?: number | undefined;
  /** Decay of the first moment; default 0.9. */
  readonly beta1?: number | undefined;
  /** Decay of the second moment; default 0.999. */
  readonly beta2?: number | undefined;
  /** Added to the root of the second moment; default 1e-8. */
  readonly epsilon?: number | undefined;
}

/**
 * Adam (Kingma & Ba 2015) as PyTorch's, one call for all parameters: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
 * `p ← p − lr · m̂ / (√v̂ + ε)`, with `g` including `weightDecay · p`. State begins with a parameter's first gradient.
 *
 * @example
 * ```ts
 * import { Adam, ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const parameters = new ParameterSet(engine);
 * parameters.add("w", { shape: [1], data: new Float32Array([1]) });
 * const adam = new Adam(engine, { lr: 0.1 });
 * engine.run(() => adam.step(parameters.trainable, new Map([["w", engine.tensor(new Float32Array([3]), [1])]])));
 * assert(Math.abs((await parameters.save()).get("w")!.data[0]! - 0.9) < 1e-6);
 * adam.dispose();
 * parameters.dispose();
 * ```
 */
export class Adam {
  readonly #engine: Engine;
  readonly #options: Omit<AdamNumbers, "scale">;
  readonly #gradClip: number;
  readonly #moments: FlatState;
  readonly #steps = new Map<string, number>();

  /**
   * An optimiser that has not seen a gradient yet.
   *
   * @param engine Where it runs.
   * @param options Step size and the like.
   */
  constructor(engine: Engine, options: AdamOptions) {
    const { lr, weightDecay = 0, gradClip = Infinity, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
    this.#engine = engine;
    this.#options = { lr, weightDecay, beta1, beta2, epsilon };
    this.#gradClip = gradClip;
    this.#moments = new FlatState(engine, ["m", "v"]);
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
    this.#moments.place([...gradients].map(([name, { shape }]) => [name, shape]));
    const steps = [...gradients].map(([name, gradient]) => {
      const step = (this.#steps.get(name) ?? 0) + 1;
      this.#steps.set(name, step);
      return { parameter: parameters.get(name)!, gradient, offset: this.#moments.offset(name), step };
    });
    const [first, second] = this.#moments.buffers;
    adamStep(this.#engine, steps, { first: first!, second: second! }, { ...this.#options, lr, scale });
  }

  /** All it remembers, copied out of the engine: steps, and first (`m/NAME`) and second (`v/NAME`) moments. */
  async save(): Promise<OptimizerState> {
    const steps = Object.fromEntries(this.#steps);
    return { steps, tensors: await this.#moments.save() };
  }

  /**
   * Goes on from a saved state.
   *
   * @throws {WeftError} `NotFound` when the moments of a parameter are missing, `Misaligned` when their shape differs.
   */
  load({ steps, tensors }: OptimizerState): void {
    const known = Object.keys(steps).filter((name) => tensors.has(`m/${name}`));
    this.#moments.place(known.map((name) => [name, tensors.get(`m/${name}`)!.shape]));
    this.#moments.load(tensors);
    for (const [name, step] of Object.entries(steps)) this.#steps.set(name, step);
  }

  /** Frees the engine's memory. */
  dispose(): void {
    this.#moments.dispose();
    this.#steps.clear();
  }
}
