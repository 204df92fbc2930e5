import { checkInteger, checkNumber } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import { oneHot } from "../engine/composite/one_hot.ts";
import { customGradient } from "../engine/ops/custom_gradient.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { ParameterSet } from "./parameter_set.ts";

/** Form of {@linkcode ClassStatistics}. */
export interface ClassStatisticsOptions {
  /** Number of classes. */
  readonly nClasses: number;
  /** Columns of the rows that are counted in. */
  readonly width: number;
  /** Count that a class is cut down to after every update, so that it goes on following; default `Infinity`. */
  readonly maxCount?: number | undefined;
}

/**
 * Running count, mean and variance of every class over all batches seen so far, as ISDA has them (Wang et al. 2021):
 * with `n` rows before and `m` new ones of mean `μ′` and biased variance `S′`, per column,
 * `μ ← (n μ + m μ′) / (n + m)` and `S ← (n S + m S′) / (n + m) + n m (μ − μ′)² / (n + m)²`.
 *
 * Statistics are constants: no gradient flows through them. A class without new rows keeps what it has.
 *
 * @example
 * ```ts
 * import { ClassStatistics, ParameterSet } from "weft/nn";
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "wasm" });
 * const parameters = new ParameterSet(engine);
 * const classes = new ClassStatistics(engine, parameters, "classes", { nClasses: 2, width: 1 });
 * const x = engine.tensor(new Float32Array([1, 3, 10]), [3, 1]);
 * engine.run(() => classes.assign(classes.updated(x, engine.tf.tensor1d([0, 0, 1], "int32"))));
 * const { counts, means, variances } = await classes.read();
 * assert.deepEqual([[...counts], [...means], [...variances]], [[2, 1], [2, 10], [1, 0]]);
 * x.dispose();
 * parameters.dispose();
 * ```
 */
export class ClassStatistics {
  readonly #engine: Engine;
  readonly #nClasses: number;
  readonly #width: number;
  readonly #maxCount: number;
  readonly #all: Variable;

  /**
   * Adds its buffer to the set, without any rows seen.
   *
   * @param engine Where it runs.
   * @param parameters The set its buffer `NAME` is added to, `nClasses × (1 + 2 width)`: count, means, variances.
   * @param name Its name.
   * @param options Its form.
   * @throws {WeftError} `InvalidArgument` for numbers out of range.
   */
  constructor(engine: Engine, parameters: ParameterSet, name: string, options: ClassStatisticsOptions) {
    const { nClasses, width, maxCount = Infinity } = options;
    checkInteger(nClasses, "nClasses", 1);
    checkInteger(width, "width", 1);
    if (maxCount !== Infinity) checkNumber(maxCount, "maxCount", 1);
    const shape = [nClasses, 1 + 2 * width];
    this.#engine = engine;
    this.#nClasses = nClasses;
    this.#width = width;
    this.#maxCount = maxCount;
    this.#all = parameters.addBuffer(name, { shape, data: new Float32Array(shape[0]! * shape[1]!) });
  }

  /**
   * The statistics with more rows counted in; its own stay as they are until {@linkcode assign}.
   *
   * @param rows `nObs × width`.
   * @param labels `nObs` integers from 0 to `nClasses − 1`.
   * @returns `nClasses × (1 + 2 width)`, a constant.
   */
  updated(rows: Tensor, labels: Tensor): Tensor {
    return customGradient(this.#engine, [], () => ({
      value: this.#counted(rows, labels),
      saved: [],
      gradient: () => [],
    }));
  }

  /**
   * Standard deviation of every class in statistics such as {@linkcode updated} returns.
   *
   * @param statistics `nClasses × (1 + 2 width)`.
   * @returns `nClasses × width`.
   */
  deviations(statistics: Tensor): Tensor {
    const { tf } = this.#engine;
    return tf.sqrt(this.#part(statistics, 2) as never);
  }

  /** Takes statistics over; runs inside `engine.run`, not while a gradient is recorded. */
  assign(statistics: Tensor): void {
    this.#all.assign(statistics as never);
  }

  /** Forgets every row. */
  reset(): void {
    this.#engine.run(() => this.#all.assign(this.#engine.tf.zerosLike(this.#all) as never));
  }

  /** Counts (one a class), means and variances (`nClasses × width`, row after row), copied out of the engine. */
  async read(): Promise<Readonly<Record<"counts" | "means" | "variances", Float32Array>>> {
    const all = await this.#engine.read(this.#all);
    const stride = 1 + 2 * this.#width;
    const part = (offset: number, width: number) =>
      Float32Array.from({ length: this.#nClasses * width }, (_, i) => {
        return all[Math.floor(i / width) * stride + offset + i % width]!;
      });
    return { counts: part(0, 1), means: part(1, this.#width), variances: part(1 + this.#width, this.#width) };
  }

  #counted(rows: Tensor, labels: Tensor): Tensor {
    const { tf } = this.#engine;
    const own = oneHot(this.#engine, labels, this.#nClasses);
    const size = tf.reshape(tf.sum(own, 0), [-1, 1]);
    const divisor = tf.maximum(size, 1);
    const summed = (values: Tensor) => tf.div(tf.matMul(own as never, values as never, true), divisor);
    const mean = summed(rows);
    // Deviations from the class's own mean: a difference of squares would lose the digits of a tight class.
    const spread = summed(tf.square(tf.sub(rows, tf.gather(mean, labels as never))));
    const [count, means, variances] = [0, 1, 2].map((part) => this.#part(this.#all, part));
    const total = tf.add(count!, size);
    const share = tf.div(size, tf.maximum(total, 1)), kept = tf.sub(1, share);
    const step = tf.sub(mean, means!);
    return tf.concat([
      tf.minimum(total, this.#maxCount === Infinity ? total : this.#maxCount),
      tf.add(means!, tf.mul(share, step)),
      tf.add(
        tf.add(tf.mul(kept, variances!), tf.mul(share, spread)),
        tf.mul(tf.mul(kept, share), tf.square(step)),
      ),
    ] as never, 1);
  }

  /** Counts, means or variances as a view of all. */
  #part(statistics: Tensor, part: number): Tensor {
    const { tf } = this.#engine;
    const begin = part === 0 ? 0 : 1 + (part - 1) * this.#width;
    return tf.slice(statistics as never, [0, begin], [this.#nClasses, part === 0 ? 1 : this.#width]);
  }
}
