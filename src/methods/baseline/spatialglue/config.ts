import { checkInteger, checkNumber, checkOneOf } from "../../../core/check.ts";
import type { FamilyDataset } from "../../family/recipes.ts";
import { resolveFamily } from "../../family/resolve_family.ts";
import { checkWeight, type FamilyWeight } from "../../family/weights.ts";
import { DATASETS, PRESETS } from "./presets.ts";

/** How embeddings are fused: by learned weights for every spot, or by their mean. */
export type FusionKind = "attention" | "mean";

/** All settings of SpatialGlue. */
export interface SpatialGlueConfig {
  /** Whose settings and preprocessing are taken; `null` for new data. */
  readonly dataset: FamilyDataset | null;
  /** Columns of the embedding and of every encoding; 64. */
  readonly nLatent: number;
  /** What is done to what an encoder propagates; `none` (`relu` in `paper`). */
  readonly activation: "none" | "relu";
  /** Whether encoders, decoders and attention have a bias; false (true in `paper`). */
  readonly bias: boolean;
  /** Neighbours of a spot in the spatial graph that whoever makes it should take; 3 (6 in `mouseBrain`, `stereoCite`). */
  readonly nSpatialNeighbors: number;
  /** Whether the spatial graph is used at all; true. Without it a spot sees only itself there. */
  readonly useSpatialGraph: boolean;
  /** Whether the feature graphs are used at all; true. Without them the spatial encoding is a modality's encoding. */
  readonly useFeatureGraph: boolean;
  /** Neighbours of a spot in feature space, by correlation; 20. */
  readonly nFeatureNeighbors: number;
  /** What an edge of a feature graph weighs: 1, or its correlation distance; `connectivity`. */
  readonly featureEdge: "distance" | "connectivity";
  /** How a modality's two encodings, along space and along features, become one; `attention`. */
  readonly withinFusion: FusionKind;
  /** How the modalities become one; `attention`. */
  readonly acrossFusion: FusionKind;
  /** What squared errors are reduced to, over all entries; `mean` (`sum` in `paper`). */
  readonly reduction: "mean" | "sum";
  /** Weight of each modality's reconstruction; 1, datasets differ. */
  readonly reconWeight: FamilyWeight;
  /** Weight of the correspondences that start from each modality; 1, datasets differ. */
  readonly correspondenceWeight: FamilyWeight;
  /** Adam's step size; 1e-4. */
  readonly lr: number;
  /** L2 penalty added to the gradient; 0. */
  readonly weightDecay: number;
  /** Largest length of the gradient, `null` for any; `null`. */
  readonly gradClip: number | null;
  /** Epochs; 200 (600 in `released` and `paper`), datasets differ. */
  readonly nEpochs: number;
}

/** Presets of SpatialGlue: the paper's text, the authors' code (also called `code`), and what serves new data. */
export type SpatialGluePreset = "paper" | "released" | "code" | "default";

/** Options of {@linkcode spatialGlue}: a preset, a data set, and settings that differ from them. */
export interface SpatialGlueOptions extends Partial<SpatialGlueConfig> {
  /** `paper`, `released` (or `code`) or `default`; default `default`. */
  readonly preset?: SpatialGluePreset | undefined;
}

/** The settings of a preset and a data set with some changed; checks every value. */
export function resolveSpatialGlue(preset: string, change: Readonly<Record<string, unknown>>): SpatialGlueConfig {
  const config = resolveFamily("spatialglue", PRESETS, DATASETS, preset, change);
  check(config);
  return Object.freeze(config);
}

function check(config: SpatialGlueConfig): void {
  for (const name of ["nLatent", "nFeatureNeighbors"] as const) checkInteger(config[name], name, 1);
  for (const name of ["nEpochs", "nSpatialNeighbors"] as const) checkInteger(config[name], name, 0);
  checkOneOf(config.activation, "activation", ["none", "relu"]);
  checkOneOf(config.featureEdge, "featureEdge", ["distance", "connectivity"]);
  checkOneOf(config.reduction, "reduction", ["mean", "sum"]);
  for (const name of ["withinFusion", "acrossFusion"] as const) checkOneOf(config[name], name, ["attention", "mean"]);
  for (const name of ["bias", "useSpatialGraph", "useFeatureGraph"] as const) {
    checkOneOf(config[name], name, [true, false]);
  }
  for (const name of ["lr", "weightDecay"] as const) checkNumber(config[name], name, 0);
  if (config.gradClip !== null) checkNumber(config.gradClip, "gradClip", 0);
  for (const name of ["reconWeight", "correspondenceWeight"] as const) checkWeight(config[name], name);
}
