import { macrotask, throwIfAborted } from "../../../core/abort.ts";
import { checkInteger } from "../../../core/check.ts";
import { Dense } from "../../../data/dense.ts";
import { fuzzySimplicialSet } from "../../../graph/fuzzy_simplicial_set.ts";
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
}

/** Options of {@linkcode wnn}. */
export interface WnnOptions extends Partial<WnnConfig> {
  /** `paper`, `released` or `default`, which are the same; default `default`. */
  readonly preset?: "paper" | "released" | "default" | undefined;
}

/** What the method is and does. */
export const WNN: Untrained<WnnConfig, null> = {
  name: "wnn",
  defaults: { nLatent: 64, nNeighbors: 20, nCandidates: 200 },
  ablations: {},
  nSpatialNeighbors: 0,
  check({ nLatent, nNeighbors, nCandidates }) {
    checkInteger(nLatent, "nLatent", 1);
    checkInteger(nNeighbors, "nNeighbors", 1);
    checkInteger(nCandidates, "nCandidates", nNeighbors);
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
