import { sumTermsOp } from "../../engine/ops/sum_terms.ts";
import type { Tensor } from "../../engine/tf.ts";
import { type Loss, type LossTerm, sumTerms } from "../../loss/loss.ts";
import { nuclearNorm } from "../../loss/nuclear_norm.ts";
import { prototypeCrossEntropy } from "../../loss/prototype_cross_entropy.ts";
import { prototypeRatio } from "../../loss/prototype_ratio.ts";
import { type FamilyBatch, familyDecode, type FamilyPass, familyPass } from "../family/batch.ts";
import { connectedTerms } from "../family/connected_terms.ts";
import { graphTerm } from "../family/graph_term.ts";
import type { FamilyNet } from "../family/network.ts";
import { reconstructionTerms } from "../family/reconstruction_terms.ts";
import { prototypePhase } from "../family/schedule.ts";
import { familyWeightOf } from "../family/weights.ts";
import type { Clock } from "../method.ts";
import type { RiaConfig } from "./config.ts";

/** `Σ wₘ MSE(Xₘ, X̂ₘ) + L_h + α c L_dpcl + β L_bnm`, leaving out terms whose weight is 0. */
export function riaLoss(net: FamilyNet, batch: FamilyBatch, config: RiaConfig, clock: Clock): Loss {
  const { engine } = net;
  const pass = familyPass(net, batch, clock.epoch === 0);
  const terms: Record<string, LossTerm> = reconstructionTerms(net, batch, pass.z, config.reconWeight);
  if (net.learned.length > 0 && config.graphWeight > 0) {
    terms.graph = { value: graphTerm(net, pass, config, clock), weight: config.graphWeight };
  }
  if (config.beta > 0) Object.assign(terms, bnmTerms(net, batch, pass, config));
  const weight = config.alpha * config.prototypeWeight;
  if (weight > 0 && prototypePhase(config, clock) !== "off") {
    const form = config.prototypeForm === "ratio" ? prototypeRatio : prototypeCrossEntropy;
    terms.prototype = { value: form(engine, pass.z, net.prototypes, config), weight };
  }
  return sumTerms(engine, connectedTerms(terms, () => bnmTerms(net, batch, pass, config)));
}

/** `−(1/N) ‖Y‖₊` of the softmax of the head (`bnm`), or of each modality's encoding or decoder's output (`bnm_M`). */
export function bnmTerms(
  net: FamilyNet,
  batch: FamilyBatch,
  { z, encodings }: FamilyPass,
  { bnmOn, bnmModalityWeight, beta }: Pick<RiaConfig, "bnmOn" | "bnmModalityWeight" | "beta">,
): Record<string, LossTerm> {
  const { engine } = net;
  if (bnmOn === "head") {
    return { bnm: { value: negativeNorm(net, engine.tf.softmax(net.classify(z) as never)), weight: beta } };
  }
  const onEncodings = bnmOn === "encodings" || (bnmOn === "auto" && batch.names.length < 3);
  const matrices = onEncodings ? encodings : familyDecode(net, batch, z);
  return Object.fromEntries(batch.names.map((name, m) => {
    const weight = beta * familyWeightOf(bnmModalityWeight, name, m);
    return [`bnm_${name}`, { value: negativeNorm(net, matrices[m]!), weight }];
  }));
}

function negativeNorm({ engine }: FamilyNet, matrix: Tensor): Tensor {
  return sumTermsOp(engine, [nuclearNorm(engine, matrix)], [-1 / matrix.shape[0]!]);
}
