import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import { neighborMean } from "../../nn/neighbor_mean.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import type { InputOptions, Method, PrepareOptions, SlopeRule } from "../method.ts";
import type { SlotNeed } from "../slot_need.ts";
import { smartBatch } from "../smart/batch.ts";
import { encoderOperator } from "../smart/encoder_operator.ts";
import type { SmartBatch } from "../smart/loss.ts";
import { SmartMethod } from "../smart/method.ts";
import type { SmartNet } from "../smart/model.ts";
import { resolveConfig, type SmartMsConfig, smartPart } from "./config.ts";
import { type SmartMsInputs, smartMsInputs, smartMsSlots } from "./inputs.ts";
import { RECIPES } from "./recipe.ts";
import { sectionTriplets } from "./section_triplets.ts";

/** SMART-MS with its settings, as the trainer sees it: SMART's network and losses on triplets across sections. */
export class SmartMsMethod implements Method<SmartMsInputs, SmartNet, SmartBatch> {
  readonly name = "smart_ms";
  readonly nSpatialNeighbors = 6;
  readonly preset: string;
  readonly #config: SmartMsConfig;
  readonly #smart: SmartMethod;

  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    this.preset = preset;
    this.#config = resolveConfig(preset, change);
    this.#smart = new SmartMethod("default", smartPart(this.#config));
    Object.freeze(this);
  }

  get ablations(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    return this.#smart.ablations;
  }

  get replacements(): readonly string[] {
    return this.#smart.replacements;
  }

  get config(): UnsDict {
    const { modalities: _names, ...own } = this.#config;
    return { ...own, ...this.#smart.config };
  }

  get nEpochs(): number {
    return this.#smart.nEpochs;
  }

  get optimizer(): OptimizerOptions {
    return this.#smart.optimizer;
  }

  get stopping(): SlopeRule | null {
    return this.#smart.stopping;
  }

  defaults(preset: string): UnsDict {
    return new SmartMsMethod(preset, {}).config;
  }

  variant(change: Readonly<Record<string, unknown>>): SmartMsMethod {
    return new SmartMsMethod(this.preset, { ...this.#config, ...change });
  }

  recipe(kind: ModalityKind): Recipe {
    return RECIPES[kind];
  }

  slots(modalities: readonly string[], options: InputOptions): readonly SlotNeed[] {
    return smartMsSlots(modalities, this.#config, options);
  }

  inputs(data: Annotated, options: InputOptions): SmartMsInputs {
    return smartMsInputs(data, this.#config, options);
  }

  build(engine: Engine, inputs: SmartMsInputs, rng: Rng): SmartNet {
    return this.#smart.build(engine, inputs, rng);
  }

  async prepare(engine: Engine, inputs: SmartMsInputs, { rng, ...watched }: PrepareOptions): Promise<SmartBatch> {
    const lists: Int32Array[] = [];
    for (const features of inputs.modalities) {
      const options = { ...watched, rng: rng.split(features.name) };
      lists.push(await sectionTriplets(features, inputs.sections, this.#config, options));
    }
    const mean = neighborMean(inputs.graph, this.#config);
    return smartBatch(engine, inputs, mean, lists, encoderOperator(inputs.graph, mean, this.#config));
  }

  loss(net: SmartNet, batch: SmartBatch): Loss {
    return this.#smart.loss(net, batch);
  }

  embed(net: SmartNet, inputs: SmartMsInputs): Tensor {
    return this.#smart.embed(net, inputs);
  }
}
