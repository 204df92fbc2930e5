import { WeftError } from "../core/error.ts";
import { Meter, type MeterReading } from "./backend/meter.ts";
import type { WeftBackend } from "./backend/weft_backend.ts";
import type { Tensor, Tf } from "./tf.ts";

/** The engines there are: compiled kernels in `native` code or `wasm`, and `cpu`, plain JavaScript, as an oracle. */
export type EngineName = "native" | "wasm" | "cpu" | "webgpu" | "tensorflow";

/** What an engine's tensors take, in bytes. */
export interface EngineMemory {
  /** Given out and not freed. */
  readonly live: number;
  /** The most that was live at once; `NaN` on engines that do not count it. */
  readonly peak: number;
  /** Freed, and kept for the next tensor of the same length. */
  readonly pooled: number;
  /** All that there can be; `Infinity` when only the machine says. */
  readonly limit: number;
}

/** What work returned, and what it took. */
export interface Metered<T> {
  /** What the work returned. */
  readonly result: T;
  /** What it took of the engine's memory. */
  readonly reading: MeterReading;
}

/** The parts of an {@linkcode Engine}. */
export interface EngineParts {
  /** The loaded tensor library. */
  readonly tf: Tf;
  /** Which engine it is. */
  readonly name: EngineName;
  /** The instruction set of its kernels, or `javascript`. */
  readonly kind: string;
  /** Name of the library's backend. */
  readonly backendName: string;
  /**
   * The backend over compiled kernels, if it is one.
   *
   * @internal
   */
  readonly backend: WeftBackend | undefined;
  /** Throws what went wrong out of sight since the last call, on engines that work while this process goes on. */
  readonly check?: (() => void) | undefined;
  /** Why this one: a sentence for the receipt. */
  readonly why: string;
  /** Why faster ones were not taken, a line each. */
  readonly passedOver: readonly string[];
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
  /** Which engine it is. */
  readonly name: EngineName;
  /** The instruction set of its kernels, or `javascript`. */
  readonly kind: string;
  /** Why this one was taken: a sentence for the receipt. */
  readonly why: string;
  /** Why faster ones were not taken, a line each. */
  readonly passedOver: readonly string[];
  /**
   * The backend over compiled kernels; `undefined` on engines that run the library's own ops only.
   *
   * @internal
   */
  readonly backend: WeftBackend | undefined;
  readonly #backendName: string;
  readonly #check: (() => void) | undefined;

  /**
   * Made by {@linkcode openEngine}.
   *
   * @param parts The library with a backend that has been started.
   */
  constructor(parts: EngineParts) {
    this.tf = parts.tf;
    this.name = parts.name;
    this.kind = parts.kind;
    this.why = parts.why;
    this.passedOver = parts.passedOver;
    this.backend = parts.backend;
    this.#backendName = parts.backendName;
    this.#check = parts.check;
    Object.freeze(this);
  }

  /** Threads it computes on. */
  get threads(): number {
    return this.backend?.kernels.threads ?? 1;
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
    // Compiled kernels copy into their own memory; plain JavaScript would go on sharing the caller's.
    return this.tf.tensor(this.backend ? data : data.slice(), [...shape], "float32");
  }

  /** Whether one of our own kernels runs here; without it an op is made of the library's own. */
  has(kernel: { readonly name: string }): boolean {
    return this.tf.getKernel(kernel.name, this.#backendName) !== undefined;
  }

  /**
   * Copies a tensor's elements out of the engine; the copy is of this moment, whatever happens while it is awaited.
   *
   * @param tensor The tensor; stays alive.
   * @returns Its elements, row after row.
   * @throws {WeftError} `Failed` on `webgpu` when the card could not do something since the last read.
   */
  async read(tensor: Tensor): Promise<Float32Array> {
    const values = await tensor.data() as Float32Array;
    this.#check?.();
    // Only the library's own cpu backend gives out its memory itself.
    return this.backend ? values : values.slice();
  }

  /** What the engine's tensors take now. */
  get memory(): EngineMemory {
    if (this.backend) return this.backend.kernels.memory;
    const live = this.tf.memory().numBytes;
    return { live, peak: NaN, pooled: 0, limit: Infinity };
  }

  /**
   * Runs work and tells what it took of the engine's memory, and which ops had asked for it at the peak.
   *
   * @param work What to run; a promise is awaited, and what else runs meanwhile is metered too.
   * @returns What the work returned, and the reading.
   * @throws {WeftError} `Unsupported` on engines without compiled kernels, `Failed` while other work is metered.
   *
   * @example
   * ```ts
   * import { openEngine } from "weft/engine";
   * import assert from "node:assert/strict";
   *
   * const engine = await openEngine({ engine: "wasm" });
   * const { reading } = await engine.meter(() => engine.run(() => void engine.tensor(new Float32Array(1000), [1000]).add(1)));
   * assert.equal(reading.peak - reading.before, 8004);
   * assert.deepEqual(reading.byOp.Add, 4000);
   * ```
   */
  async meter<T>(work: () => T | Promise<T>): Promise<Metered<T>> {
    const { backend } = this;
    if (!backend) {
      throw new WeftError("Unsupported", {
        expected: "an engine that counts its memory",
        found: `'${this.name}'`,
        next: 'Open the engine "native" or "wasm".',
      });
    }
    if (backend.meter) throw new WeftError("Failed", { expected: "one meter at a time", found: "one running" });
    const meter = new Meter(() => backend.kernels.memory.live);
    backend.useMeter(meter);
    try {
      const result = await work();
      return { result, reading: meter.reading };
    } finally {
      backend.useMeter(undefined);
    }
  }

  /** Gives memory back that is kept for the next step; call it when a training has ended. */
  trim(): void {
    this.backend?.kernels.drain();
  }

  /** Tensors alive in the whole process, for tests of leaks. */
  get nTensors(): number {
    return this.tf.memory().numTensors;
  }

  #activate(): void {
    // A backend that was started once becomes current synchronously, before the returned promise settles.
    if (this.tf.getBackend() !== this.#backendName) void this.tf.setBackend(this.#backendName);
  }
}
