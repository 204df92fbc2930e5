import { Dense } from "../../data/dense.ts";
import type { ModalityFeatures } from "../read_features.ts";

/**
 * How modalities are made comparable before they stand side by side: not at all, or every block divided by its
 * Frobenius norm / √nObs, so that each adds up to the same.
 */
export type BlockScaling = "none" | "block";

/** Both ways, for whoever checks a setting. */
export const BLOCK_SCALINGS: readonly BlockScaling[] = ["none", "block"];

/** All modalities' features side by side, `nObs × Σ nFeatures` float32. */
export function joinBlocks(modalities: readonly ModalityFeatures[], nObs: number, scaling: BlockScaling): Dense {
  const width = modalities.reduce((sum, { nFeatures }) => sum + nFeatures, 0);
  const joined = new Float32Array(nObs * width);
  let first = 0;
  for (const { nFeatures, data } of modalities) {
    const factor = scaling === "none" ? 1 : blockFactor(data, nObs);
    for (let i = 0; i < nObs; i++) {
      for (let j = 0; j < nFeatures; j++) joined[i * width + first + j] = factor * data[i * nFeatures + j]!;
    }
    first += nFeatures;
  }
  return new Dense(joined, { shape: [nObs, width] });
}

/** What a block is multiplied by; 1 for a block of zeros. */
function blockFactor(data: Float32Array, nObs: number): number {
  let squares = 0;
  for (let p = 0; p < data.length; p++) squares += data[p]! * data[p]!;
  return squares === 0 ? 1 : Math.sqrt(nObs / squares);
}
