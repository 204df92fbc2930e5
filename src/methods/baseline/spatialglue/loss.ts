import type { Tensor } from "../../../engine/tf.ts";
import { type Loss, type LossTerm, sumTerms } from "../../../loss/loss.ts";
import { mse } from "../../../loss/mse.ts";
import { familyWeightOf } from "../../family/weights.ts";
import type { SpatialGlueBatch } from "./batch.ts";
import type { SpatialGlueConfig } from "./config.ts";
import type { Fusion, SpatialGlueNet } from "./model.ts";

/** What a pass through the network makes. */
export interface SpatialGluePass {
  /** Each modality's encoding. */
  readonly encodings: readonly Fusion[];
  /** The embedding before its rows are normalised. */
  readonly z: Fusion;
}

/** A pass through the network. */
export function spatialGluePass(net: SpatialGlueNet, { modalities }: SpatialGlueBatch): SpatialGluePass {
  const encodings = modalities.map(({ propagated }, m) => net.encode(m, propagated));
  return { encodings, z: net.fuse(encodings.map(({ fused }) => fused)) };
}

/** `Σ wₘ MSE(Xₘ, X̂ₘ) + Σ vₐ Σ_{b ≠ a} MSE(Yₐ, Ŷₐ through b)`, leaving out terms whose weight is 0. */
export function spatialGlueLoss(net: SpatialGlueNet, batch: SpatialGlueBatch, config: SpatialGlueConfig): Loss {
  const { engine } = net;
  const { modalities, operator } = batch;
  const { encodings, z } = spatialGluePass(net, batch);
  const terms: Record<string, LossTerm> = {};
  const reduced = (mean: Tensor, size: number) =>
    config.reduction === "mean" ? mean : engine.tf.mul(mean, size) as Tensor;
  modalities.forEach(({ name, x }, m) => {
    const weight = familyWeightOf(config.reconWeight, name, m);
    if (weight === 0) return;
    terms[`recon_${name}`] = { value: reduced(mse(engine, net.decode(m, z.fused, operator), x), x.size), weight };
  });
  modalities.forEach(({ name: from }, a) => {
    const weight = familyWeightOf(config.correspondenceWeight, from, a);
    const y = encodings[a]!.fused;
    modalities.forEach(({ name: through }, b) => {
      if (weight === 0 || a === b) return;
      const value = bothWays(net, y, net.through(b, y, operator));
      terms[`correspondence_${from}_${through}`] = { value: reduced(value, y.size), weight };
    });
  });
  return sumTerms(engine, terms);
}

/** The mean squared difference of two tensors that both learn; `mse` takes its target for a constant. */
function bothWays({ engine: { tf } }: SpatialGlueNet, a: Tensor, b: Tensor): Tensor {
  return tf.mean(tf.square(tf.sub(a, b)));
}
