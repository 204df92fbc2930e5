import { checkOneOf } from "../../../core/check.ts";
import type { Untrained } from "../untrained.ts";
import { BLOCK_SCALINGS, type BlockScaling, joinBlocks } from "../join_blocks.ts";

/** All settings of the concatenated features. */
export interface PcaConcatConfig {
  /** How blocks are made comparable: not at all, or each divided by its Frobenius norm / √nObs; `none`. */
  readonly scaling: BlockScaling;
}

/** Options of {@linkcode pcaConcat}. */
export interface PcaConcatOptions extends Partial<PcaConcatConfig> {
  /** `paper`, `released` or `default`, which are the same; default `default`. */
  readonly preset?: "paper" | "released" | "default" | undefined;
}

/** What the method is and does. */
export const PCA_CONCAT: Untrained<PcaConcatConfig, null> = {
  name: "pca_concat",
  defaults: { scaling: "none" },
  ablations: {},
  nSpatialNeighbors: 0,
  check: ({ scaling }) => checkOneOf(scaling, "scaling", BLOCK_SCALINGS),
  slots: () => [],
  read: () => null,
  make: ({ modalities, nObs }, { scaling }) => ({ embedding: joinBlocks(modalities, nObs, scaling) }),
};
