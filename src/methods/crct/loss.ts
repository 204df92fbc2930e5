import { sumTermsOp } from "../../engine/ops/sum_terms.ts";
import { unitRows } from "../../engine/ops/unit_rows.ts";
import type { Tensor } from "../../engine/tf.ts";
import { type Loss, type LossTerm, sumTerms } from "../../loss/loss.ts";
import { prototypeLabels } from "../../loss/prototype_labels.ts";
import { prototypeRatio } from "../../loss/prototype_ratio.ts";
import { augmentRows } from "../../nn/augment_rows.ts";
import { familyPass } from "../family/batch.ts";
import { connectedTerms } from "../family/connected_terms.ts";
import { graphTerm } from "../family/graph_term.ts";
import { reconstructionTerms } from "../family/reconstruction_terms.ts";
import type { Clock } from "../method.ts";
import type { CrctBatch } from "./batch.ts";
import { augments } from "./centers.ts";
import type { CrctConfig } from "./config.ts";
import type { CrctNet } from "./model.ts";
import { augWeightAt, clusterWeightAt, strengthAt } from "./schedule.ts";

/**
 * `Σ wₘ MSE(Xₘ, X̂ₘ(Z)) + λ(t) Σ wₘ MSE(Xₘ, X̂ₘ(Z̃)) + (1/2M) Σ ‖Aₘ − Rₘ‖ + β(t) L_cluster(Z, Z̃)`, leaving out terms whose
 * weight is 0. Where no row is augmented `Z̃` is `Z`.
 */
export function crctLoss(net: CrctNet, batch: CrctBatch, config: CrctConfig, clock: Clock): Loss {
  const { engine, prototypes: centers } = net;
  const pass = familyPass(net, batch, clock.epoch === 0);
  const { z } = pass;
  const beta = clusterWeightAt(config, clock);
  const moves = augments(config, clock);
  const unit = beta > 0 && config.unitPrototypes || config.assignment === "prototypes"
    ? unitRows(engine, centers)
    : centers;
  const labels = moves || beta > 0
    ? prototypeLabels(engine, z, config.assignment === "prototypes" ? unit : centers)
    : undefined;
  const augmented = moves ? augment(net, batch, config, clock, z, labels!) : z;
  const terms = reconstructions(net, batch, config, augWeightAt(config, clock), z, augmented);
  if (net.learned.length > 0 && config.graphWeight > 0) {
    terms.graph = {
      value: sumTermsOp(engine, [graphTerm(net, pass, config, clock)], [0.5]),
      weight: config.graphWeight,
    };
  }
  if (beta > 0) {
    const rows = augmented === z ? z : [z, augmented];
    const prototypes = config.unitPrototypes ? unit : centers;
    terms.cluster = { value: prototypeRatio(engine, rows, prototypes, { ...config, labels }), weight: beta };
  }
  return sumTerms(engine, connectedTerms(terms, () => reconstructionTerms(net, batch, z, 1)));
}

/** `Z̃`: rows moved along the spread of their classes, whose statistics count in the present rows first. */
function augment(
  { engine, classes }: CrctNet,
  batch: CrctBatch,
  config: CrctConfig,
  clock: Clock,
  z: Tensor,
  labels: Tensor,
): Tensor {
  batch.pending?.dispose();
  batch.pending = engine.tf.keep(classes.updated(z, labels) as never) as Tensor;
  const deviations = classes.deviations(batch.pending);
  const noise = engine.tensor(batch.noise(clock, z.size), z.shape);
  return augmentRows(engine, z, { labels, deviations, noise, strength: strengthAt(config, clock) });
}

/** `recon_M` from the rows and `aug_M` from the augmented ones. */
function reconstructions(
  net: CrctNet,
  batch: CrctBatch,
  { reconstruct, reconWeight }: CrctConfig,
  augWeight: number,
  z: Tensor,
  augmented: Tensor,
): Record<string, LossTerm> {
  const original = reconstruct === "augmented" ? {} : reconstructionTerms(net, batch, z, reconWeight);
  if (reconstruct === "original" || augWeight === 0) return original;
  const again = augmented === z && reconstruct === "both"
    ? original
    : reconstructionTerms(net, batch, augmented, reconWeight);
  const terms: Record<string, LossTerm> = { ...original };
  for (const [name, { value, weight }] of Object.entries(again)) {
    terms[name.replace("recon_", "aug_")] = { value, weight: augWeight * weight };
  }
  return terms;
}
