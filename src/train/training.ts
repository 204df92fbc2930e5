import { macrotask } from "../core/abort.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Engine } from "../engine/engine.ts";
import type { Tensor, Variable } from "../engine/tf.ts";
import type { Clock, Disposable, InputLayout, Method, Network } from "../methods/method.ts";
import { connected } from "../methods/connected.ts";
import type { Update } from "../methods/update.ts";
import { openOptimizer, type Optimizer } from "../nn/optimizer.ts";
import type { Weights } from "../nn/parameter_set.ts";
import type { Checkpoint, Within } from "./checkpoint.ts";
import { differentiate, disposeLoss, readLosses } from "./differentiate.ts";
import { type EpochLosses, History } from "./history.ts";
import { LossMeans } from "./loss_means.ts";
import { notFinite } from "./not_finite.ts";
import { StateKeeper } from "./state_keeper.ts";

/** What a training is made of. */
export interface TrainingParts {
  /** The method. */
  readonly method: Method;
  /** Where it runs. */
  readonly engine: Engine;
  /** What the method read from the object. */
  readonly inputs: InputLayout;
  /** Seed of weights, triplets and all else. */
  readonly seed: number;
  /** Epochs at most. */
  readonly nEpochs: number;
  /** Whether only its memory is asked for, so that its first epochs are to need what any epoch does; default false. */
  readonly isRehearsal?: boolean | undefined;
}

/** Options of an update. */
export interface UpdateOptions {
  /** Gives up what the method does before an epoch, such as a search; an update that has begun is done. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A network being trained, one update at a time: what {@linkcode train} drives, and what a loop of one's own can.
 *
 * @example
 * ```ts
 * import { Training } from "weft/train";
 * import { smart } from "weft/methods";
 * import { openEngine } from "weft/engine";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const method = smart({ useGraph: false, nLatent: 4 });
 * const inputs = method.inputs(new AnnData({ X: x }), { useRep: "X" });
 * const training = await Training.open({ method, engine: await openEngine(), inputs, seed: 0, nEpochs: 1 });
 * const { total, terms } = await training.step();
 * assert.deepEqual(Object.keys(terms), ["recon_X", "triplet_X"]);
 * assert(total > 0);
 * training.dispose();
 * ```
 */
export class Training {
  /** The losses so far. */
  readonly history: History = new History();
  /** Epochs at most. */
  readonly nEpochs: number;
  readonly #parts: TrainingParts;
  readonly #net: Network;
  readonly #optimizer: Optimizer;
  readonly #batch: Disposable;
  readonly #keeper: StateKeeper;
  #epoch: EpochInProgress | undefined;
  #resumed: Within | undefined;
  #busy: Promise<unknown> | undefined;
  #isBroken = false;

  private constructor(parts: TrainingParts, net: Network, batch: Disposable) {
    this.#parts = parts;
    this.#net = net;
    this.#batch = batch;
    this.#optimizer = openOptimizer(parts.engine, parts.method.optimizer);
    this.nEpochs = parts.nEpochs;
    this.#keeper = new StateKeeper(parts.nEpochs);
  }

  /** Completes the inputs, puts the constants on the engine and builds the network. */
  static async open(
    given: TrainingParts,
    watched: Watched = {},
  ): Promise<Training> {
    const { method, engine, seed } = given;
    const rng = rngOf(method, seed);
    const inputs = await connected(method, given.inputs, { ...watched, rng: rng.split("connect") });
    const batch = await method.prepare(engine, inputs, { ...watched, rng: rng.split("batch") });
    // What a search needed is of other lengths than what a step needs.
    engine.trim();
    return new Training({ ...given, inputs }, method.build(engine, inputs, rng.split("weights")), batch);
  }

  /** Epochs done. */
  get epoch(): number {
    return this.history.length;
  }

  /** Whether an epoch has begun that is not done. */
  get isWithinEpoch(): boolean {
    return this.#epoch !== undefined || this.#resumed !== undefined;
  }

  /**
   * All updates that are left of the epoch; records its losses, which are means of those before each update.
   *
   * @param options What ends it.
   * @throws {WeftError} As {@linkcode update} does.
   */
  async step(options: UpdateOptions = {}): Promise<EpochLosses> {
    for (;;) {
      const losses = await this.update(options);
      if (losses) return losses;
    }
  }

  /**
   * One update of the weights.
   *
   * @param options What ends it.
   * @returns The epoch's losses when this was its last one.
   * @throws {WeftError} `Failed` when a loss is not finite, `InvalidArgument` when it hangs on no parameter; `Aborted` when
   * the signal was given during what the method does before an epoch, whose first update then is still to come.
   */
  async update({ signal }: UpdateOptions = {}): Promise<EpochLosses | undefined> {
    const work = this.#update(signal);
    this.#busy = work.catch(() => {});
    try {
      return await work;
    } finally {
      this.#busy = undefined;
    }
  }

  async #update(signal: AbortSignal | undefined): Promise<EpochLosses | undefined> {
    const { engine, method } = this.#parts;
    const clock = this.#clock(signal);
    const epoch = this.#epoch ??= await this.#begin(clock);
    const update = epoch.next.value as Update;
    const { loss, gradients } = engine.run(() => differentiate(engine, this.#wanted(update), () => update.loss()));
    try {
      const losses = await readLosses(engine, loss);
      if (!Number.isFinite(losses.total)) throw await this.#failure(losses);
      engine.run(() => {
        this.#move(update, gradients);
        method.afterStep?.(this.#net, this.#batch, clock);
      });
      epoch.means.add(losses, update.inTotal ?? true);
      epoch.nUpdates++;
    } finally {
      engine.tf.dispose([...gradients.values()]);
      disposeLoss(engine, loss);
    }
    epoch.next = epoch.updates.next();
    return epoch.next.done ? await this.#end(epoch, clock) : undefined;
  }

  async #begin(clock: Clock): Promise<EpochInProgress> {
    const { method } = this.#parts;
    const resumed = this.#resumed;
    if (!resumed) {
      await this.#keeper.atBegin(this.epoch, () => this.#capture());
      await method.beforeEpoch?.(this.#net, this.#batch, clock);
    }
    const updates = (method.updates?.(this.#net, this.#batch, clock) ?? [this.#fullBatch(clock)])[Symbol.iterator]();
    let next = updates.next();
    for (let done = 0; done < (resumed?.nUpdates ?? 0); done++) next = updates.next();
    this.#resumed = undefined;
    if (next.done) {
      throw new WeftError("Failed", { expected: `updates of ${method.name} in an epoch`, found: "none" });
    }
    return { updates, next, nUpdates: resumed?.nUpdates ?? 0, means: new LossMeans(resumed?.sums) };
  }

  #fullBatch(clock: Clock): Update {
    return { loss: () => this.#parts.method.loss!(this.#net, this.#batch, clock) };
  }

  async #end({ means }: EpochInProgress, clock: Clock): Promise<EpochLosses> {
    const validation = await this.#validate(clock);
    const losses = { ...means.means, ...(validation !== undefined && { validation }) };
    this.#epoch = undefined;
    this.history.add(losses);
    this.#keeper.atEnd(this.epoch);
    if (validation !== undefined && this.#keeper.isBest(validation)) {
      this.#keeper.best = { epoch: this.epoch, loss: validation, weights: await this.weights() };
    }
    return losses;
  }

  async #validate(clock: Clock): Promise<number | undefined> {
    const { engine, method } = this.#parts;
    if (!method.validate) return undefined;
    let [sum, weights] = [0, 0];
    for (const { weight, loss: compute } of method.validate(this.#net, this.#batch, clock)) {
      const total = engine.run(() => compute().total);
      sum += weight * (await engine.read(total))[0]!;
      weights += weight;
      total.dispose();
      await macrotask();
    }
    return weights === 0 ? undefined : sum / weights;
  }

  #wanted({ moves, alsoClips }: Update): ReadonlyMap<string, Variable> {
    const { trainable } = this.#net.parameters;
    if (!moves) return trainable;
    return new Map([...trainable].filter(([name]) => moves(name) || alsoClips?.(name)));
  }

  #move(update: Update, found: ReadonlyMap<string, Tensor>): void {
    const { trainable } = this.#net.parameters;
    const gradients = update.adjust?.(found) ?? found;
    const { moves, lr } = update;
    if (!moves) return this.#optimizer.step(trainable, gradients, { lr });
    const [moved, clipped] = [true, false].map((is) => [...gradients].filter(([name]) => moves(name) === is));
    this.#optimizer.step(trainable, new Map(moved), { lr, alsoClipped: clipped!.map(([, gradient]) => gradient) });
  }

  async #failure(losses: EpochLosses): Promise<WeftError> {
    this.#isBroken = true;
    const weights = await this.weights();
    const { sound } = this.#keeper;
    const state = sound && { epoch: sound.history.length, weights: sound.weights };
    return notFinite({ losses, epoch: this.epoch, nUpdates: this.#epoch?.nUpdates ?? 0, weights, sound: state });
  }

  /** What the method is told of the epoch; its randomness hangs on nothing but seed and epoch. */
  #clock(signal: AbortSignal | undefined): Clock {
    const { method, seed, isRehearsal } = this.#parts;
    const { epoch, nEpochs } = this;
    return { epoch, nEpochs, rng: rngOf(method, seed).split("epoch").split(epoch), signal, isRehearsal };
  }

  /** The embedding with the present weights, `nObs × nLatent`, row after row. */
  async embed(): Promise<Weights> {
    const { engine, method, inputs } = this.#parts;
    const z = engine.run(() => method.embed(this.#net, inputs));
    const data = await engine.read(z);
    z.dispose();
    return { shape: [...z.shape], data };
  }

  /** What else the method tells of every spot with the present weights: tables of `nObs` rows, by name. */
  async outputs(): Promise<Record<string, Weights>> {
    const { engine, method, inputs } = this.#parts;
    const tables = engine.run(() => method.outputs?.(this.#net, inputs) ?? {});
    const read = async ([name, tensor]: [string, Tensor]): Promise<[string, Weights]> => {
      const shape = [...tensor.shape];
      const data = await engine.read(tensor);
      tensor.dispose();
      return [name, { shape, data }];
    };
    return Object.fromEntries(await Promise.all(Object.entries(tables).map(read)));
  }

  /** The present weights, copied out of the engine. */
  weights(): Promise<Map<string, Weights>> {
    return this.#net.parameters.save();
  }

  /**
   * The exact state between two updates; waits for the one that is going on. After a loss that was not finite, the last
   * state whose losses were, of some twenty that are kept in a training.
   */
  async save(): Promise<Checkpoint> {
    while (this.#busy) await this.#busy;
    return this.#isBroken && this.#keeper.sound || await this.#capture();
  }

  /** Puts the weights back that told held-out observations best, if the method's rule says so. */
  restoreBest(): void {
    const { best } = this.#keeper;
    if (best && this.#parts.method.patience?.restoreBest) this.#net.parameters.load(best.weights);
  }

  async #capture(): Promise<Checkpoint> {
    const { name, preset, config } = this.#parts.method;
    const history = [...this.history.epochs];
    const { best } = this.#keeper;
    const epoch = this.#epoch;
    const within = epoch ? { nUpdates: epoch.nUpdates, sums: epoch.means.save() } : this.#resumed;
    const further = { ...(within && { within }), ...(best && { best }) };
    const [weights, optimizer] = await Promise.all([this.weights(), this.#optimizer.save()]);
    return { method: name, preset, config, seed: this.#parts.seed, weights, optimizer, history, ...further };
  }

  /** Goes on from a saved state. */
  load(checkpoint: Checkpoint): void {
    this.#net.parameters.load(checkpoint.weights);
    this.#optimizer.load(checkpoint.optimizer);
    for (const losses of checkpoint.history) this.history.add(losses);
    this.#resumed = checkpoint.within;
    this.#keeper.load(checkpoint);
  }

  /** Frees the engine's memory. */
  dispose(): void {
    this.#net.parameters.dispose();
    this.#optimizer.dispose();
    this.#batch.dispose();
    this.#parts.engine.trim();
  }
}

interface EpochInProgress {
  readonly updates: Iterator<Update>;
  next: IteratorResult<Update>;
  nUpdates: number;
  readonly means: LossMeans;
}

function rngOf({ name }: Method, seed: number): Rng {
  return new Rng(seed).split(name);
}
