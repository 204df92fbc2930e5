import { macrotask, throwIfAborted } from "../../../core/abort.ts";
import { checkInteger, checkOneOf } from "../../../core/check.ts";
import { Dense } from "../../../data/dense.ts";
import { fuzzySimplicialSet } from "../../../graph/fuzzy_simplicial_set.ts";
import { LIKENESSES } from "../../../graph/wnn/cell_kernels.ts";
import { searchWeightedNeighbors, type WeightedNeighbors } from "../../../graph/wnn/search_weighted_neighbors.ts";
import type { PrepareOptions } from "../../method.ts";
import type { Made, Untrained, UntrainedInputs } from "../untrained.ts";
import { spectralCoordinates } from "./spectral_coordinates.ts";

/** All settings of weighted nearest neighbours. */
export interface WnnConfig {
  /** Columns of the embedding; 64. */
  readonly nLatent: number;
  /** Neighbours of a cell; 20. */
  readonly nNeighbors: number;
  /** Nearest cells of each modality that neighbours are chosen from; 200. */
  readonly nCandidates: number;
  /**
   * What the likeness of two cells falls with: how much farther one lies than the nearest (`excess`), as in the paper, or how
   * far it lies at all (`distance`), as in muon; `excess` (`distance` in `released`).
   */
  readonly likeness: "excess" | "distance";
}

/** Options of {@linkcode wnn}. */
export interface WnnOptions extends Partial<WnnConfig> {
  /** `paper`, `released` (muon's last step) or `default` (the paper's); default `default`. */
  readonly preset?: "paper" | "released" | "default" | undefined;
}

/** What the method is and does. */
export const WNN: Untrained<WnnConfig, null> = {
  name: "wnn",
  defaults: { nLatent: 64, nNeighbors: 20, nCandidates: 200, likeness: "excess" },
  released: { likeness: "distance" },
  ablations: {},
  nSpatialNeighbors: 0,
  check({ nLatent, nNeighbors, nCandidates, likeness }) {
    checkInteger(nLatent, "nLatent", 1);
    checkInteger(nNeighbors, "nNeighbors", 1);
    checkInteger(nCandidates, "nCandidates", nNeighbors);
    checkOneOf(likeness, "likeness", LIKENESSES);
  },
  slots: () => [],
  read: () => null,
  make: embed,
};

async function embed(inputs: UntrainedInputs<null>, config: WnnConfig, options: PrepareOptions): Promise<Made> {
  const { nObs, modalities } = inputs;
  const seed = options.rng.split("wnn").integer(2 ** 31);
  const { indices, distances, weights } = await neighborsOf(inputs, { ...config, seed }, options);
  await macrotask();
  throwIfAborted(options.signal, "training");
  const graph = fuzzySimplicialSet({ indices, distances, nNeighbors: config.nNeighbors });
  const embedding = spectralCoordinates(graph, config.nLatent, seed);
  return {
    embedding,
    outputs: { weights: new Dense(Float32Array.from(weights), { shape: [nObs, modalities.length] }) },
  };
}

async function neighborsOf(
  { modalities, nObs }: UntrainedInputs<null>,
  settings: Parameters<typeof searchWeightedNeighbors>[2],
  { signal, onProgress }: PrepareOptions,
): Promise<WeightedNeighbors> {
  const search = searchWeightedNeighbors(modalities, nObs, settings);
  for (;;) {
    await macrotask();
    throwIfAborted(signal, "training");
    const step = search.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}
