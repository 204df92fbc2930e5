import type { Engine } from "../engine/engine.ts";
import { adamKernel } from "../engine/kernels/adam.ts";
import { runHostKernel } from "../engine/kernels/host_kernel.ts";
import { sumOfSquaresKernel } from "../engine/kernels/sum_of_squares.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import { ParameterSet, type Weights } from "./parameter_set.ts";

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

/** All that an {@linkcode Adam} remembers, outside the engine. */
export interface AdamState {
  /** Steps done, by parameter. */
  readonly steps: Readonly<Record<string, number>>;
  /** First (`m/NAME`) and second (`v/NAME`) moments. */
  readonly moments: ReadonlyMap<string, Weights>;
}

/**
 * Adam (Kingma & Ba 2015) as PyTorch's, one fused op a parameter: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
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
  readonly #options: Required<Omit<AdamOptions, "gradClip">> & { readonly gradClip: number };
  readonly #moments: ParameterSet;
  #variables: ReadonlyMap<string, Variable> = new Map();
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
    this.#options = { lr, weightDecay, gradClip, beta1, beta2, epsilon };
    this.#moments = new ParameterSet(engine);
  }

  /**
   * Moves every parameter that has a gradient; must run inside `engine.run`.
   *
   * @param parameters Parameters by name.
   * @param gradients Their gradients, by the same names; parameters without one stay.
   */
  step(parameters: ReadonlyMap<string, Variable>, gradients: ReadonlyMap<string, Tensor>): void {
    const { gradClip: _, ...options } = this.#options;
    const gradientScale = this.#clip(gradients);
    for (const [name, gradient] of gradients) {
      const parameter = parameters.get(name)!;
      const step = (this.#steps.get(name) ?? 0) + 1;
      if (step === 1) this.#start(name, parameter.shape);
      const m = this.#variables.get(`m/${name}`)!, v = this.#variables.get(`v/${name}`)!;
      const inputs = [parameter, m, v, gradient];
      const [p, nextM, nextV] = runHostKernel(this.#engine, adamKernel, inputs, { ...options, gradientScale, step });
      parameter.assign(p as never);
      m.assign(nextM as never);
      v.assign(nextV as never);
      this.#steps.set(name, step);
    }
  }

  /** All it remembers, copied out of the engine. */
  async save(): Promise<AdamState> {
    const steps = Object.fromEntries(this.#steps);
    return { steps, moments: await this.#moments.save() };
  }

  /** Goes on from a saved state. */
  load({ steps, moments }: AdamState): void {
    for (const [name, step] of Object.entries(steps)) {
      if (!this.#steps.has(name)) this.#start(name, moments.get(`m/${name}`)!.shape);
      this.#steps.set(name, step);
    }
    this.#moments.load(moments);
  }

  /** Frees the engine's memory. */
  dispose(): void {
    this.#moments.dispose();
  }

  #start(name: string, shape: readonly number[]): void {
    const size = shape.reduce((a, b) => a * b, 1);
    for (const moment of ["m", "v"]) this.#moments.add(`${moment}/${name}`, { shape, data: new Float32Array(size) });
    this.#variables = this.#moments.trainable;
  }

  #clip(gradients: ReadonlyMap<string, Tensor>): number {
    const { gradClip } = this.#options;
    if (gradClip === Infinity) return 1;
    let squares = 0;
    for (const gradient of gradients.values()) {
      squares += runHostKernel(this.#engine, sumOfSquaresKernel, [gradient], {})[0]!.dataSync()[0]!;
    }
    return Math.min(1, gradClip / (Math.sqrt(squares) + 1e-6));
  }
}
