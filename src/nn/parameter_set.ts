import { WeftError } from "../core/error.ts";
import { examples } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import type { Variable } from "../engine/tf.ts";

/** The numbers of one parameter, outside the engine. */
export interface Weights {
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** All elements, row after row. */
  readonly data: Float32Array;
}

/**
 * The named weights of a network, in the order they were added.
 *
 * @example
 * ```ts
 * import { ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const parameters = new ParameterSet(await openEngine({ engine: "cpu" }));
 * parameters.add("bias", { shape: [2], data: new Float32Array([1, 2]) });
 * assert.deepEqual([...(await parameters.save()).get("bias")!.data], [1, 2]);
 * parameters.dispose();
 * ```
 */
export class ParameterSet {
  readonly #engine: Engine;
  readonly #variables = new Map<string, Variable>();
  readonly #frozen = new Set<string>();
  readonly #guards: ((saved: ReadonlyMap<string, Weights>) => void)[] = [];

  /**
   * An empty set.
   *
   * @param engine Where the weights live.
   */
  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** All names, in the order they were added. */
  get names(): readonly string[] {
    return [...this.#variables.keys()];
  }

  /** The parameters that training may change, by name. */
  get trainable(): ReadonlyMap<string, Variable> {
    return new Map([...this.#variables].filter(([name]) => !this.#frozen.has(name)));
  }

  /**
   * Adds a parameter.
   *
   * @param name Its name, unique in this set.
   * @param weights Its first values; copied.
   * @returns The engine's variable.
   * @throws {WeftError} `Duplicate` when the name is taken.
   */
  add(name: string, weights: Weights): Variable {
    if (this.#variables.has(name)) {
      throw new WeftError("Duplicate", { expected: "parameter names to be unique", found: `'${name}' twice` });
    }
    const initial = this.#engine.tensor(weights.data, weights.shape);
    const variable = this.#engine.tf.variable(initial);
    initial.dispose();
    this.#variables.set(name, variable);
    return variable;
  }

  /**
   * Adds numbers that belong to the network's state but follow a rule of their own, such as a running mean: saved and
   * loaded like parameters, never trained.
   *
   * @param name Its name, unique in this set.
   * @param weights Its first values; copied.
   * @returns The engine's variable.
   * @throws {WeftError} `Duplicate` when the name is taken.
   */
  addBuffer(name: string, weights: Weights): Variable {
    const variable = this.add(name, weights);
    this.#frozen.add(name);
    return variable;
  }

  /** Keeps the parameters whose name begins so at their present values. */
  freeze(prefix: string): void {
    for (const name of this.#variables.keys()) if (name.startsWith(prefix)) this.#frozen.add(name);
  }

  /**
   * Adds what looks at saved values before they are put in place, and throws when they are not this network's.
   *
   * @param guard What to call.
   */
  addGuard(guard: (saved: ReadonlyMap<string, Weights>) => void): void {
    this.#guards.push(guard);
  }

  /** All values, copied out of the engine. */
  async save(): Promise<Map<string, Weights>> {
    const read = async ([name, variable]: [string, Variable]): Promise<[string, Weights]> => {
      const shape = [...variable.shape];
      return [name, { shape, data: await this.#engine.read(variable) }];
    };
    return new Map(await Promise.all([...this.#variables].map(read)));
  }

  /**
   * Puts saved values in place of the present ones.
   *
   * @param saved Values for every parameter; others are ignored.
   * @throws {WeftError} `NotFound` when one is missing, `Misaligned` when one has another shape, and what guards throw.
   */
  load(saved: ReadonlyMap<string, Weights>): void {
    for (const guard of this.#guards) guard(saved);
    for (const [name, variable] of this.#variables) {
      const weights = saved.get(name);
      if (weights === undefined) {
        throw new WeftError("NotFound", { expected: `weights '${name}'`, found: `only ${examples(saved.keys())}` });
      }
      if (weights.shape.join() !== variable.shape.join()) {
        throw new WeftError("Misaligned", {
          expected: `weights '${name}' of shape ${variable.shape.join(" × ")}`,
          found: weights.shape.join(" × "),
        });
      }
      this.#engine.run(() => variable.assign(this.#engine.tensor(weights.data, weights.shape) as never));
    }
  }

  /** Frees the engine's memory; the set is empty afterwards. */
  dispose(): void {
    for (const variable of this.#variables.values()) variable.dispose();
    this.#variables.clear();
  }
}
