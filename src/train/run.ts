import { macrotask, throwIfAborted } from "../core/abort.ts";
import { WeftError } from "../core/error.ts";
import { failureText } from "../core/failure_text.ts";
import { isWeftError } from "../core/is_weft_error.ts";
import { Listeners } from "../core/listeners.ts";
import { stoppable } from "../core/stoppable.ts";
import { DISPLAY, type DisplayBundle, liveBundle } from "../core/renderers.ts";
import { warn } from "../core/warn.ts";
import type { Annotated } from "../data/annotated.ts";
import { Dense } from "../data/dense.ts";
import type { Frame } from "../data/frame.ts";
import type { Callback, StopReason } from "./callback.ts";
import { encodeCheckpoint } from "./checkpoint.ts";
import { type EpochLosses, History } from "./history.ts";
import type { TrainedModel } from "./trained_model.ts";
import type { Training } from "./training.ts";

/** Where a run stands. */
export type RunState = "preparing" | "training" | "paused" | "done" | "interrupted" | "failed";

/** What a run tells those who listen: an epoch is done, or its state has changed. */
export type RunEvent =
  | { readonly kind: "epoch"; readonly epoch: number; readonly nEpochs: number; readonly losses: EpochLosses }
  | { readonly kind: "state"; readonly state: RunState };

/** What is left of a training when it ends. */
export interface Outcome<T extends Annotated> {
  /** The object with the embedding, history, settings and receipt. */
  readonly data: T;
  /** The embedding, `nObs × nLatent`. */
  readonly embedding: Dense;
  /** The trained network. */
  readonly model: TrainedModel;
}

/** What a {@linkcode Run} is made of. */
export interface RunParts<T extends Annotated> {
  /** The method's name. */
  readonly name: string;
  /** What is trained on. */
  readonly data: T;
  /** Seed of weights, triplets and all else. */
  readonly seed: number;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** Column of `obs` that tells sections, where the method is told of them. */
  readonly libraryKey?: string | undefined;
  /** Opens the training; the signal may be given while it does. */
  open(signal: AbortSignal): Promise<Training>;
  /** Takes the results out of a training that has ended. */
  finish(training: Training, reason: StopReason): Promise<Outcome<T>>;
  /** Called between epochs, in this order. */
  readonly callbacks: readonly Callback[];
  /** Breaks the run off; without one the stop button of a notebook does. */
  readonly signal?: AbortSignal | undefined;
}

const GO_ON = "What was learned is kept: train(…, { resume: await run.checkpoint() }) goes on from there.";

/**
 * A training that goes on by itself: what it has done so far, how to pause or stop it, and its result. Made by
 * {@linkcode train}; it hands the thread back after every update.
 *
 * @example
 * ```ts
 * import { train } from "weft/train";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense, representation } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const run = train(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), { useRep: "X", nEpochs: 3 });
 * const adata = await run.result();
 * assert.equal(representation(adata, "X_smart").nCols, 4);
 * assert.equal(run.history.nRows, 3);
 * assert.equal(run.stopReason, "epochs");
 * ```
 */
export class Run<T extends Annotated> {
  /** The method's name. */
  readonly name: string;
  /** The object given to `train`. */
  readonly data: T;
  /** Seed of weights, triplets and all else. */
  readonly seed: number;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** Column of `obs` that tells sections, where the method is told of them. */
  readonly libraryKey: string | undefined;
  readonly #parts: RunParts<T>;
  readonly #listeners = new Listeners<[event: RunEvent]>((error) => warn(failureText(error)));
  readonly #outcome: Promise<Outcome<T>>;
  #state: RunState = "preparing";
  #training: Training | undefined;
  #ready = Promise.withResolvers<void>();
  #gate: PromiseWithResolvers<void> | undefined;
  readonly #halt = new AbortController();
  #reason: StopReason | undefined;
  #model: TrainedModel | undefined;
  #last: Uint8Array | undefined;
  #disposed = false;

  /**
   * Starts in the next macrotask.
   *
   * @param parts What it is made of.
   */
  constructor(parts: RunParts<T>) {
    this.#parts = parts;
    this.name = parts.name;
    this.data = parts.data;
    this.seed = parts.seed;
    this.nEpochs = parts.nEpochs;
    this.libraryKey = parts.libraryKey;
    this.#outcome = this.#go();
    // Whoever asks for the result gets the error; a run nobody asks about must not end the process.
    this.#outcome.catch(() => {});
    this.#ready.promise.catch(() => {});
  }

  /** Where it stands. */
  get state(): RunState {
    return this.#state;
  }

  /** Epochs done. */
  get epoch(): number {
    return this.#training?.epoch ?? 0;
  }

  /** A row per epoch so far, counted from 1: `total`, then each term before weighting. */
  get history(): Frame {
    return (this.#training?.history ?? new History()).toFrame();
  }

  /** The losses of every epoch so far, with the weights of their terms. */
  get losses(): readonly EpochLosses[] {
    return this.#training?.history.epochs ?? [];
  }

  /** Why it ended; `undefined` while it goes on. */
  get stopReason(): StopReason | undefined {
    return this.#reason;
  }

  /**
   * The trained network.
   *
   * @throws {WeftError} `NotFound` before the run has ended.
   */
  get model(): TrainedModel {
    if (this.#model) return this.#model;
    throw new WeftError("NotFound", {
      expected: "a trained model",
      found: `a run that is ${this.#state}`,
      next: "Await run.result() first.",
    });
  }

  /**
   * The object given to `train` with the embedding, and with history, settings and receipt in `uns`.
   *
   * @throws {WeftError} `Aborted` when its signal was given, or stop was pressed and it has no signal: history and
   * checkpoint remain. `Failed` when a loss is not finite.
   */
  async result(): Promise<T> {
    return (await this.#outcome).data;
  }

  /**
   * The embedding with the present weights, `nObs × nLatent` float32: what the result would hold if the run ended here.
   *
   * Asked for at an event, it is that of the epoch just done; it costs about as much as the forward half of one. It
   * changes nothing in what is trained.
   *
   * @throws {WeftError} What broke the run, once it has failed.
   */
  async embedding(): Promise<Dense> {
    await this.#ready.promise;
    if (this.#disposed) return (await this.#outcome).embedding;
    const { shape, data } = await this.#training!.embed();
    return new Dense(data, { shape });
  }

  /** Ends the run after the present update, or the search before one; the result is what is trained by then. */
  stop(): void {
    this.#halt.abort();
    this.resume();
  }

  /** Holds the run after the present update. */
  pause(): void {
    if (this.#reason === undefined && !this.#stopped) this.#gate ??= Promise.withResolvers();
  }

  /** Lets a paused run go on. */
  resume(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  /**
   * The exact state between two updates, as the bytes of a safetensors file; `train(…, { resume })` goes on from it. After
   * a loss that was not finite it is the last state kept whose losses were.
   *
   * @throws {WeftError} What broke the run, if that came before its first epoch.
   */
  async checkpoint(): Promise<Uint8Array> {
    await this.#ready.promise;
    return this.#last ?? encodeCheckpoint(await this.#training!.save());
  }

  /**
   * Calls a function at every event. What it throws is told to the user on standard error; the run goes on.
   *
   * @param listener What to call.
   * @returns A function that ends it.
   */
  subscribe(listener: (event: RunEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Its name, seed and how far it has come. */
  toString(): string {
    const end = this.#reason === undefined ? "" : ` (${this.#reason})`;
    return `${this.name}, seed ${this.seed}: ${this.#state}${end}, epoch ${this.epoch} of ${this.nEpochs}`;
  }

  /** Shows it in a notebook, live where something registered in core knows how. */
  [DISPLAY](): Promise<DisplayBundle> {
    return liveBundle("run", this);
  }

  async #go(): Promise<Outcome<T>> {
    using stop = stoppable(this.#parts.signal);
    const { signal } = stop;
    const { open, finish } = this.#parts;
    const wake = () => this.resume();
    signal.addEventListener("abort", wake);
    try {
      await macrotask();
      throwIfAborted(signal, "training");
      this.#training = await open(signal);
      this.#ready.resolve();
      this.#reason = await this.#loop(this.#training, signal);
      this.#last = encodeCheckpoint(await this.#training.save());
      this.#training.restoreBest();
      const outcome = await finish(this.#training, this.#reason);
      this.#model = outcome.model;
      this.#enter("done");
      return outcome;
    } catch (error) {
      this.#ready.reject(error);
      this.#enter(isWeftError(error, "Aborted") ? "interrupted" : "failed");
      throw error;
    } finally {
      signal.removeEventListener("abort", wake);
      try {
        if (this.#training) this.#last ??= encodeCheckpoint(await this.#training.save());
      } finally {
        this.#disposed = true;
        this.#training?.dispose();
      }
    }
  }

  get #stopped(): boolean {
    return this.#halt.signal.aborted;
  }

  async #loop(training: Training, signal: AbortSignal): Promise<StopReason> {
    const { callbacks } = this.#parts;
    const update = { signal: AbortSignal.any([signal, this.#halt.signal]) };
    this.#enter("training");
    while (training.epoch < training.nEpochs) {
      while (this.#gate && !signal.aborted) await this.#wait(this.#gate.promise);
      throwIfAborted(signal, "training", GO_ON);
      if (this.#stopped) return "stopped";
      for (const callback of training.isWithinEpoch ? [] : callbacks) {
        const reason = callback.beforeEpoch?.(training);
        if (reason) return reason;
      }
      const losses = await training.update(update).catch((error) => {
        if (!update.signal.aborted || !isWeftError(error, "Aborted")) throw error;
      });
      if (losses) {
        for (const callback of callbacks) callback.afterEpoch?.(training, losses);
        this.#listeners.call({ kind: "epoch", epoch: training.epoch, nEpochs: training.nEpochs, losses });
      }
      await macrotask();
    }
    return "epochs";
  }

  async #wait(gate: Promise<void>): Promise<void> {
    this.#enter("paused");
    await gate;
    this.#enter("training");
  }

  #enter(state: RunState): void {
    this.#state = state;
    this.#listeners.call({ kind: "state", state });
  }
}
