import type { ModalityKind, Recipe } from "../../../core/recipe.ts";
import type { Rng } from "../../../core/rng.ts";
import type { Annotated } from "../../../data/annotated.ts";
import type { UnsDict } from "../../../data/uns.ts";
import type { Engine } from "../../../engine/engine.ts";
import { unitRows } from "../../../engine/ops/unit_rows.ts";
import type { Tensor } from "../../../engine/tf.ts";
import type { Loss } from "../../../loss/loss.ts";
import type { OptimizerOptions } from "../../../nn/optimizer.ts";
import { inSpotOrder } from "../../family/batch.ts";
import { connectFeatures } from "../../family/connect.ts";
import { type FamilyInputs, familySlots } from "../../family/inputs.ts";
import type { InputLayout, InputOptions, Method, PrepareOptions } from "../../method.ts";
import type { SlotNeed } from "../../slot_need.ts";
import { type SpatialGlueBatch, spatialGlueBatch } from "./batch.ts";
import { resolveSpatialGlue, type SpatialGlueConfig } from "./config.ts";
import { spatialGlueInputs } from "./inputs.ts";
import { spatialGlueLoss, spatialGluePass } from "./loss.ts";
import { SpatialGlueNet } from "./model.ts";
import { ABLATIONS } from "./presets.ts";
import { spatialGlueRecipe } from "./recipe.ts";

/** SpatialGlue with its settings, as the trainer sees it. */
export class SpatialGlueMethod implements Method<FamilyInputs, SpatialGlueNet, SpatialGlueBatch> {
  readonly name = "spatialglue";
  readonly ablations = ABLATIONS;
  readonly stopping = null;
  readonly preset: string;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #config: SpatialGlueConfig;

  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    this.preset = preset;
    this.#given = change;
    this.#config = resolveSpatialGlue(preset, change);
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
    const { lr, weightDecay, gradClip } = this.#config;
    return { kind: "adam", lr, weightDecay, ...(gradClip === null ? {} : { gradClip }) };
  }

  defaults(preset: string): UnsDict {
    return { ...resolveSpatialGlue(preset, {}) };
  }

  variant(change: Readonly<Record<string, unknown>>): SpatialGlueMethod {
    return new SpatialGlueMethod(this.preset, { ...this.#given, ...change });
  }

  recipe(kind: ModalityKind): Recipe {
    return spatialGlueRecipe(kind, this.#config);
  }

  slots(modalities: readonly string[], options: InputOptions): readonly SlotNeed[] {
    return familySlots(modalities, this.#config, options);
  }

  inputs(data: Annotated, options: InputOptions): FamilyInputs {
    return spatialGlueInputs(data, this.#config, options);
  }

  async connect(inputs: FamilyInputs, options: PrepareOptions): Promise<FamilyInputs> {
    return this.#config.useFeatureGraph ? await connectFeatures(inputs, this.#config, options) : inputs;
  }

  build(engine: Engine, layout: InputLayout, rng: Rng): SpatialGlueNet {
    return new SpatialGlueNet(engine, layout, this.#config, rng);
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<SpatialGlueBatch> {
    return Promise.resolve(spatialGlueBatch(engine, inputs));
  }

  loss(net: SpatialGlueNet, batch: SpatialGlueBatch): Loss {
    return spatialGlueLoss(net, batch, this.#config);
  }

  embed(net: SpatialGlueNet, inputs: FamilyInputs): Tensor {
    const { z } = spatialGluePass(net, spatialGlueBatch(net.engine, inputs));
    return inSpotOrder(net.engine, inputs, unitRows(net.engine, z.fused));
  }

  /** `attention` across modalities, `attention_M` of space and features within each, and each modality's own embedding. */
  outputs(net: SpatialGlueNet, inputs: FamilyInputs): Readonly<Record<string, Tensor>> {
    const { encodings, z } = spatialGluePass(net, spatialGlueBatch(net.engine, inputs));
    const tables: Record<string, Tensor> = {};
    if (z.weights) tables.attention = z.weights;
    inputs.modalities.forEach(({ name }, m) => {
      const { fused, weights } = encodings[m]!;
      if (weights) tables[`attention_${name}`] = weights;
      tables[name] = unitRows(net.engine, fused);
    });
    return Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [name, inSpotOrder(net.engine, inputs, table)]),
    );
  }
}
