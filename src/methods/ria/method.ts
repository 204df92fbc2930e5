import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import { type FamilyBatch, familyBatch, familyEmbedding } from "../family/batch.ts";
import { connectFeatures } from "../family/connect.ts";
import { type FamilyInputs, familyInputs, familySlots } from "../family/inputs.ts";
import { FamilyNet } from "../family/network.ts";
import { checkFamily } from "../family/check_family.ts";
import { familyRecipe } from "../family/recipes.ts";
import { familyOptimizer } from "../family/optimizer.ts";
import { followGraphs, holdGraphs } from "../family/follow.ts";
import { renewPrototypes } from "../family/renew_prototypes.ts";
import type { Clock, InputOptions, Method, PrepareOptions } from "../method.ts";
import type { SlotNeed } from "../slot_need.ts";
import { checkWeightNames } from "../family/weights.ts";
import { resolveRia, type RiaConfig } from "./config.ts";
import { riaLoss } from "./loss.ts";
import { ABLATIONS } from "./presets.ts";

/** RIA with its settings, as the trainer sees it. */
export class RiaMethod implements Method<FamilyInputs, FamilyNet, FamilyBatch> {
  readonly name = "ria";
  readonly ablations = ABLATIONS;
  readonly stopping = null;
  readonly preset: string;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #config: RiaConfig;

  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    this.preset = preset;
    this.#given = change;
    this.#config = resolveRia(preset, change);
    Object.freeze(this);
  }

  get config(): UnsDict {
    return { ...this.#config };
  }

  get nEpochs(): number {
    return this.#config.nEpochs;
  }

  get nSpatialNeighbors(): number {
    return this.#config.nSpatialNeighbors;
  }

  get optimizer(): OptimizerOptions {
    return familyOptimizer(this.#config);
  }

  defaults(preset: string): UnsDict {
    return { ...resolveRia(preset, {}) };
  }

  variant(change: Readonly<Record<string, unknown>>): RiaMethod {
    return new RiaMethod(this.preset, { ...this.#given, ...change });
  }

  recipe(kind: ModalityKind): Recipe {
    return familyRecipe(this.#config.dataset, kind);
  }

  slots(modalities: readonly string[], options: InputOptions): readonly SlotNeed[] {
    return familySlots(modalities, this.#config, options);
  }

  inputs(data: Annotated, options: InputOptions): FamilyInputs {
    const inputs = familyInputs(data, this.#config, options);
    checkFamily(inputs, this.#config);
    checkWeightNames(this.#config.bnmModalityWeight, "bnmModalityWeight", inputs.modalities.map(({ name }) => name));
    return inputs;
  }

  connect(inputs: FamilyInputs, options: PrepareOptions): Promise<FamilyInputs> {
    return connectFeatures(inputs, this.#config, options);
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<FamilyBatch> {
    return Promise.resolve(familyBatch(engine, inputs));
  }

  build(engine: Engine, inputs: FamilyInputs, rng: Rng): FamilyNet {
    const { nPrototypes, bnmOn } = this.#config;
    const shape = { ...this.#config, ...(bnmOn === "head" ? { nClasses: nPrototypes } : {}) };
    return new FamilyNet(engine, inputs, shape, rng);
  }

  async beforeEpoch(net: FamilyNet, batch: FamilyBatch, clock: Clock): Promise<void> {
    holdGraphs(net, batch, this.#config, clock);
    const { alpha, prototypeWeight } = this.#config;
    if (alpha * prototypeWeight > 0) await renewPrototypes(net, batch, this.#config, clock);
  }

  loss(net: FamilyNet, batch: FamilyBatch, clock: Clock): Loss {
    return riaLoss(net, batch, this.#config, clock);
  }

  afterStep(net: FamilyNet, batch: FamilyBatch): void {
    followGraphs(net, batch, this.#config);
  }

  embed(net: FamilyNet, inputs: FamilyInputs): Tensor {
    return familyEmbedding(net, inputs);
  }
}
