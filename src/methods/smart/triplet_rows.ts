import { macrotask, throwIfAborted } from "../../core/abort.ts";
import { Dense } from "../../data/dense.ts";
import { searchTriplets } from "../../graph/triplets/search_triplets.ts";
import type { PrepareOptions } from "../method.ts";
import type { ModalityFeatures } from "../read_features.ts";
import { type SmartConfig, weightOf } from "./config.ts";

/**
 * A modality's triplets as rows (anchor, positive, negative), `nTriplets × 3`; none where their weight is 0. Hands the
 * thread back while it searches.
 */
export async function tripletRows(
  { name, nFeatures, data }: ModalityFeatures,
  nObs: number,
  config: SmartConfig,
  { rng, signal, onProgress }: PrepareOptions,
): Promise<Int32Array> {
  if (weightOf(config.tripletWeight, name) === 0) return new Int32Array(0);
  const x = new Dense(data, { shape: [nObs, nFeatures] });
  // A near list cannot be longer than the number of other spots.
  const nNeighbors = Math.min(config.nNear, nObs - 1);
  using search = searchTriplets(x, { nNeighbors, farFraction: config.farFraction, seed: rng.bits() });
  for (;;) {
    await macrotask();
    throwIfAborted(signal, "training");
    const step = search.next();
    if (step.done) return interleave(step.value.anchors, step.value.positives, step.value.negatives);
    onProgress?.({ ...step.value, stage: `${step.value.stage} of ${name}` });
  }
}

function interleave(...columns: readonly Int32Array[]): Int32Array {
  const rows = new Int32Array(columns.length * columns[0]!.length);
  columns.forEach((column, c) => column.forEach((row, t) => rows[t * columns.length + c] = row));
  return rows;
}
