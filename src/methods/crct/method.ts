import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import { FamilyMethod } from "../family/family_method.ts";
import { familyEmbedding } from "../family/batch.ts";
import { followGraphs } from "../family/follow.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import type { Clock } from "../method.ts";
import { type CrctBatch, crctBatch } from "./batch.ts";
import { renewCenters } from "./centers.ts";
import { type CrctConfig, resolveCrct } from "./config.ts";
import { crctLoss } from "./loss.ts";
import { CrctNet } from "./model.ts";
import { ABLATIONS } from "./presets.ts";

const FORM = { name: "crct", ablations: ABLATIONS, resolve: resolveCrct };

/** CRCT with its settings, as the trainer sees it. */
export class CrctMethod extends FamilyMethod<CrctConfig, CrctNet, CrctBatch> {
  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    super(FORM, preset, change);
  }

  variant(change: Readonly<Record<string, unknown>>): CrctMethod {
    return new CrctMethod(this.preset, { ...this.given, ...change });
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<CrctBatch> {
    return Promise.resolve(crctBatch(engine, inputs));
  }

  build(engine: Engine, inputs: FamilyInputs, rng: Rng): CrctNet {
    return new CrctNet(engine, inputs, this.settings, rng);
  }

  beforeEpoch(net: CrctNet, batch: CrctBatch, clock: Clock): Promise<void> {
    return renewCenters(net, batch, this.settings, clock);
  }

  loss(net: CrctNet, batch: CrctBatch, clock: Clock): Loss {
    return crctLoss(net, batch, this.settings, clock);
  }

  afterStep(net: CrctNet, batch: CrctBatch): void {
    followGraphs(net, batch, { ...this.settings, referenceOrder: "after" });
    if (!batch.pending) return;
    net.classes.assign(batch.pending);
    batch.pending.dispose();
    batch.pending = undefined;
  }

  embed(net: CrctNet, inputs: FamilyInputs): Tensor {
    return familyEmbedding(net, inputs);
  }
}
