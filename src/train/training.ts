import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Engine } from "../engine/engine.ts";
import type { Scalar, Tensor } from "../engine/tf.ts";
import type { Disposable, InputLayout, Method, Network } from "../methods/method.ts";
import type { Loss } from "../loss/loss.ts";
import { Adam } from "../nn/adam.ts";
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
  readonly #adam: Adam;
  readonly #batch: Disposable;

  private constructor(parts: TrainingParts, net: Network, batch: Disposable) {
    this.#parts = parts;
    this.#net = net;
    this.#batch = batch;
    this.#adam = new Adam(parts.engine, parts.method.optimizer);
    this.nEpochs = parts.nEpochs;
  }

  /** Builds the network and puts the constants on the engine. */
  static async open(
    parts: TrainingParts,
    watched: Watched = {},
  ): Promise<Training> {
    const { method, engine, inputs, seed } = parts;
    const rng = new Rng(seed).split(method.name);
    const batch = await method.prepare(engine, inputs, { ...watched, rng: rng.split("batch") });
    // What a search needed is of other lengths than what a step needs.
    engine.trim();
    return new Training(parts, method.build(engine, inputs, rng.split("weights")), batch);
  }

  /** Epochs done. */
  get epoch(): number {
    return this.history.length;
  }

  /** One update of the weights; records its losses, which are those before the update. */
  async step(): Promise<EpochLosses> {
    const { engine } = this.#parts;
    const { loss, gradients } = engine.run(() => this.#differentiate());
    try {
      const losses = await readLosses(engine, loss);
      checkFinite(losses, this.epoch + 1);
      engine.run(() => this.#adam.step(this.#net.parameters.trainable, gradients));
      this.history.add(losses);
      return losses;
    } finally {
      engine.tf.dispose([...gradients.values(), loss.total, ...Object.values(loss.terms).map(({ value }) => value)]);
    }
  }

  /** The loss, its terms and the gradients, all of which the caller frees. */
  #differentiate(): { readonly loss: Loss; readonly gradients: Map<string, Tensor> } {
    const { engine, method } = this.#parts;
    const { trainable } = this.#net.parameters;
    let loss: Loss | undefined;
    const { grads } = engine.tf.variableGrads(() => {
      loss = method.loss(this.#net, this.#batch, { epoch: this.epoch, nEpochs: this.nEpochs });
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

  /** The present weights, copied out of the engine. */
  weights(): Promise<Map<string, Weights>> {
    return this.#net.parameters.save();
  }

  /** The exact state. */
  async save(): Promise<Checkpoint> {
    const { method, seed } = this.#parts;
    const history = [...this.history.epochs];
    const [weights, optimizer] = await Promise.all([this.weights(), this.#adam.save()]);
    const { name, preset, config } = method;
    return { method: name, preset, config, seed, weights, optimizer, history };
  }

  /** Goes on from a saved state. */
  load(checkpoint: Checkpoint): void {
    this.#net.parameters.load(checkpoint.weights);
    this.#adam.load(checkpoint.optimizer);
    for (const losses of checkpoint.history) this.history.add(losses);
  }

  /** Frees the engine's memory. */
  dispose(): void {
    this.#net.parameters.dispose();
    this.#adam.dispose();
    this.#batch.dispose();
    this.#parts.engine.trim();
  }
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
