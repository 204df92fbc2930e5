import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Engine } from "../engine/engine.ts";
import type { Scalar, Tensor } from "../engine/tf.ts";
import type { Clock, Disposable, InputLayout, Method, Network } from "../methods/method.ts";
import { connected } from "../methods/connected.ts";
import type { Loss } from "../loss/loss.ts";
import { openOptimizer, type Optimizer } from "../nn/optimizer.ts";
import type { Weights } from "../nn/parameter_set.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { type EpochLosses, History } from "./history.ts";

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

  private constructor(parts: TrainingParts, net: Network, batch: Disposable) {
    this.#parts = parts;
    this.#net = net;
    this.#batch = batch;
    this.#optimizer = openOptimizer(parts.engine, parts.method.optimizer);
    this.nEpochs = parts.nEpochs;
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

  /** One update of the weights; records its losses, which are those before the update. */
  async step(): Promise<EpochLosses> {
    const { engine, method } = this.#parts;
    const clock = this.#clock();
    await method.beforeEpoch?.(this.#net, this.#batch, clock);
    const { loss, gradients } = engine.run(() => this.#differentiate(clock));
    try {
      const losses = await readLosses(engine, loss);
      checkFinite(losses, this.epoch + 1);
      engine.run(() => {
        this.#optimizer.step(this.#net.parameters.trainable, gradients);
        method.afterStep?.(this.#net, this.#batch, clock);
      });
      this.history.add(losses);
      return losses;
    } finally {
      engine.tf.dispose([...gradients.values(), loss.total, ...Object.values(loss.terms).map(({ value }) => value)]);
    }
  }

  /** What the method is told of the epoch to come; its randomness hangs on nothing but seed and epoch. */
  #clock(): Clock {
    const { method, seed } = this.#parts;
    const { epoch, nEpochs } = this;
    return { epoch, nEpochs, rng: rngOf(method, seed).split("epoch").split(epoch) };
  }

  /** The loss, its terms and the gradients, all of which the caller frees. */
  #differentiate(clock: Clock): { readonly loss: Loss; readonly gradients: Map<string, Tensor> } {
    const { engine, method } = this.#parts;
    const { trainable } = this.#net.parameters;
    let loss: Loss | undefined;
    const { grads } = engine.tf.variableGrads(() => {
      loss = method.loss(this.#net, this.#batch, clock);
      for (const { value } of Object.values(loss.terms)) engine.tf.keep(value);
      return engine.tf.keep(loss.total) as Scalar;
    }, [...trainable.values()]);
    const gradients = new Map<string, Tensor>();
    for (const [name, variable] of trainable) {
      const gradient = grads[variable.name];
      if (gradient) gradients.set(name, engine.tf.keep(gradient));
    }
    return { loss: loss!, gradients };
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

  /** The exact state. */
  async save(): Promise<Checkpoint> {
    const { method, seed } = this.#parts;
    const history = [...this.history.epochs];
    const [weights, optimizer] = await Promise.all([this.weights(), this.#optimizer.save()]);
    const { name, preset, config } = method;
    return { method: name, preset, config, seed, weights, optimizer, history };
  }

  /** Goes on from a saved state. */
  load(checkpoint: Checkpoint): void {
    this.#net.parameters.load(checkpoint.weights);
    this.#optimizer.load(checkpoint.optimizer);
    for (const losses of checkpoint.history) this.history.add(losses);
  }

  /** Frees the engine's memory. */
  dispose(): void {
    this.#net.parameters.dispose();
    this.#optimizer.dispose();
    this.#batch.dispose();
    this.#parts.engine.trim();
  }
}

function rngOf({ name }: Method, seed: number): Rng {
  return new Rng(seed).split(name);
}

async function readLosses(engine: Engine, { total, terms }: Loss): Promise<EpochLosses> {
  const names = Object.keys(terms);
  const scalars = [total, ...names.map((name) => terms[name]!.value)];
  const [sum, ...each] = (await Promise.all(scalars.map((scalar) => engine.read(scalar)))).map((value) => value[0]!);
  const values = Object.fromEntries(names.map((name, i) => [name, each[i]!]));
  const weights = Object.fromEntries(names.map((name) => [name, terms[name]!.weight]));
  return { total: sum!, terms: values, weights };
}

function checkFinite({ total, terms }: EpochLosses, epoch: number): void {
  if (Number.isFinite(total)) return;
  const bad = Object.keys(terms).filter((name) => !Number.isFinite(terms[name]));
  throw new WeftError("Failed", {
    expected: "a finite loss",
    found: `${total} (${bad.join(", ")})`,
    where: `epoch ${epoch}`,
    next: "Lower lr, or check the features for outliers.",
  });
}
