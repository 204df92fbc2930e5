import type { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import { FamilyMethod } from "../family/family_method.ts";
import { type FamilyBatch, familyBatch, familyEmbedding } from "../family/batch.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import { FamilyNet } from "../family/network.ts";
import { followGraphs, holdGraphs } from "../family/follow.ts";
import { renewPrototypes } from "../family/renew_prototypes.ts";
import type { Clock, InputOptions } from "../method.ts";
import { checkWeightNames } from "../family/weights.ts";
import { resolveRia, type RiaConfig } from "./config.ts";
import { riaLoss } from "./loss.ts";
import { ABLATIONS } from "./presets.ts";

const FORM = { name: "ria", ablations: ABLATIONS, resolve: resolveRia };

/** RIA with its settings, as the trainer sees it. */
export class RiaMethod extends FamilyMethod<RiaConfig, FamilyNet, FamilyBatch> {
  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    super(FORM, preset, change);
  }

  variant(change: Readonly<Record<string, unknown>>): RiaMethod {
    return new RiaMethod(this.preset, { ...this.given, ...change });
  }

  override inputs(data: Annotated, options: InputOptions): FamilyInputs {
    const inputs = super.inputs(data, options);
    checkWeightNames(this.settings.bnmModalityWeight, "bnmModalityWeight", inputs.modalities.map(({ name }) => name));
    return inputs;
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<FamilyBatch> {
    return Promise.resolve(familyBatch(engine, inputs));
  }

  build(engine: Engine, inputs: FamilyInputs, rng: Rng): FamilyNet {
    const { nPrototypes, bnmOn } = this.settings;
    const shape = { ...this.settings, ...(bnmOn === "head" ? { nClasses: nPrototypes } : {}) };
    return new FamilyNet(engine, inputs, shape, rng);
  }

  async beforeEpoch(net: FamilyNet, batch: FamilyBatch, clock: Clock): Promise<void> {
    holdGraphs(net, batch, this.settings, clock);
    const { alpha, prototypeWeight } = this.settings;
    if (alpha * prototypeWeight > 0) await renewPrototypes(net, batch, this.settings, clock);
  }

  loss(net: FamilyNet, batch: FamilyBatch, clock: Clock): Loss {
    return riaLoss(net, batch, this.settings, clock);
  }

  afterStep(net: FamilyNet, batch: FamilyBatch): void {
    followGraphs(net, batch, this.settings);
  }

  embed(net: FamilyNet, inputs: FamilyInputs): Tensor {
    return familyEmbedding(net, inputs);
  }
}
