import { checkInteger, checkOneOf } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Progress } from "../../core/progress.ts";
import { cellKernels, type Likeness, LIKENESSES } from "./cell_kernels.ts";
import { type JointNeighbors, searchJoint } from "./joint_neighbors.ts";
import { type CellFeatures, type ModalityRows, searchModality } from "./modality_rows.ts";
import { modalityWeights } from "./modality_weights.ts";

/** How weighted neighbours are searched for. */
export interface WeightedSearchOptions {
  /** Neighbours of a cell, not counting itself; default 20. */
  readonly nNeighbors?: number | undefined;
  /** Nearest cells of each modality that neighbours are chosen from; default 200. */
  readonly nCandidates?: number | undefined;
  /** What the likeness of two cells falls with; default `excess`. */
  readonly likeness?: Likeness | undefined;
  /** Seed of the approximate search above 100,000 cells; default 0. */
  readonly seed?: number | undefined;
}

/** Neighbours by all modalities at once, and what each modality counted. */
export interface WeightedNeighbors extends JointNeighbors {
  /** `nObs × M`, rows summing to 1. */
  readonly weights: Float64Array;
}

/**
 * Weighted nearest neighbours (Hao et al. 2021) in pieces, for whoever hands the thread back between them; yields how far
 * it is.
 *
 * @throws {WeftError} `TooSmall` when there are not more cells than neighbours, `InvalidArgument` for counts that are none.
 */
export function* searchWeightedNeighbors(
  features: readonly CellFeatures[],
  nObs: number,
  { nNeighbors = 20, nCandidates = 200, likeness = "excess", seed = 0 }: WeightedSearchOptions = {},
): Generator<Progress, WeightedNeighbors> {
  checkInteger(nNeighbors, "nNeighbors", 1);
  checkInteger(nCandidates, "nCandidates", nNeighbors);
  checkOneOf(likeness, "likeness", LIKENESSES);
  if (features.length === 0) throw new WeftError("TooSmall", { expected: "at least one modality", found: "none" });
  if (nObs <= nNeighbors) {
    throw new WeftError("TooSmall", {
      expected: `more cells than the ${nNeighbors} neighbours of each`,
      found: `${nObs}`,
      next: "Lower nNeighbors.",
    });
  }
  const modalities: ModalityRows[] = [];
  for (const one of features) modalities.push(yield* searchModality(one, nObs, Math.min(nCandidates, nObs - 1), seed));
  const kernels = modalities.map((modality) => cellKernels(modality, nNeighbors));
  const weights = modalityWeights(modalities, kernels, nNeighbors);
  return { ...yield* searchJoint(modalities, kernels, weights, nNeighbors, likeness), weights };
}
