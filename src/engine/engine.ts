import type { Tensor, Tf } from "./tf.ts";

/** The engines there are: `wasm` for work, `cpu` (plain JavaScript) as an oracle and where WebAssembly is missing. */
export type EngineName = "wasm" | "cpu";

/** The parts of an {@linkcode Engine}. */
export interface EngineParts {
  /** The loaded tensor library. */
  readonly tf: Tf;
  /** The backend that runs. */
  readonly name: EngineName;
  /** Threads it computes on. */
  readonly threads: number;
  /** Why this one: a sentence for the receipt. */
  readonly why: string;
}

/**
 * An opened tensor engine: the library with one backend, and what a receipt says about it.
 *
 * @example
 * ```ts
 * import { openEngine } from "weft/engine";
 * import assert from "node:assert/strict";
 *
 * const engine = await openEngine({ engine: "cpu" });
 * assert.equal(engine.name, "cpu");
 * const sum = engine.run(() => engine.tensor(new Float32Array([1, 2]), [2]).sum().dataSync()[0]);
 * assert.equal(sum, 3);
 * ```
 */
export class Engine {
  /** The loaded tensor library. */
  readonly tf: Tf;
  /** The backend that runs. */
  readonly name: EngineName;
  /** Threads it computes on. */
  readonly threads: number;
  /** Why this one was taken: a sentence for the receipt. */
  readonly why: string;

  /**
   * Made by {@linkcode openEngine}.
   *
   * @param parts The library with a backend that has been started.
   */
  constructor(parts: EngineParts) {
    this.tf = parts.tf;
    this.name = parts.name;
    this.threads = parts.threads;
    this.why = parts.why;
    Object.freeze(this);
  }

  /**
   * Runs synchronous work on this engine and frees every tensor it made except those it returns.
   *
   * The library has one current backend a process, so each piece of work sets it: engines may take turns.
   *
   * @param work What to compute; must not be async.
   * @returns What `work` returned.
   */
  run<T>(work: () => T): T {
    this.#activate();
    return this.tf.tidy(work as () => never) as T;
  }

  /**
   * A float32 tensor outside any scope; whoever makes it disposes it.
   *
   * @param data All elements, row after row; copied.
   * @param shape Length along each axis.
   * @returns The tensor.
   */
  tensor(data: Float32Array, shape: readonly number[]): Tensor {
    this.#activate();
    // WebAssembly copies into its own memory; plain JavaScript would go on sharing the caller's.
    return this.tf.tensor(this.name === "cpu" ? data.slice() : data, [...shape], "float32");
  }

  /** Tensors alive in the whole process, for tests of leaks. */
  get nTensors(): number {
    return this.tf.memory().numTensors;
  }

  #activate(): void {
    // A backend that was started once becomes current synchronously, before the returned promise settles.
    if (this.tf.getBackend() !== this.name) void this.tf.setBackend(this.name);
  }
}
