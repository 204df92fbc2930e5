import { checkInteger, checkNumber, checkOneOf } from "../../core/check.ts";
import type { GraphReference } from "../../nn/learned_graph.ts";
import type { FamilyDataset } from "../family/recipes.ts";
import { resolveFamily } from "../family/resolve_family.ts";
import { checkWeight, type FamilyWeight } from "../family/weights.ts";
import { DATASETS, PRESETS } from "./presets.ts";
import { checkEpochWeight, type CrctSchedule } from "./schedule.ts";

/** All settings of CRCT. */
export interface CrctConfig extends CrctSchedule {
  /** Whose settings and preprocessing are taken; `null` for new data. */
  readonly dataset: FamilyDataset | null;
  /** Columns of the embedding and of every encoding; 64 (128 in `simulation`). */
  readonly nLatent: number;
  /**
   * Whether every column of the features is brought to mean 0; false. LSI scores are not, and the larger the tissue the
   * more their means rule the loss.
   */
  readonly centerFeatures: boolean;
  /** What happens between the two layers that fuse; `none`. */
  readonly activation: "none" | "relu";
  /** Neighbours of a spot in the spatial graph that whoever makes it should take; 3 (6 in `mouseBrain`, `stereoCite`). */
  readonly nSpatialNeighbors: number;
  /** Whether the spatial graph is used at all; true. Without it a spot sees only itself. */
  readonly useSpatialGraph: boolean;
  /** Neighbours of a spot in feature space; 20. */
  readonly nFeatureNeighbors: number;
  /** What an edge of a feature graph weighs at the start: 1, or its correlation distance; `connectivity`. */
  readonly featureEdge: "distance" | "connectivity";
  /** Whether feature graphs are learned; true. Without it they stay as they start. */
  readonly learnGraph: boolean;
  /** What learned graphs are held to; `initial` (`knn` in `paper`). */
  readonly graphReference: GraphReference;
  /** Share of its old value that the mean of `graphReference: "ema"` keeps at a step; 0.9. */
  readonly referenceDecay: number;
  /** Weight of the distance of learned graphs from what they are held to; 1. */
  readonly graphWeight: number;
  /** Whether that distance is squared; false. */
  readonly graphSquared: boolean;
  /** Weight of each modality's reconstructions; 5. */
  readonly reconWeight: FamilyWeight;
  /** Which rows features are brought back from: the spots' own, the augmented ones, or both; `both`. */
  readonly reconstruct: "both" | "original" | "augmented";
  /** Number of prototypes; 10 (14 in `mouseBrain`, 5 in `simulation`). */
  readonly nPrototypes: number;
  /** What a spot's label is the nearest of: raw k-means centres, or prototypes of length 1; `centers`. */
  readonly assignment: "centers" | "prototypes";
  /** Whether the cluster term divides prototypes by their length; true. */
  readonly unitPrototypes: boolean;
  /** What becomes of class statistics when prototypes are found anew: `reset`, or kept by the best `match`; `reset`. */
  readonly statistics: "reset" | "match";
  /** A class's count is cut down to so many times the number of spots, `null` for never; 10 (`null` in `paper`). */
  readonly momentumCap: number | null;
  /** What products of rows and prototypes are divided by; 2. */
  readonly temperature: number;
  /** Which optimiser; `sgd`. */
  readonly optimizer: "sgd" | "adam";
  /** Step size; 0.01 (0.001 in `mouseBrain`). */
  readonly lr: number;
  /** Momentum of `sgd`; 0.9. */
  readonly momentum: number;
  /** L2 penalty added to the gradient; 5e-3. */
  readonly weightDecay: number;
  /** Largest length of the gradient, `null` for any; 20 (`null` in `paper`), without which some starts run away. */
  readonly gradClip: number | null;
  /** Epochs; 200 (50 in `hln`, 300 in `stereoCite` and `simulation`). */
  readonly nEpochs: number;
}

/**
 * Presets of CRCT: the paper's text to the letter, and what serves new data. There is no released code: `released` is
 * another name of `paper`.
 */
export type CrctPreset = "paper" | "released" | "default";

/** Options of {@linkcode crct}: a preset, a data set, and settings that differ from them. */
export interface CrctOptions extends Partial<CrctConfig> {
  /** `paper` (or `released`) or `default`; default `default`. */
  readonly preset?: CrctPreset | undefined;
}

/** The settings of a preset and a data set with some changed; checks every value. */
export function resolveCrct(preset: string, change: Readonly<Record<string, unknown>>): CrctConfig {
  const config = resolveFamily("crct", PRESETS, DATASETS, preset, change);
  const { momentumCap } = config;
  const settled = { ...config, momentumCap: momentumCap === Infinity ? null : momentumCap };
  check(settled);
  return Object.freeze(settled);
}

function check(config: CrctConfig): void {
  for (const name of ["nLatent", "nFeatureNeighbors", "prototypeInterval"] as const) {
    checkInteger(config[name], name, 1);
  }
  for (const name of ["nEpochs", "nSpatialNeighbors", "labelStart"] as const) checkInteger(config[name], name, 0);
  checkInteger(config.nPrototypes, "nPrototypes", 2);
  if (config.betaStart !== "auto") checkInteger(config.betaStart, "betaStart", 0);
  for (const [name, values] of Object.entries(CHOICES)) checkOneOf(config[name as keyof CrctConfig], name, values);
  for (const name of ["graphWeight", "clusterWeight", "rho0", "lr", "weightDecay"] as const) {
    checkNumber(config[name], name, 0);
  }
  for (const name of ["referenceDecay", "momentum"] as const) checkNumber(config[name], name, 0, 1);
  checkNumber(config.temperature, "temperature", Number.MIN_VALUE);
  if (config.momentumCap !== null) checkNumber(config.momentumCap, "momentumCap", Number.MIN_VALUE);
  if (config.gradClip !== null) checkNumber(config.gradClip, "gradClip", 0);
  checkWeight(config.reconWeight, "reconWeight");
  checkEpochWeight(config.augWeight, "augWeight");
}

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  centerFeatures: [true, false],
  activation: ["none", "relu"],
  featureEdge: ["distance", "connectivity"],
  graphReference: ["initial", "knn", "ema"],
  reconstruct: ["both", "original", "augmented"],
  assignment: ["centers", "prototypes"],
  statistics: ["reset", "match"],
  optimizer: ["sgd", "adam"],
  useSpatialGraph: [true, false],
  learnGraph: [true, false],
  graphSquared: [true, false],
  unitPrototypes: [true, false],
};
