import type { Rng } from "../../core/rng.ts";
import { Dense } from "../../data/dense.ts";
import { triplets } from "../../graph/triplets.ts";
import type { ModalityFeatures } from "../read_features.ts";
import { type SmartConfig, weightOf } from "./config.ts";

/** A modality's triplets as rows (anchor, positive, negative), `nTriplets × 3`; none where their weight is 0. */
export function tripletRows(features: ModalityFeatures, nObs: number, config: SmartConfig, rng: Rng): Int32Array {
  const { name, nFeatures, data } = features;
  if (weightOf(config.tripletWeight, name) === 0) return new Int32Array(0);
  const x = new Dense(data, { shape: [nObs, nFeatures] });
  // A near list cannot be longer than the number of other spots.
  const nNeighbors = Math.min(config.nNear, nObs - 1);
  const found = triplets(x, { nNeighbors, farFraction: config.farFraction, seed: rng.bits() });
  const rows = new Int32Array(3 * found.anchors.length);
  found.anchors.forEach((anchor, t) => rows.set([anchor, found.positives[t]!, found.negatives[t]!], 3 * t));
  return rows;
}
