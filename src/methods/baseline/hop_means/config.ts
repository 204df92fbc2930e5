import { checkInteger, checkOneOf } from "../../../core/check.ts";
import type { Csr } from "../../../data/csr.ts";
import { Dense } from "../../../data/dense.ts";
import { toCsr } from "../../../data/matrix.ts";
import { checkSlots, type SlotNeed } from "../../slot_need.ts";
import { BLOCK_SCALINGS, type BlockScaling, joinBlocks } from "../join_blocks.ts";
import { neighborMeans } from "../neighbor_means.ts";
import type { Untrained } from "../untrained.ts";

/** All settings of the concatenated hop means. */
export interface HopMeansConfig {
  /** Steps along the graph up to which means are taken; 2. */
  readonly nHops: number;
  /** How blocks are made comparable first: not at all, or each divided by its Frobenius norm / √nObs; `none`. */
  readonly scaling: BlockScaling;
}

/** Options of {@linkcode hopMeans}. */
export interface HopMeansOptions extends Partial<HopMeansConfig> {
  /** `paper`, `released` or `default`, which are the same; default `default`. */
  readonly preset?: "paper" | "released" | "default" | undefined;
}

const GRAPH: SlotNeed = {
  slot: "obsp",
  key: "spatial_connectivities",
  of: "whole",
  next: "Call spatialNeighbors() on the whole first.",
};

/** What the method is and does. */
export const HOP_MEANS: Untrained<HopMeansConfig, Csr> = {
  name: "hop_means",
  defaults: { nHops: 2, scaling: "none" },
  ablations: { spatialGraph: { nHops: 0 } },
  nSpatialNeighbors: 6,
  check({ nHops, scaling }) {
    checkInteger(nHops, "nHops", 0);
    checkOneOf(scaling, "scaling", BLOCK_SCALINGS);
  },
  slots: () => [GRAPH],
  read(data) {
    checkSlots(data, [GRAPH]);
    return toCsr(data.obsp[GRAPH.key]!);
  },
  make({ modalities, nObs, read }, { nHops, scaling }) {
    const hops = [joinBlocks(modalities, nObs, scaling)];
    while (hops.length <= nHops) hops.push(neighborMeans(hops.at(-1)!, read, false));
    return { embedding: sideBySide(hops) };
  },
};

function sideBySide(tables: readonly Dense[]): Dense {
  const { nRows, nCols } = tables[0]!;
  const width = tables.length * nCols;
  const joined = new Float32Array(nRows * width);
  tables.forEach(({ data }, t) => {
    for (let i = 0; i < nRows; i++) {
      joined.set((data as Float32Array).subarray(i * nCols, (i + 1) * nCols), i * width + t * nCols);
    }
  });
  return new Dense(joined, { shape: [nRows, width] });
}
