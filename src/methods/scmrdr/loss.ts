import { reconstruction } from "./reconstruction.ts";
import type { Tensor } from "../../engine/tf.ts";
import { isometry } from "../../loss/isometry.ts";
import { klGaussian } from "../../loss/kl_gaussian.ts";
import { type Loss, type LossTerm, sumTerms } from "../../loss/loss.ts";
import { softmaxCrossEntropy } from "../../loss/softmax_cross_entropy.ts";
import { held } from "../../engine/ops/held.ts";
import { sample } from "../../engine/ops/sample.ts";
import type { CellTensors } from "./cells.ts";
import type { ScmrdrConfig } from "./config.ts";
import { EVALUATION, type Pass } from "./hidden_layers.ts";
import type { Latents, ScmrdrNet } from "./model.ts";

/** Standard normal draws that the latents of a mini-batch are sampled with. */
export interface Noise {
  /** `nCells × nLatent`. */
  readonly shared: Tensor;
  /** `nCells × nSpecific`. */
  readonly specific: Tensor | undefined;
}

/** Both latents of some cells. */
export function latentsOf(net: ScmrdrNet, { x, modalityOneHot }: CellTensors, pass: Pass): Latents {
  return { shared: net.shared.apply(x, pass), specific: net.specific?.apply([x, modalityOneHot], pass) };
}

/** How badly the discriminator tells modalities from shared latents that are held: what its own step lowers. */
export function discriminatorLoss(net: ScmrdrNet, cells: CellTensors, noise: Noise, pass: Pass): Loss {
  const { engine } = net;
  const z = held(engine, () => sample(engine, net.shared.apply(cells.x, EVALUATION), noise.shared));
  const value = softmaxCrossEntropy(engine, net.discriminate(z, pass), cells.modality);
  return sumTerms(engine, { discriminator: { value, weight: 1 } });
}

/**
 * `recon + beta · (KL shared + KL specific) + gamma · isometry + lambda · adversarial`, leaving out terms whose weight is 0;
 * `adversarial` is the negative cross-entropy of a discriminator that is held.
 */
export function vaeLoss(net: ScmrdrNet, cells: CellTensors, noise: Noise, config: ScmrdrConfig, pass: Pass): Loss {
  const { engine } = net;
  const { beta, gamma, lambda } = config;
  const { shared, specific } = latentsOf(net, cells, pass);
  const z = sample(engine, shared, noise.shared);
  const latents = [z, ...(specific ? [sample(engine, specific, noise.specific!)] : []), ...cells.batchOneHot];
  const terms: Record<string, LossTerm> = {
    recon: { value: reconstruction(net, cells, net.decode(latents, pass), config), weight: 1 },
  };
  if (beta > 0) {
    terms.kl_shared = { value: klGaussian(engine, shared), weight: beta };
    if (specific) {
      const prior = net.prior!.apply(cells.modalityOneHot, pass);
      terms.kl_specific = { value: klGaussian(engine, specific, prior), weight: beta };
    }
  }
  if (gamma > 0 && specific) {
    const both = engine.tf.concat([shared.mean, specific.mean], 1);
    terms.isometry = { value: isometry(engine, both, shared.mean, cells.modality), weight: gamma };
  }
  if (lambda > 0) {
    const entropy = softmaxCrossEntropy(engine, net.discriminate(z, EVALUATION), cells.modality);
    terms.adversarial = { value: engine.tf.neg(entropy), weight: lambda };
  }
  return sumTerms(engine, terms);
}
