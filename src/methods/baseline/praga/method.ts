import type { Rng } from "../../../core/rng.ts";
import type { Engine } from "../../../engine/engine.ts";
import type { Tensor } from "../../../engine/tf.ts";
import type { Loss } from "../../../loss/loss.ts";
import { FamilyMethod } from "../../family/family_method.ts";
import { type FamilyBatch, familyBatch, familyEmbedding } from "../../family/batch.ts";
import type { FamilyInputs } from "../../family/inputs.ts";
import { FamilyNet } from "../../family/network.ts";
import { followGraphs, holdGraphs } from "../../family/follow.ts";
import { renewPrototypes } from "../../family/renew_prototypes.ts";
import type { Clock } from "../../method.ts";
import { type PragaConfig, resolvePraga } from "./config.ts";
import { pragaLoss } from "./loss.ts";
import { ABLATIONS } from "./presets.ts";

const FORM = { name: "praga", ablations: ABLATIONS, resolve: resolvePraga };

/** PRAGA with its settings, as the trainer sees it. */
export class PragaMethod extends FamilyMethod<PragaConfig, FamilyNet, FamilyBatch> {
  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    super(FORM, preset, change);
  }

  variant(change: Readonly<Record<string, unknown>>): PragaMethod {
    return new PragaMethod(this.preset, { ...this.given, ...change });
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<FamilyBatch> {
    return Promise.resolve(familyBatch(engine, inputs));
  }

  build(engine: Engine, inputs: FamilyInputs, rng: Rng): FamilyNet {
    return new FamilyNet(engine, inputs, this.settings, rng);
  }

  async beforeEpoch(net: FamilyNet, batch: FamilyBatch, clock: Clock): Promise<void> {
    holdGraphs(net, batch, this.settings, clock);
    if (this.settings.prototypeWeight > 0) await renewPrototypes(net, batch, this.settings, clock);
  }

  loss(net: FamilyNet, batch: FamilyBatch, clock: Clock): Loss {
    return pragaLoss(net, batch, this.settings, clock);
  }

  afterStep(net: FamilyNet, batch: FamilyBatch): void {
    followGraphs(net, batch, this.settings);
  }

  embed(net: FamilyNet, inputs: FamilyInputs): Tensor {
    return familyEmbedding(net, inputs);
  }
}
