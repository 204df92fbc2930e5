import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { UnsDict } from "../../data/uns.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import type { OptimizerOptions } from "../../nn/optimizer.ts";
import { familyEmbedding } from "../family/batch.ts";
import { checkFamily } from "../family/check_family.ts";
import { connectFeatures } from "../family/connect.ts";
import { followGraphs } from "../family/follow.ts";
import { type FamilyInputs, familyInputs, familySlots } from "../family/inputs.ts";
import { familyOptimizer } from "../family/optimizer.ts";
import { familyRecipe } from "../family/recipes.ts";
import type { Clock, InputOptions, Method, PrepareOptions } from "../method.ts";
import type { SlotNeed } from "../slot_need.ts";
import { type CrctBatch, crctBatch } from "./batch.ts";
import { renewCenters } from "./centers.ts";
import { type CrctConfig, resolveCrct } from "./config.ts";
import { crctLoss } from "./loss.ts";
import { CrctNet } from "./model.ts";
import { ABLATIONS } from "./presets.ts";

/** CRCT with its settings, as the trainer sees it. */
export class CrctMethod implements Method<FamilyInputs, CrctNet, CrctBatch> {
  readonly name = "crct";
  readonly ablations = ABLATIONS;
  readonly stopping = null;
  readonly preset: string;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #config: CrctConfig;

  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    this.preset = preset;
    this.#given = change;
    this.#config = resolveCrct(preset, change);
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
    const { optimizer, lr, weightDecay, gradClip } = this.#config;
    if (optimizer === "sgd") return familyOptimizer(this.#config);
    return { kind: "adam", lr, weightDecay, ...(gradClip === null ? {} : { gradClip }) };
  }

  defaults(preset: string): UnsDict {
    return { ...resolveCrct(preset, {}) };
  }

  variant(change: Readonly<Record<string, unknown>>): CrctMethod {
    return new CrctMethod(this.preset, { ...this.#given, ...change });
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

  prepare(engine: Engine, inputs: FamilyInputs): Promise<CrctBatch> {
    return Promise.resolve(crctBatch(engine, inputs));
  }

  build(engine: Engine, inputs: FamilyInputs, rng: Rng): CrctNet {
    return new CrctNet(engine, inputs, this.#config, rng);
  }

  beforeEpoch(net: CrctNet, batch: CrctBatch, clock: Clock): Promise<void> {
    return renewCenters(net, batch, this.#config, clock);
  }

  loss(net: CrctNet, batch: CrctBatch, clock: Clock): Loss {
    return crctLoss(net, batch, this.#config, clock);
  }

  afterStep(net: CrctNet, batch: CrctBatch): void {
    followGraphs(net, batch, { ...this.#config, referenceOrder: "after" });
    if (!batch.pending) return;
    net.classes.assign(batch.pending);
    batch.pending.dispose();
    batch.pending = undefined;
  }

  embed(net: CrctNet, inputs: FamilyInputs): Tensor {
    return familyEmbedding(net, inputs);
  }
}
