import { checkInteger, checkNumber, checkOneOf } from "../../../core/check.ts";
import type { GraphReference } from "../../../nn/learned_graph.ts";
import type { FamilyDataset } from "../../family/recipes.ts";
import { resolveFamily } from "../../family/resolve_family.ts";
import type { PrototypeSchedule } from "../../family/schedule.ts";
import { checkWeight, type FamilyWeight } from "../../family/weights.ts";
import { DATASETS, PRESETS } from "./presets.ts";

/** All settings of PRAGA. */
export interface PragaConfig extends PrototypeSchedule {
  /** Whose settings and preprocessing are taken; `null` for new data. */
  readonly dataset: FamilyDataset | null;
  /** Columns of the embedding and of every encoding; 64 (128 in `simulation`). */
  readonly nLatent: number;
  /**
   * Whether every column of the features is brought to mean 0; true (false in `paper` and `released`). Where LSI scores are
   * not centred, large steps blow up otherwise.
   */
  readonly centerFeatures: boolean;
  /** What happens between the two layers that fuse; `none` (`relu` in `paper`). */
  readonly activation: "none" | "relu";
  /** Neighbours of a spot in the spatial graph that whoever makes it should take; 3 (6 in `mouseBrain`, `stereoCite`). */
  readonly nSpatialNeighbors: number;
  /** Whether the spatial graph is used at all; true. Without it a spot sees only itself. */
  readonly useSpatialGraph: boolean;
  /** Neighbours of a spot in feature space; 20. */
  readonly nFeatureNeighbors: number;
  /**
   * What an edge of a feature graph weighs at the start: 1 (`connectivity`), or its correlation distance, so that unlike
   * spots weigh more (`distance`); `auto` is `distance` for two modalities and `connectivity` for more, as in the code.
   */
  readonly featureEdge: "distance" | "connectivity" | "auto";
  /** Whether feature graphs are learned; true. Without it they stay as they start. */
  readonly learnGraph: boolean;
  /** What learned graphs are held to; `ema`. */
  readonly graphReference: GraphReference;
  /** Share of its old value that the mean which follows a graph keeps at a step; 0.9. */
  readonly referenceDecay: number;
  /** Which graph that mean takes in: the one `after` the step or `before` it; `auto` is `before` for three modalities. */
  readonly referenceOrder: "after" | "before" | "auto";
  /** Weight of the distance of learned graphs from what they are held to; 1. */
  readonly graphWeight: number;
  /** Whether that distance is squared; false (true in `paper`). */
  readonly graphSquared: boolean;
  /** Weight of each modality's reconstruction; 1 (5 in `released` and `paper`). */
  readonly reconWeight: FamilyWeight;
  /** Number of prototypes; 10. */
  readonly nPrototypes: number;
  /**
   * Whether prototypes found anew are split and merged into as many as the embedding asks for, from one to twice
   * `nPrototypes`, as in the text; false, as in the authors' program, where this never happens.
   */
  readonly dynamicK: boolean;
  /** Weight of the prototype term; 1. */
  readonly prototypeWeight: number;
  /** What products of rows and prototypes are divided by; 2. */
  readonly temperature: number;
  /** Step size; 0.01. */
  readonly lr: number;
  /** Momentum of the steps; 0.9. */
  readonly momentum: number;
  /** L2 penalty added to the gradient; 5e-3. */
  readonly weightDecay: number;
  /** Largest length of the gradient, `null` for any; 1 (`null` in `released` and `paper`). */
  readonly gradClip: number | null;
  /** Epochs; 200. */
  readonly nEpochs: number;
}

/** Presets of PRAGA: the paper's text, the authors' code (also called `code`), and what serves new data. */
export type PragaPreset = "paper" | "released" | "code" | "default";

/** Options of {@linkcode praga}: a preset, a data set, and settings that differ from them. */
export interface PragaOptions extends Partial<PragaConfig> {
  /** `paper`, `released` (or `code`) or `default`; default `default`. */
  readonly preset?: PragaPreset | undefined;
}

/** The settings of a preset and a data set with some changed; checks every value. */
export function resolvePraga(preset: string, change: Readonly<Record<string, unknown>>): PragaConfig {
  const config = resolveFamily("praga", PRESETS, DATASETS, preset, change);
  checkPraga(config);
  return Object.freeze(config);
}

/** Throws unless every setting is in its range. */
export function checkPraga(config: PragaConfig): void {
  for (const name of ["nLatent", "nFeatureNeighbors", "nPrototypes", "prototypeInterval"] as const) {
    checkInteger(config[name], name, 1);
  }
  checkInteger(config.nEpochs, "nEpochs", 0);
  checkInteger(config.nSpatialNeighbors, "nSpatialNeighbors", 0);
  if (config.prototypeStart !== "auto") checkInteger(config.prototypeStart, "prototypeStart", 0);
  checkOneOf(config.activation, "activation", ["none", "relu"]);
  checkOneOf(config.featureEdge, "featureEdge", ["distance", "connectivity", "auto"]);
  checkOneOf(config.graphReference, "graphReference", ["ema", "initial", "knn"]);
  checkOneOf(config.referenceOrder, "referenceOrder", ["after", "before", "auto"]);
  for (const name of ["centerFeatures", "useSpatialGraph", "learnGraph", "graphSquared", "dynamicK"] as const) {
    checkOneOf(config[name], name, [true, false]);
  }
  for (const name of ["graphWeight", "prototypeWeight", "lr", "weightDecay"] as const) {
    checkNumber(config[name], name, 0);
  }
  checkNumber(config.referenceDecay, "referenceDecay", 0, 1);
  checkNumber(config.momentum, "momentum", 0, 1);
  checkNumber(config.temperature, "temperature", Number.MIN_VALUE);
  if (config.gradClip !== null) checkNumber(config.gradClip, "gradClip", 0);
  checkWeight(config.reconWeight, "reconWeight");
}
