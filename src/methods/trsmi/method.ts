import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Loss } from "../../loss/loss.ts";
import { FamilyMethod } from "../family/family_method.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import type { Clock } from "../method.ts";
import { type TrsmiBatch, trsmiBatch, trsmiEmbedding } from "./batch.ts";
import { resolveTrsmi, type TrsmiConfig } from "./config.ts";
import { trsmiLoss } from "./loss.ts";
import { TrsmiNet } from "./model.ts";
import { ABLATIONS } from "./presets.ts";
import { startPrototypes } from "./start_prototypes.ts";

const FORM = { name: "trsmi", ablations: ABLATIONS, resolve: resolveTrsmi };

/** TRSMI with its settings, as the trainer sees it. */
export class TrsmiMethod extends FamilyMethod<TrsmiConfig, TrsmiNet, TrsmiBatch> {
  constructor(preset: string, change: Readonly<Record<string, unknown>>) {
    super(FORM, preset, change);
  }

  variant(change: Readonly<Record<string, unknown>>): TrsmiMethod {
    return new TrsmiMethod(this.preset, { ...this.given, ...change });
  }

  prepare(engine: Engine, inputs: FamilyInputs): Promise<TrsmiBatch> {
    return Promise.resolve(trsmiBatch(engine, inputs));
  }

  build(engine: Engine, inputs: FamilyInputs, rng: Rng): TrsmiNet {
    return new TrsmiNet(engine, inputs, this.settings, rng);
  }

  beforeEpoch(net: TrsmiNet, batch: TrsmiBatch, clock: Clock): Promise<void> {
    return startPrototypes(net, batch, this.settings, clock);
  }

  loss(net: TrsmiNet, batch: TrsmiBatch, clock: Clock): Loss {
    return trsmiLoss(net, batch, this.settings, clock);
  }

  afterStep(net: TrsmiNet, batch: TrsmiBatch): void {
    const { graphReference, referenceDecay } = this.settings;
    net.lastBeta.assign(batch.beta as never);
    if (graphReference !== "ema") return;
    for (const graph of net.learned) graph.follow(graph.adjacency(), referenceDecay);
  }

  embed(net: TrsmiNet, inputs: FamilyInputs): Tensor {
    return trsmiEmbedding(net, inputs, this.settings);
  }
}
