import { checkInteger, checkNumber, checkOneOf, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { GraphReference } from "../../nn/learned_graph.ts";
import type { FamilyDataset } from "../family/recipes.ts";
import { resolveFamily } from "../family/resolve_family.ts";
import { checkWeight, type FamilyWeight } from "../family/weights.ts";
import { DATASETS, PRESETS } from "./presets.ts";

/** All settings of TRSMI. */
export interface TrsmiConfig {
  /** Whose preprocessing, weights and graphs are taken, as PRAGA has them; `null` for new data. */
  readonly dataset: FamilyDataset | null;
  /** Columns of the embedding and of every encoding; 64. */
  readonly nLatent: number;
  /** Neighbours of a spot in the spatial graph that whoever makes it should take; 3 (6 in `mouseBrain`, `stereoCite`). */
  readonly nSpatialNeighbors: number;
  /** Whether the spatial graph is used at all; true. Without it a spot sees only itself. */
  readonly useSpatialGraph: boolean;
  /** Neighbours of a spot in feature space; 20. */
  readonly nFeatureNeighbors: number;
  /** What an edge of a feature graph weighs at the start: 1 (`connectivity`), or its correlation distance; `connectivity`. */
  readonly featureEdge: "connectivity" | "distance";
  /** Whether feature graphs are learned; true. */
  readonly learnGraph: boolean;
  /** What learned graphs are held to; `ema`, which starts at the graph as it is first used. */
  readonly graphReference: GraphReference;
  /** Share of its old value that the mean which follows a graph keeps at a step; 0.9. */
  readonly referenceDecay: number;
  /** Weight of the distance of learned graphs from what they are held to; 1. */
  readonly graphWeight: number;
  /** Whether that distance is squared; true. */
  readonly graphSquared: boolean;
  /** Whether encoders add a gated linear map of their own output; true. */
  readonly nearIdentity: boolean;
  /** What the sigmoid of that gate is taken of at the start; −2.2, which opens it by a tenth. */
  readonly encoderGate: number;
  /** Whether modalities look at each other's encodings; true. */
  readonly useAlignment: boolean;
  /** Columns of queries and keys; 32. */
  readonly alignDim: number;
  /** What products of queries and keys are divided by; 0.1. */
  readonly alignTemperature: number;
  /** Spots of the other modality that a spot looks at; 20. */
  readonly nAligned: number;
  /** Up to so many spots each may look at all others, above only at itself and its neighbours in both graphs; 20,000. */
  readonly alignExactSpots: number;
  /** Share of the epochs, the first ones, in which the other modality's encoding is a constant; 0.1. */
  readonly warmup: number;
  /** What the sigmoid of the gate of the local graph layer is taken of at the start; −2.2. */
  readonly localGate: number;
  /** Ranges of the diffusion: how much of the start a walk of so many steps adds at each; `{ 2: 0.1, 5: 0.1, 10: 0.2 }`. */
  readonly scales: Readonly<Record<string, number>>;
  /** Share of the diffusion in an encoding at the first epoch; 0.8. */
  readonly betaStart: number;
  /** The same at the last epoch; 0.2. */
  readonly betaEnd: number;
  /** Whether that share has a factor that is learned, 1 at the start; true. */
  readonly learnBeta: boolean;
  /** Whether that share may only fall; true. */
  readonly monotoneBeta: boolean;
  /** What happens between the two layers that fuse; `none`. */
  readonly activation: "none" | "relu";
  /** Weight of each modality's reconstruction; 5, divided by the number of modalities. */
  readonly reconWeight: FamilyWeight;
  /** Number of prototypes; 10. */
  readonly nPrototypes: number;
  /** Weight of the prototype term; 1. */
  readonly prototypeWeight: number;
  /** The first epoch with prototypes, from 0; `auto` is the 100th or the middle of the training, whichever comes first. */
  readonly prototypeStart: number | "auto";
  /** What products of rows and prototypes are divided by; 0.5. */
  readonly prototypeTemperature: number;
  /** Whether rows and prototypes are brought to length 1 before they are multiplied; true. */
  readonly prototypeUnit: boolean;
  /** Which optimiser; `adam`. */
  readonly optimizer: "adam" | "sgd";
  /** Step size; 1e-3. */
  readonly lr: number;
  /** Momentum of the steps of `sgd`; 0.9. */
  readonly momentum: number;
  /** L2 penalty added to the gradient; 1e-4. */
  readonly weightDecay: number;
  /** Largest length of the gradient, `null` for any; `null`. */
  readonly gradClip: number | null;
  /** Epochs; 200 (300 in `mouseBrain`, `stereoCite`). */
  readonly nEpochs: number;
}

/** Presets of TRSMI. There is no released code: `released` is another name of `paper`. */
export type TrsmiPreset = "paper" | "released" | "default";

/** Options of {@linkcode trsmi}: a preset, a data set, and settings that differ from them. */
export interface TrsmiOptions extends Partial<TrsmiConfig> {
  /** `paper` (or `released`) or `default`; default `default`. */
  readonly preset?: TrsmiPreset | undefined;
}

/** The settings of a preset and a data set with some changed; checks every value. */
export function resolveTrsmi(preset: string, change: Readonly<Record<string, unknown>>): TrsmiConfig {
  const config = resolveFamily("trsmi", PRESETS, DATASETS, preset, change);
  check(config);
  return Object.freeze(config);
}

function check(config: TrsmiConfig): void {
  for (const name of ["nLatent", "nFeatureNeighbors", "nPrototypes", "alignDim", "nAligned"] as const) {
    checkInteger(config[name], name, 1);
  }
  for (const name of ["nEpochs", "nSpatialNeighbors", "alignExactSpots"] as const) checkInteger(config[name], name, 0);
  if (config.prototypeStart !== "auto") checkInteger(config.prototypeStart, "prototypeStart", 0);
  checkOneOf(config.activation, "activation", ["none", "relu"]);
  checkOneOf(config.featureEdge, "featureEdge", ["connectivity", "distance"]);
  checkOneOf(config.graphReference, "graphReference", ["ema", "initial", "knn"]);
  checkOneOf(config.optimizer, "optimizer", ["adam", "sgd"]);
  for (const name of FLAGS) checkOneOf(config[name], name, [true, false]);
  for (const name of ["graphWeight", "prototypeWeight", "lr", "weightDecay"] as const) {
    checkNumber(config[name], name, 0);
  }
  for (const name of SHARES) checkNumber(config[name], name, 0, 1);
  for (const name of ["encoderGate", "localGate"] as const) checkNumber(config[name], name);
  for (const name of ["alignTemperature", "prototypeTemperature"] as const) {
    checkNumber(config[name], name, Number.MIN_VALUE);
  }
  if (config.gradClip !== null) checkNumber(config.gradClip, "gradClip", 0);
  checkWeight(config.reconWeight, "reconWeight");
  checkScales(config.scales);
}

const FLAGS = [
  "useSpatialGraph",
  "learnGraph",
  "graphSquared",
  "nearIdentity",
  "useAlignment",
  "learnBeta",
  "monotoneBeta",
  "prototypeUnit",
] as const satisfies readonly (keyof TrsmiConfig)[];

const SHARES = ["referenceDecay", "warmup", "betaStart", "betaEnd", "momentum"] as const satisfies readonly (
  keyof TrsmiConfig
)[];

function checkScales(scales: TrsmiConfig["scales"]): void {
  const walks = typeof scales === "object" && scales !== null ? Object.entries(scales) : [];
  if (walks.length === 0) {
    throw new WeftError("InvalidArgument", {
      expected: "scales to have at least one walk, such as { 5: 0.1 }",
      found: show(scales),
    });
  }
  for (const [steps, alpha] of walks) {
    checkInteger(Number(steps), "steps in scales", 0);
    checkNumber(alpha, `scales[${steps}]`, 0, 1);
  }
}
