import { checkInteger, checkOneOf } from "../../../core/check.ts";
import type { Annotated } from "../../../data/annotated.ts";
import { toCsr } from "../../../data/matrix.ts";
import type { Csr } from "../../../data/csr.ts";
import { spatialNeighbors } from "../../../graph/spatial_neighbors.ts";
import { BLOCK_SCALINGS, type BlockScaling, joinBlocks } from "../join_blocks.ts";
import { neighborMeans } from "../neighbor_means.ts";
import type { Untrained } from "../untrained.ts";

/** All settings of the spatial mean. */
export interface SmoothedPcaConfig {
  /** Nearest spots in space that a spot is averaged with, itself not counted: 4 for a mean over 5 spots; 30. */
  readonly nNeighbors: number;
  /** How often the mean is taken; 1. */
  readonly nRounds: number;
  /** How blocks are made comparable first: not at all, or each divided by its Frobenius norm / √nObs; `none`. */
  readonly scaling: BlockScaling;
  /** Key of the coordinates in `obsm`; `spatial`. */
  readonly spatialKey: string;
  /** Column of `obs` that names sections, across which nothing is averaged; `null` for one section. */
  readonly libraryKey: string | null;
}

/** Options of {@linkcode smoothedPca}. */
export interface SmoothedPcaOptions extends Partial<SmoothedPcaConfig> {
  /** `paper`, `released` or `default`, which are the same; default `default`. */
  readonly preset?: "paper" | "released" | "default" | undefined;
}

/** What the method is and does. */
export const SMOOTHED_PCA: Untrained<SmoothedPcaConfig, Csr> = {
  name: "smoothed_pca",
  defaults: { nNeighbors: 30, nRounds: 1, scaling: "none", spatialKey: "spatial", libraryKey: null },
  ablations: { smoothing: { nRounds: 0 } },
  nSpatialNeighbors: 0,
  check({ nNeighbors, nRounds, scaling }) {
    checkInteger(nNeighbors, "nNeighbors", 1);
    checkInteger(nRounds, "nRounds", 0);
    checkOneOf(scaling, "scaling", BLOCK_SCALINGS);
  },
  slots: ({ spatialKey }) => [{
    slot: "obsm",
    key: spatialKey,
    of: "whole",
    next: "Put the coordinates there, or name their slot with spatialKey.",
  }],
  read: nearestSpots,
  make({ modalities, nObs, read }, { scaling, nRounds }) {
    let embedding = joinBlocks(modalities, nObs, scaling);
    for (let round = 0; round < nRounds; round++) embedding = neighborMeans(embedding, read, true);
    return { embedding };
  },
};

/** Row `i` lists the spots nearest to spot `i`. */
function nearestSpots(data: Annotated, { nNeighbors, spatialKey, libraryKey }: SmoothedPcaConfig): Csr {
  const joined = spatialNeighbors(data, {
    nNeighbors,
    spatialKey,
    coordType: "generic",
    keyAdded: "smoothing",
    ...(libraryKey === null ? {} : { libraryKey }),
  });
  return toCsr(joined.obsp.smoothing_connectivities!);
}
