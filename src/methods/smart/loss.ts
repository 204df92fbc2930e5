import type { SparseOperator } from "../../engine/sparse_operator.ts";
import type { Tensor } from "../../engine/tf.ts";
import { laplacian } from "../../loss/laplacian.ts";
import { type Loss, type LossTerm, sumTerms } from "../../loss/loss.ts";
import { mse } from "../../loss/mse.ts";
import { triplet } from "../../loss/triplet.ts";
import type { ConstantFeatures } from "../../nn/sage_conv.ts";
import type { Disposable } from "../method.ts";
import { type SmartConfig, weightOf } from "./config.ts";
import type { SmartNet } from "./model.ts";

/** One modality's constants of training. */
export interface SmartModalityBatch {
  /** The modality's name. */
  readonly name: string;
  /** Its features and their neighbours' means, on the engine. */
  readonly features: ConstantFeatures;
  /** `nTriplets × 3`: anchor, positive, negative. */
  readonly triplets: Int32Array;
}

/** The constants SMART trains on: the full batch. */
export interface SmartBatch extends Disposable {
  /** The modalities in their order. */
  readonly modalities: readonly SmartModalityBatch[];
  /** What a decoder's layer averages over. */
  readonly operator: SparseOperator;
  /** What an encoder's layer propagates along; default the same. */
  readonly encoderOperator?: SparseOperator;
}

/** The embedding of a batch, `nObs × nLatent`. */
export function forward(net: SmartNet, { modalities, operator, encoderOperator = operator }: SmartBatch): Tensor {
  return net.fuse(modalities.map(({ features }, m) => net.encode(m, features, encoderOperator)));
}

/** `Σ wₘ MSE(Xₘ, X̂ₘ) + Σ vₘ triplet(Z) + laplacian`, leaving out terms whose weight is 0. */
export function smartLoss(net: SmartNet, batch: SmartBatch, config: SmartConfig): Loss {
  const { engine } = net;
  const { modalities, operator } = batch;
  const z = forward(net, batch);
  const terms: Record<string, LossTerm> = {};
  modalities.forEach(({ name, features }, m) => {
    const weight = weightOf(config.reconWeight, name);
    if (weight > 0) {
      terms[`recon_${name}`] = { value: mse(engine, net.decode(m, z, operator), features.constant), weight };
    }
  });
  for (const { name, triplets } of modalities) {
    const weight = weightOf(config.tripletWeight, name);
    if (weight > 0) terms[`triplet_${name}`] = { value: triplet(engine, z, triplets, config), weight };
  }
  if (config.laplacianWeight > 0) {
    terms.laplacian = { value: laplacian(engine, z, operator.forward), weight: config.laplacianWeight };
  }
  return sumTerms(engine, terms);
}
