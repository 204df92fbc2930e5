import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Gaussians } from "../../engine/ops/kl_gaussian.ts";
import type { Tensor, Variable } from "../../engine/tf.ts";
import { Linear } from "../../nn/linear.ts";
import { ParameterSet } from "../../nn/parameter_set.ts";
import type { Network } from "../method.ts";
import { hiddenOf, type ScmrdrConfig } from "./config.ts";
import { GaussianEncoder } from "./gaussian_encoder.ts";
import { HiddenLayers, type Pass } from "./hidden_layers.ts";
import { Prior } from "./prior.ts";

/** What the shape of the network follows from. */
export interface ScmrdrShape {
  /** Genes of the shared axis. */
  readonly nGenes: number;
  /** Modalities. */
  readonly nModalities: number;
  /** Batches; 0 when the decoder is told none. */
  readonly nBatches: number;
}

/** What the decoder says of cells, `nObs × nGenes` each. */
export interface Decoded {
  /** Logits of each gene's share of a cell's counts; the mean itself under `gaussian`. */
  readonly mean: Tensor;
  /** Logits of an excess zero, under `zinb`. */
  readonly dropout: Tensor | undefined;
}

/** Beginning of the names of the discriminator's parameters. */
export const DISCRIMINATOR = "discriminator.";
/** End of the names of biases in front of a batch norm. */
export const BIAS_BEFORE_NORM = ".linear.bias";
/** End of the names of what the VAE's step leaves in the discriminator's gradient. */
export const LEFTOVER = ".leftover";

/** scMRDR's network: two encoders, the prior of the specific latent, a decoder and a discriminator. */
export class ScmrdrNet implements Network {
  /** All weights: `shared…`, `specific…`, `prior…`, `decoder…`, `logTheta`, `discriminator…`. */
  readonly parameters: ParameterSet;
  /** Where it runs. */
  readonly engine: Engine;
  /** Logarithms of the inverse dispersions, a row for each modality or one for all. */
  readonly logTheta: Variable;
  /** Tells the shared latent from counts. */
  readonly shared: GaussianEncoder;
  /** Tells the specific latent from counts and modality; none when it has no columns. */
  readonly specific: GaussianEncoder | undefined;
  /** What the specific latent is held to. */
  readonly prior: Prior | undefined;
  readonly #decoder: HiddenLayers;
  readonly #mean: Linear;
  readonly #dropout: Linear | undefined;
  readonly #discriminator: HiddenLayers | undefined;
  readonly #logits: Linear | undefined;

  /**
   * @param engine Where it runs.
   * @param shape Genes, modalities, batches.
   * @param config All settings.
   * @param rng The source of first weights and dropouts.
   */
  constructor(engine: Engine, { nGenes, nModalities, nBatches }: ScmrdrShape, config: ScmrdrConfig, rng: Rng) {
    const { nLatent, nSpecific, dropout, biasBeforeNorm, distribution } = config;
    const widths = hiddenOf(config);
    const parameters = this.parameters = new ParameterSet(engine);
    this.engine = engine;
    const form = { widths, dropout, bias: biasBeforeNorm !== "none", rng };
    const encoder = { ...form, slope: 0.01 };
    this.shared = new GaussianEncoder(engine, parameters, "shared", { ...encoder, nIn: nGenes, nLatent });
    if (nSpecific > 0) {
      const options = { ...encoder, nIn: nGenes + nModalities, nLatent: nSpecific };
      this.specific = new GaussianEncoder(engine, parameters, "specific", options);
      this.prior = new Prior(engine, parameters, {
        nModalities,
        nSpecific,
        scalar: config.prior === "scalar",
        dropout,
        rng,
      });
    }
    const nIn = nLatent + nSpecific + nBatches;
    const reversed = { ...form, widths: widths.toReversed(), slope: 0.1, nIn };
    this.#decoder = new HiddenLayers(engine, parameters, "decoder", reversed);
    const head = { nIn: this.#decoder.nOut, nOut: nGenes, rng };
    this.#mean = new Linear(engine, parameters, "decoder.mean", head);
    if (distribution === "zinb") this.#dropout = new Linear(engine, parameters, "decoder.dropout", head);
    this.logTheta = parameters.add(
      "logTheta",
      standardNormal(config.dispersion === "gene" ? 1 : nModalities, nGenes, rng),
    );
    if (distribution !== "zinb" && distribution !== "nb") parameters.freeze("logTheta");
    if (config.lambda > 0) {
      this.#discriminator = new HiddenLayers(engine, parameters, "discriminator", { ...encoder, nIn: nLatent });
      const out = { nIn: this.#discriminator.nOut, nOut: nModalities, rng };
      this.#logits = new Linear(engine, parameters, "discriminator.logits", out);
    }
    if (biasBeforeNorm === "frozen") {
      for (const name of parameters.names) if (name.endsWith(BIAS_BEFORE_NORM)) parameters.freeze(name);
    }
    if (!config.clearDiscriminatorGradient) this.#addLeftovers();
  }

  /** What the decoder says of latents, and of batches given one-hot if it is told them. */
  decode(latents: readonly Tensor[], pass: Pass): Decoded {
    const hidden = this.#decoder.apply(latents, pass);
    return { mean: this.#mean.apply(hidden), dropout: this.#dropout?.apply(hidden) };
  }

  /** Logits of each modality, `nObs × nModalities`, told from the shared latent. */
  discriminate(z: Tensor, pass: Pass): Tensor {
    return this.#logits!.apply(this.#discriminator!.apply(z, pass));
  }

  /** What of the discriminator's gradient is left over, by parameter's name; empty unless it is kept. */
  get leftovers(): ReadonlyMap<string, Variable> {
    return this.#leftovers;
  }

  readonly #leftovers = new Map<string, Variable>();

  #addLeftovers(): void {
    for (const [name, { shape }] of this.parameters.trainable) {
      if (!name.startsWith(DISCRIMINATOR)) continue;
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
      this.#leftovers.set(name, this.parameters.addBuffer(`${name}${LEFTOVER}`, { shape: [...shape], data }));
    }
  }
}

/** Both latents of some cells. */
export interface Latents {
  /** The shared one. */
  readonly shared: Gaussians;
  /** The specific one. */
  readonly specific: Gaussians | undefined;
}

function standardNormal(
  nRows: number,
  nCols: number,
  rng: Rng,
): { readonly shape: number[]; readonly data: Float32Array } {
  const draws = rng.split("logTheta");
  return { shape: [nRows, nCols], data: Float32Array.from({ length: nRows * nCols }, () => draws.normal()) };
}
