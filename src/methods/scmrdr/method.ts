import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import { batchedRecipe } from "../batched_recipe.ts";
import type { Clock, DecodeOptions, InputOptions, Method, PrepareOptions } from "../method.ts";
import type { SlotNeed } from "../slot_need.ts";
import type { HeldOut, PatienceRule, Update } from "../update.ts";
import { type ScmrdrBatch, splitCells } from "./batch.ts";
import { resolveConfig, type ScmrdrConfig } from "./config.ts";
import { decodeCells } from "./decode.ts";
import { embedCells } from "./embed.ts";
import { type ScmrdrInputs, scmrdrInputs, scmrdrSlots } from "./inputs.ts";
import { ScmrdrNet } from "./model.ts";
import { ABLATIONS } from "./presets.ts";
import { RECIPES } from "./recipe.ts";
import { scmrdrHeldOut, scmrdrUpdates } from "./updates.ts";

/** scMRDR with its settings, as the trainer sees it. */
export class ScmrdrMethod implements Method<ScmrdrInputs, ScmrdrNet, ScmrdrBatch> {
  readonly name = "scmrdr";
  readonly ablations = ABLATIONS;
  readonly nSpatialNeighbors = 0;
  readonly observations = "disjoint";
  readonly stopping = null;
  readonly preset: string;
  readonly #config: ScmrdrConfig;

  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    this.preset = preset;
    this.#config = resolveConfig(preset, change);
    Object.freeze(this);
  }

  get config(): UnsDict {
    return { ...this.#config };
  }

  get nEpochs(): number {
    return this.#config.nEpochs;
  }

  get optimizer(): OptimizerOptions {
    const { lr, gradClip } = this.#config;
    return { kind: "adam", lr, ...(gradClip === null ? {} : { gradClip }) };
  }

  get patience(): PatienceRule | null {
    const { patience, legacyEarlyStop } = this.#config;
    return patience === null ? null : { epochs: patience, restoreBest: !legacyEarlyStop };
  }

  defaults(preset: string): UnsDict {
    return { ...resolveConfig(preset, {}) };
  }

  variant(change: Readonly<Record<string, unknown>>): ScmrdrMethod {
    return new ScmrdrMethod(this.preset, { ...this.#config, ...change });
  }

  recipe(kind: ModalityKind): Recipe {
    return batchedRecipe(RECIPES[kind], this.#config.batchKey);
  }

  slots(modalities: readonly string[]): readonly SlotNeed[] {
    return scmrdrSlots(modalities);
  }

  inputs(data: Annotated, options: InputOptions): ScmrdrInputs {
    return scmrdrInputs(data, this.#config, options);
  }

  build(engine: Engine, { modalities, names, counts }: ScmrdrInputs, rng: Rng): ScmrdrNet {
    const shape = { nGenes: counts.shape[1], nModalities: modalities.length, nBatches: names.batches.length };
    return new ScmrdrNet(engine, shape, this.#config, rng);
  }

  prepare(_engine: Engine, inputs: ScmrdrInputs, { rng }: PrepareOptions): Promise<ScmrdrBatch> {
    return Promise.resolve(splitCells(inputs, this.#config, rng));
  }

  updates(net: ScmrdrNet, batch: ScmrdrBatch, clock: Clock): Iterable<Update> {
    return scmrdrUpdates(net, batch, this.#config, clock);
  }

  validate(net: ScmrdrNet, batch: ScmrdrBatch): Iterable<HeldOut> {
    return scmrdrHeldOut(net, batch, this.#config);
  }

  embed(net: ScmrdrNet, inputs: ScmrdrInputs): Tensor {
    return embedCells(net, inputs, this.#config, "shared");
  }

  outputs(net: ScmrdrNet, inputs: ScmrdrInputs): Readonly<Record<string, Tensor>> {
    return net.specific ? { specific: embedCells(net, inputs, this.#config, "specific") } : {};
  }

  decode(net: ScmrdrNet, inputs: ScmrdrInputs, options: DecodeOptions): Tensor {
    return decodeCells(net, inputs, this.#config, options);
  }
}
