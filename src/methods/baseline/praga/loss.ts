import { type Loss, type LossTerm, sumTerms } from "../../../loss/loss.ts";
import { prototypeRatio } from "../../../loss/prototype_ratio.ts";
import { type FamilyBatch, familyPass } from "../../family/batch.ts";
import type { FamilyNet } from "../../family/network.ts";
import { connectedTerms } from "../../family/connected_terms.ts";
import { graphTerm } from "../../family/graph_term.ts";
import { prototypePhase } from "../../family/schedule.ts";
import { reconstructionTerms } from "../../family/reconstruction_terms.ts";
import type { Clock } from "../../method.ts";
import type { PragaConfig } from "./config.ts";

/** `Σ wₘ MSE(Xₘ, X̂ₘ) + (1/M) Σ ‖Aₘ − Cₘ‖ + c L_proto`, leaving out terms whose weight is 0. */
export function pragaLoss(net: FamilyNet, batch: FamilyBatch, config: PragaConfig, clock: Clock): Loss {
  const { engine } = net;
  const pass = familyPass(net, batch, clock.epoch === 0);
  const terms: Record<string, LossTerm> = reconstructionTerms(net, batch, pass.z, config.reconWeight);
  if (net.learned.length > 0 && config.graphWeight > 0) {
    terms.graph = { value: graphTerm(net, pass, config, clock), weight: config.graphWeight };
  }
  if (config.prototypeWeight > 0 && prototypePhase(config, clock) !== "off") {
    terms.prototype = { value: prototypeRatio(engine, pass.z, net.prototypes, config), weight: config.prototypeWeight };
  }
  return sumTerms(engine, connectedTerms(terms, () => reconstructionTerms(net, batch, pass.z, 1)));
}
