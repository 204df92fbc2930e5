import { checkInteger, checkNumber, checkOneOf, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { resolveSettings } from "../resolve_settings.ts";
import { PRESETS, type ScmrdrPreset } from "./presets.ts";

/** All settings of scMRDR. */
export interface ScmrdrConfig {
  /** Widths of the hidden layers of encoders, discriminator and, in reverse, decoder, with commas between; `128,128`. */
  readonly hidden: string;
  /** Columns of the shared latent, which is the embedding; 20. */
  readonly nLatent: number;
  /** Columns of each cell's modality-specific latent, 0 for none; 20. */
  readonly nSpecific: number;
  /** Part of the hidden units that is dropped in training; 0.2. */
  readonly dropout: number;
  /** Distribution of what was measured; all but `gaussian` are of counts; `zinb`. */
  readonly distribution: "zinb" | "nb" | "poisson" | "gaussian";
  /** Weight of both Kullback–Leibler terms; 2. */
  readonly beta: number;
  /** Weight of the isometry; 5. */
  readonly gamma: number;
  /** Weight of the adversary; 5. */
  readonly lambda: number;
  /** Whether the dispersion is a gene's, or a gene's in a modality; `geneModality` (`gene` in `paper`). */
  readonly dispersion: "gene" | "geneModality";
  /** Whether the prior of the specific latent has one mean and variance for all columns of a modality, or one each; `scalar` (`vector` in `paper`). */
  readonly prior: "scalar" | "vector";
  /** Whether genes that a modality lacks are left out of its reconstruction, or told to be 0; true. */
  readonly mask: boolean;
  /** Genes of the shared axis: those of any modality, or those of all; `union`. */
  readonly features: "union" | "intersection";
  /** Layer that holds what was measured; where a modality lacks it, its X; `counts`. */
  readonly layer: string;
  /** Column of each modality's `obs` that says the batch, which the decoder is told; `null` for none. */
  readonly batchKey: string | null;
  /**
   * Bias of a linear layer in front of a batch norm. Its gradient is 0 where the norm goes by the batch's moments: `exact`
   * takes it for that, `train` takes what rounding leaves of it, of which Adam makes steps of up to `lr`; `frozen` holds
   * the bias, `none` has none; `exact`.
   */
  readonly biasBeforeNorm: "exact" | "train" | "frozen" | "none";
  /** False adds what the VAE's step left in the discriminator's gradient to its next one, as the authors' code does; true. */
  readonly clearDiscriminatorGradient: boolean;
  /** Adam's step size at the start; 1e-3. */
  readonly lr: number;
  /** How the step size falls, mini-batch after mini-batch; `cosine`. */
  readonly schedule: "cosine" | "constant";
  /** Largest length of the gradient, `null` for any; 1. */
  readonly gradClip: number | null;
  /** Cells of a mini-batch; 128. */
  readonly batchSize: number;
  /** Whether cells are drawn so that every modality comes up as often; false. */
  readonly balanced: boolean;
  /** Epochs at most; 200. */
  readonly nEpochs: number;
  /** Part of each modality's cells that is held out, from 0 to below 1; 0.1. */
  readonly validationFraction: number;
  /** Epochs without a new least validation loss after which training ends, `null` for never; 25. */
  readonly patience: number | null;
  /** True judges by the last validation mini-batch only and leaves the last weights, as the authors' code does; false. */
  readonly legacyEarlyStop: boolean;
}

/** Options of {@linkcode scmrdr}: a preset, and settings that differ from it. */
export interface ScmrdrOptions extends Partial<ScmrdrConfig> {
  /** One of {@linkcode ScmrdrPreset}; default `default`. */
  readonly preset?: ScmrdrPreset | undefined;
}

/** The settings of a preset with some changed; checks every value. */
export function resolveConfig(preset: string, change: Readonly<Record<string, unknown>>): ScmrdrConfig {
  const config = resolveSettings("scmrdr", PRESETS, preset, { ...change, hidden: widthsOf(change.hidden) });
  check(config);
  return Object.freeze(config);
}

/** The width of a single layer as the command line has it: a number. */
function widthsOf(hidden: unknown): unknown {
  return typeof hidden === "number" ? `${hidden}` : hidden;
}

/** The widths of the hidden layers. */
export function hiddenOf({ hidden }: ScmrdrConfig): number[] {
  return hidden.split(",").map(Number);
}

function check(config: ScmrdrConfig): void {
  if (typeof config.hidden !== "string") {
    throw new WeftError("InvalidArgument", {
      expected: 'hidden to be widths with commas between, such as "128,128"',
      found: show(config.hidden),
    });
  }
  for (const width of hiddenOf(config)) checkInteger(width, "a width in hidden", 1);
  for (const name of ["nLatent", "batchSize"] as const) checkInteger(config[name], name, 1);
  for (const name of ["nSpecific", "nEpochs"] as const) checkInteger(config[name], name, 0);
  for (const name of ["dropout", "validationFraction"] as const) checkNumber(config[name], name, 0, 0.999);
  for (const name of ["beta", "gamma", "lambda", "lr"] as const) checkNumber(config[name], name, 0);
  checkOneOf(config.distribution, "distribution", ["zinb", "nb", "poisson", "gaussian"]);
  checkOneOf(config.dispersion, "dispersion", ["gene", "geneModality"]);
  checkOneOf(config.prior, "prior", ["scalar", "vector"]);
  checkOneOf(config.features, "features", ["union", "intersection"]);
  checkOneOf(config.biasBeforeNorm, "biasBeforeNorm", ["exact", "train", "frozen", "none"]);
  checkOneOf(config.schedule, "schedule", ["cosine", "constant"]);
  for (const name of ["mask", "clearDiscriminatorGradient", "balanced", "legacyEarlyStop"] as const) {
    checkOneOf(config[name], name, [true, false]);
  }
  if (config.gradClip !== null) checkNumber(config.gradClip, "gradClip", 0);
  if (config.patience !== null) checkInteger(config.patience, "patience", 1);
  if (config.batchSize < 2) {
    throw new WeftError("InvalidArgument", { expected: "batchSize to be at least 2, for batch norm", found: "1" });
  }
}
