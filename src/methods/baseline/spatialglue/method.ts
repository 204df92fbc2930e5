import type { Rng } from "../../../core/rng.ts";
import type { Annotated } from "../../../data/annotated.ts";
import type { Engine } from "../../../engine/engine.ts";
import { unitRows } from "../../../engine/ops/unit_rows.ts";
import type { Tensor } from "../../../engine/tf.ts";
import type { Loss } from "../../../loss/loss.ts";
import type { OptimizerOptions } from "../../../nn/optimizer.ts";
import { inSpotOrder } from "../../family/batch.ts";
import { connectFeatures } from "../../family/connect.ts";
import { FamilyMethod } from "../../family/family_method.ts";
import type { FamilyInputs } from "../../family/inputs.ts";
import { familyOptimizer } from "../../family/optimizer.ts";
import type { InputLayout, InputOptions, PrepareOptions } from "../../method.ts";
import { type SpatialGlueBatch, spatialGlueBatch } from "./batch.ts";
import { checkInputs } from "./check_inputs.ts";
import { resolveSpatialGlue, type SpatialGlueConfig } from "./config.ts";
import { spatialGlueLoss, spatialGluePass } from "./loss.ts";
import { SpatialGlueNet } from "./model.ts";
import { ABLATIONS } from "./presets.ts";

const FORM = { name: "spatialglue", ablations: ABLATIONS, resolve: resolveSpatialGlue };

/** SpatialGlue with its settings, as the trainer sees it. */
export class SpatialGlueMethod extends FamilyMethod<SpatialGlueConfig, SpatialGlueNet, SpatialGlueBatch> {
  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    super(FORM, preset, change);
  }

  override get optimizer(): OptimizerOptions {
    return familyOptimizer({ ...this.settings, optimizer: "adam" });
  }

  variant(change: Readonly<Record<string, unknown>>): SpatialGlueMethod {
    return new SpatialGlueMethod(this.preset, { ...this.given, ...change });
  }

  override inputs(data: Annotated, options: InputOptions): FamilyInputs {
    const inputs = super.inputs(data, options);
    checkInputs(inputs, this.settings);
    return inputs;
  }

  override async connect(inputs: FamilyInputs, options: PrepareOptions): Promise<FamilyInputs> {
    if (!this.settings.useFeatureGraph) return inputs;
    // Its decoders go along space, and so do the correspondences.
    return await connectFeatures(inputs, { ...this.settings, orderedBy: "space" }, options);
  }

  build(engine: Engine, layout: InputLayout, rng: Rng): SpatialGlueNet {
    return new SpatialGlueNet(engine, layout, this.settings, rng);
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<SpatialGlueBatch> {
    return Promise.resolve(spatialGlueBatch(engine, inputs));
  }

  loss(net: SpatialGlueNet, batch: SpatialGlueBatch): Loss {
    return spatialGlueLoss(net, batch, this.settings);
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
