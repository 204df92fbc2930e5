import { checkInteger, checkNumber, checkOneOf, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { EdgeDirection } from "../../nn/directed_graph.ts";
import { resolveSettings } from "../resolve_settings.ts";
import { PRESETS, type SmartPreset } from "./presets.ts";

/** One weight for all modalities, or one by modality's name. */
export type ModalityWeight = number | Readonly<Record<string, number>>;

/** Layers that encoders can be made of. */
export type SmartEncoder = "sage" | "gcn" | "gat" | "graphConv";

/** All settings of SMART. */
export interface SmartConfig {
  /** Columns of the embedding and of every hidden layer; 64. */
  readonly nLatent: number;
  /** Layers of each encoder and decoder; 2. */
  readonly nLayers: number;
  /**
   * Layers that encoders are made of: SAGE, graph convolution, graph attention, or PyG's GraphConv, which is SAGE with
   * the neighbours' sum in place of their mean; `sage`. Decoders are SAGE.
   */
  readonly encoder: SmartEncoder;
  /** Names of the modalities that are used, `null` for all; `null`. */
  readonly modalities: readonly string[] | null;
  /** What every layer does to its sum before it is normalised; `none` (`relu` in `paper`). */
  readonly activation: "none" | "relu";
  /** Whether the last decoder layer divides its rows by their length too; true. */
  readonly decoderNorm: boolean;
  /** Which weights learn: all, or the fusion layer only (`released`); `all`. */
  readonly trainable: "all" | "fusionOnly";
  /** Whom a spot averages over; `reverse` (`union` in `paper`). */
  readonly edgeDirection: EdgeDirection;
  /** Whether the spatial graph is used at all; true. Without it a spot sees only itself. */
  readonly useGraph: boolean;
  /** Margin of the triplet term, in units of the embedding; 0.5 (1 in `paper`). */
  readonly margin: number;
  /** Weight of each modality's reconstruction; 1 (0.5 in `paper`). */
  readonly reconWeight: ModalityWeight;
  /** Weight of each modality's triplets; 1 (0.5 in `paper`). */
  readonly tripletWeight: ModalityWeight;
  /** Weight of the smoothness along the spatial graph; 0. */
  readonly laplacianWeight: number;
  /** Nearest neighbours in feature space from which positives are taken; 3. */
  readonly nNear: number;
  /** Share of the spots, the farthest ones, from which negatives are drawn; 0.6. */
  readonly farFraction: number;
  /** Adam's step size; 1e-3. */
  readonly lr: number;
  /** L2 penalty added to the gradient; 1e-6. */
  readonly weightDecay: number;
  /** Largest length of the gradient, `null` for any; `null`. */
  readonly gradClip: number | null;
  /** Epochs at most; 300. */
  readonly nEpochs: number;
  /** Whether training stops when a loss no longer falls; true. */
  readonly earlyStopping: boolean;
  /** Epochs a line is fitted to for early stopping; 10. */
  readonly window: number;
}

/** Options of {@linkcode smart}: a preset, and settings that differ from it. */
export interface SmartOptions extends Partial<SmartConfig> {
  /** `paper`, `released` or `default`; default `default`. */
  readonly preset?: SmartPreset | undefined;
}

/** The settings of a preset with some changed; checks every value. */
export function resolveConfig(preset: string, change: Readonly<Record<string, unknown>>): SmartConfig {
  const config = resolveSettings("smart", PRESETS, preset, { ...change, modalities: namesOf(change.modalities) });
  check(config);
  return Object.freeze(config);
}

/** Names as a saved model or the command line has them: one text, with commas. */
function namesOf(modalities: unknown): unknown {
  return typeof modalities === "string" ? modalities.split(",") : modalities;
}

/** The weight of one modality. */
export function weightOf(weight: ModalityWeight, modality: string): number {
  return typeof weight === "number" ? weight : weight[modality] ?? 1;
}

function checkModalities(modalities: readonly string[] | null): void {
  if (modalities === null) return;
  const names = Array.isArray(modalities) && modalities.every((name) => typeof name === "string");
  if (names && modalities.length > 0 && new Set(modalities).size === modalities.length) return;
  throw new WeftError("InvalidArgument", {
    expected: "modalities to be names, each once, or null for all",
    found: show(modalities),
  });
}

function check(config: SmartConfig): void {
  checkInteger(config.nLatent, "nLatent", 1);
  checkInteger(config.nLayers, "nLayers", 1);
  checkInteger(config.nNear, "nNear", 1);
  checkInteger(config.nEpochs, "nEpochs", 0);
  checkInteger(config.window, "window", 2);
  checkOneOf(config.activation, "activation", ["none", "relu"]);
  checkOneOf(config.encoder, "encoder", ["sage", "gcn", "gat", "graphConv"]);
  checkModalities(config.modalities);
  checkOneOf(config.trainable, "trainable", ["all", "fusionOnly"]);
  checkOneOf(config.edgeDirection, "edgeDirection", ["forward", "reverse", "union"]);
  for (const name of ["decoderNorm", "useGraph", "earlyStopping"] as const) {
    checkOneOf(config[name], name, [true, false]);
  }
  for (const name of ["margin", "laplacianWeight", "lr", "weightDecay"] as const) checkNumber(config[name], name, 0);
  checkNumber(config.farFraction, "farFraction", 0, 1);
  if (config.gradClip !== null) checkNumber(config.gradClip, "gradClip", 0);
  for (const name of ["reconWeight", "tripletWeight"] as const) {
    const weights = config[name];
    const list = typeof weights === "object" && weights !== null ? Object.values(weights) : [weights];
    for (const weight of list) checkNumber(weight, name, 0);
  }
}
