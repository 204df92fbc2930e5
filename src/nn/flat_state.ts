import { WeftError } from "../core/error.ts";
import { examples } from "../core/check.ts";
import type { Engine } from "../engine/engine.ts";
import type { Variable } from "../engine/tf.ts";
import type { Weights } from "./parameter_set.ts";

/** All that an optimiser remembers, outside the engine. */
export interface OptimizerState {
  /** Steps done, by parameter; none where they do not matter. */
  readonly steps: Readonly<Record<string, number>>;
  /** What it keeps of each parameter, by `KIND/NAME`. */
  readonly tensors: ReadonlyMap<string, Weights>;
}

interface Place {
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/**
 * What an optimiser remembers of every parameter: some flat buffers in which the parameters lie one behind the other, in
 * the order of their first gradients, zero at first. Saved by `KIND/NAME`.
 */
export class FlatState {
  readonly #engine: Engine;
  readonly #kinds: readonly string[];
  readonly #places = new Map<string, Place>();
  #buffers: readonly Variable[] = [];
  #size = 0;

  /** Without parameters yet; a buffer for each kind. */
  constructor(engine: Engine, kinds: readonly string[]) {
    this.#engine = engine;
    this.#kinds = kinds;
  }

  /** The buffers, in the order of the kinds. */
  get buffers(): readonly Variable[] {
    return this.#buffers;
  }

  /** Where a parameter lies in each buffer. */
  offset(name: string): number {
    return this.#places.get(name)!.offset;
  }

  /** Makes room for the parameters it does not hold yet. */
  place(parameters: Iterable<readonly [name: string, shape: readonly number[]]>): void {
    const before = this.#size;
    for (const [name, shape] of parameters) {
      if (this.#places.has(name)) continue;
      const size = shape.reduce((a, b) => a * b, 1);
      this.#places.set(name, { shape, offset: this.#size, size });
      this.#size += size;
    }
    if (this.#size === before && this.#buffers.length > 0) return;
    const { tf } = this.#engine;
    this.#replace(() => {
      const zeros = this.#engine.tensor(new Float32Array(this.#size - before), [this.#size - before]);
      return this.#kinds.map((_, i) => before === 0 ? zeros.clone() : tf.concat([this.#buffers[i]!, zeros]));
    });
  }

  /** All it holds, copied out of the engine. */
  async save(): Promise<Map<string, Weights>> {
    const flat = await Promise.all(this.#buffers.map((buffer) => this.#engine.read(buffer)));
    const saved = new Map<string, Weights>();
    for (const [name, { shape, offset, size }] of this.#places) {
      this.#kinds.forEach((kind, i) =>
        saved.set(`${kind}/${name}`, { shape: [...shape], data: flat[i]!.slice(offset, offset + size) })
      );
    }
    return saved;
  }

  /**
   * Goes on from saved values.
   *
   * @throws {WeftError} `NotFound` when those of a parameter it holds are missing, `Misaligned` when their shape differs.
   */
  load(saved: ReadonlyMap<string, Weights>): void {
    const own = (key: string): Weights => {
      const weights = saved.get(key);
      if (weights) return weights;
      throw new WeftError("NotFound", { expected: `state '${key}'`, found: `only ${examples(saved.keys())}` });
    };
    const flat = this.#kinds.map(() => new Float32Array(this.#size));
    for (const [name, { shape, offset }] of this.#places) {
      this.#kinds.forEach((kind, i) => {
        const weights = own(`${kind}/${name}`);
        if (weights.shape.join() !== shape.join()) {
          throw new WeftError("Misaligned", {
            expected: `state '${kind}/${name}' of shape ${shape.join(" × ")}`,
            found: weights.shape.join(" × "),
          });
        }
        flat[i]!.set(weights.data, offset);
      });
    }
    this.#replace(() => flat.map((values) => this.#engine.tensor(values, [this.#size])));
  }

  /** Frees the engine's memory. */
  dispose(): void {
    for (const buffer of this.#buffers) buffer.dispose();
    this.#buffers = [];
    this.#places.clear();
    this.#size = 0;
  }

  #replace(make: () => ReturnType<Engine["tensor"]>[]): void {
    const { tf } = this.#engine;
    const old = this.#buffers;
    this.#buffers = this.#engine.run(() => make().map((values) => tf.keep(values))).map((values) => {
      const buffer = tf.variable(values, false);
      values.dispose();
      return buffer;
    });
    for (const buffer of old) buffer.dispose();
  }
}
