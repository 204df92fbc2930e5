import { unitRows } from "../../engine/ops/unit_rows.ts";
import type { Tensor } from "../../engine/tf.ts";
import { type Loss, type LossTerm, sumTerms } from "../../loss/loss.ts";
import { prototypeRatio } from "../../loss/prototype_ratio.ts";
import { connectedTerms } from "../family/connected_terms.ts";
import { graphDistance } from "../family/graph_term.ts";
import { reconstructionTerms } from "../family/reconstruction_terms.ts";
import { firstPrototypeEpoch } from "../family/schedule.ts";
import { type FamilyWeight, familyWeightOf } from "../family/weights.ts";
import type { Clock } from "../method.ts";
import type { TrsmiBatch } from "./batch.ts";
import type { TrsmiConfig } from "./config.ts";
import { diffusionShare } from "./diffusion_share.ts";
import type { TrsmiNet, TrsmiPass } from "./model.ts";

/** A pass as an epoch has it. */
export function passAt(net: TrsmiNet, batch: TrsmiBatch, config: TrsmiConfig, clock: Clock): TrsmiPass & {
  /** Share of the diffusion. */
  readonly beta: Tensor;
} {
  const beta = diffusionShare(net, config, clock);
  const warm = clock.epoch < config.warmup * clock.nEpochs;
  return { ...net.pass(batch, { beta, warm }), beta };
}

/** `(1/M) Σ wₘ MSE(Xₘ, X̂ₘ) + λ_cl L_clust + λ_g (1/M) Σ ‖Aₘ − Cₘ‖²`, leaving out terms whose weight is 0. */
export function trsmiLoss(net: TrsmiNet, batch: TrsmiBatch, config: TrsmiConfig, clock: Clock): Loss {
  const { engine, learned } = net;
  const pass = passAt(net, batch, config, clock);
  hold(batch, engine.tf.keep(pass.beta as never));
  const terms = reconstructions(net, batch, pass.z, config.reconWeight);
  if (config.graphWeight > 0 && learned.length > 0) {
    terms.graph = { value: graphDistance(net, pass.adjacency, config), weight: config.graphWeight };
  }
  if (config.prototypeWeight > 0 && clock.epoch >= firstPrototypeEpoch(config, clock)) {
    terms.prototype = { value: prototypeTerm(net, pass.z, config), weight: config.prototypeWeight };
  }
  return sumTerms(engine, connectedTerms(terms, () => reconstructions(net, batch, pass.z, 1)));
}

/** The family's reconstructions, with weights over the number of modalities. */
function reconstructions(net: TrsmiNet, batch: TrsmiBatch, z: Tensor, weights: FamilyWeight): Record<string, LossTerm> {
  const { names } = batch;
  const shares = names.map((name, m) => [name, familyWeightOf(weights, name, m) / names.length]);
  return reconstructionTerms(net, batch, z, Object.fromEntries(shares));
}

/** How much more alike rows are to their prototype than all rows are. */
export function prototypeTerm(
  { engine, prototypes }: TrsmiNet,
  z: Tensor,
  { prototypeUnit, prototypeTemperature: temperature }: TrsmiConfig,
): Tensor {
  const form = (rows: Tensor) => prototypeUnit ? unitRows(engine, rows) : rows;
  return prototypeRatio(engine, form(z), form(prototypes), { temperature });
}

function hold(batch: TrsmiBatch, beta: Tensor): void {
  batch.beta?.dispose();
  batch.beta = beta;
}
