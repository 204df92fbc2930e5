import type { Engine } from "../engine/engine.ts";
import { dropout } from "../engine/ops/dropout.ts";
import type { Tensor } from "../engine/tf.ts";

/** Form of a {@linkcode Dropout} layer. */
export interface DropoutOptions {
  /** Part of the elements that becomes 0, at least 0 and below 1. */
  readonly rate: number;
  /** Seed of this layer, an integer; layers of one network need seeds of their own. */
  readonly seed: number;
}

/** How a {@linkcode Dropout} is applied. */
export interface DropoutPass {
  /** Number of the training step, an integer, which decides with the seed what is dropped; without it nothing is. */
  readonly step?: number | undefined;
  /** In place of the draw: which elements are kept, 1 or 0, in the shape of the input. */
  readonly keep?: Tensor | undefined;
}

/**
 * Dropout: in training elements become 0 with probability `rate`, and the others are divided by `1 − rate`.
 *
 * What is dropped is a function of seed, step and the element's number: the same on every engine and any number of
 * threads, and a resumed training goes on as if it had not stopped.
 *
 * @example
 * ```ts
 * import { Dropout } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * const layer = new Dropout(engine, { rate: 0.5, seed: 3 });
 * const x = engine.tensor(new Float32Array(1000).fill(1), [1000, 1]);
 * const y = engine.run(() => layer.apply(x, { step: 0 }).dataSync());
 * assert(y.every((value) => value === 0 || value === 2));
 * assert.deepEqual(engine.run(() => layer.apply(x, { step: 0 }).dataSync()), y);
 * x.dispose();
 * ```
 */
export class Dropout {
  readonly #engine: Engine;
  readonly #options: DropoutOptions;

  /**
   * A layer without weights.
   *
   * @param engine Where it runs.
   * @param options Rate and seed.
   */
  constructor(engine: Engine, { rate, seed }: DropoutOptions) {
    this.#engine = engine;
    this.#options = { rate, seed };
  }

  /**
   * Applies the layer.
   *
   * @param x Any shape.
   * @param pass The step in training, nothing in evaluation.
   * @returns The shape of `x`.
   * @throws {WeftError} `InvalidArgument` when the rate is not below 1, or seed or step are not integers from 0 on.
   */
  apply(x: Tensor, { step, keep }: DropoutPass = {}): Tensor {
    const { rate, seed } = this.#options;
    if (keep) return this.#engine.tf.mul(x, this.#engine.tf.mul(keep, 1 / (1 - rate)));
    return step === undefined || rate === 0 ? x : dropout(this.#engine, x, { rate, seed, step });
  }
}
