import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import { checkFamily } from "../family/check_family.ts";
import { connectFeatures } from "../family/connect.ts";
import { type FamilyInputs, familyInputs, familySlots } from "../family/inputs.ts";
import { familyRecipe } from "../family/recipes.ts";
import type { Clock, InputOptions, Method, PrepareOptions } from "../method.ts";
import type { SlotNeed } from "../slot_need.ts";
import { type TrsmiBatch, trsmiBatch, trsmiEmbedding } from "./batch.ts";
import { resolveTrsmi, type TrsmiConfig } from "./config.ts";
import { trsmiLoss } from "./loss.ts";
import { TrsmiNet } from "./model.ts";
import { ABLATIONS } from "./presets.ts";
import { startPrototypes } from "./start_prototypes.ts";

/** TRSMI with its settings, as the trainer sees it. */
export class TrsmiMethod implements Method<FamilyInputs, TrsmiNet, TrsmiBatch> {
  readonly name = "trsmi";
  readonly ablations = ABLATIONS;
  readonly stopping = null;
  readonly preset: string;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #config: TrsmiConfig;

  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    this.preset = preset;
    this.#given = change;
    this.#config = resolveTrsmi(preset, change);
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
    const { optimizer: kind, lr, momentum, weightDecay, gradClip } = this.#config;
    const common = { lr, weightDecay, ...(gradClip === null ? {} : { gradClip }) };
    return kind === "adam" ? { kind, ...common } : { kind, momentum, ...common };
  }

  defaults(preset: string): UnsDict {
    return { ...resolveTrsmi(preset, {}) };
  }

  variant(change: Readonly<Record<string, unknown>>): TrsmiMethod {
    return new TrsmiMethod(this.preset, { ...this.#given, ...change });
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
    return inputs;
  }

  connect(inputs: FamilyInputs, options: PrepareOptions): Promise<FamilyInputs> {
    return connectFeatures(inputs, this.#config, options);
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<TrsmiBatch> {
    return Promise.resolve(trsmiBatch(engine, inputs));
  }

  build(engine: Engine, inputs: FamilyInputs, rng: Rng): TrsmiNet {
    return new TrsmiNet(engine, inputs, this.#config, rng);
  }

  beforeEpoch(net: TrsmiNet, batch: TrsmiBatch, clock: Clock): Promise<void> {
    return startPrototypes(net, batch, this.#config, clock);
  }

  loss(net: TrsmiNet, batch: TrsmiBatch, clock: Clock): Loss {
    return trsmiLoss(net, batch, this.#config, clock);
  }

  afterStep(net: TrsmiNet, batch: TrsmiBatch): void {
    const { graphReference, referenceDecay } = this.#config;
    net.lastBeta.assign(batch.beta as never);
    if (graphReference !== "ema") return;
    for (const graph of net.learned) graph.follow(graph.adjacency(), referenceDecay);
  }

  embed(net: TrsmiNet, inputs: FamilyInputs): Tensor {
    return trsmiEmbedding(net, inputs, this.#config);
  }
}
