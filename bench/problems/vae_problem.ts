import { Rng } from "../../src/core/rng.ts";
import type { Weights } from "../../src/nn/parameter_set.ts";
import { uniformInit } from "../../src/nn/uniform_init.ts";

/** Cells of one step. */
export const N_BATCH = 128;
/** Batches there are; steps take them in turns. */
export const N_BATCHES = 8;
/** Genes. */
export const N_GENES = 3000;
/** Columns of the hidden layers. */
export const N_HIDDEN = 256;
/** Columns of the latent. */
export const N_LATENT = 20;

/** What a variational autoencoder of scMRDR's size is trained on. */
export interface VaeProblem {
  /** Counts, `(N_BATCHES · N_BATCH) × N_GENES`. */
  readonly counts: Float32Array;
  /** Standard normal draws that the latent is sampled with, `(N_BATCHES · N_BATCH) × N_LATENT`. */
  readonly noise: Float32Array;
  /** First weights by name; matrices are `nIn × nOut`. */
  readonly weights: ReadonlyMap<string, Weights>;
}

/**
 * Makes the problem; the same for every call.
 *
 * The step: `h = leaky₀.₀₁(bn(ln(1 + x) W + b))`, heads `mu` and `logvar`, `z = mu + exp(logvar / 2) · noise`,
 * `d = leaky₀.₁(bn(z W + b))`, `rho = softmax(d W + b)`, `pi = sigmoid(d W + b)`, `theta = exp(log_theta)` per gene, mean
 * `rho · Σ x`; loss = ZINB summed over genes, mean over cells, + 2 KL(z ‖ N(0, I)); Adam with lr 1e-3. No dropout, whose
 * draws no two programs share.
 */
export function vaeProblem(): VaeProblem {
  const rng = new Rng(21);
  const nCells = N_BATCH * N_BATCHES;
  const draws = rng.split("counts");
  const level = Float64Array.from({ length: N_GENES }, () => Math.exp(1.2 * draws.normal() - 1.5));
  const counts = new Float32Array(nCells * N_GENES);
  for (let i = 0; i < nCells; i++) {
    const depth = Math.exp(0.4 * draws.normal());
    for (let g = 0; g < N_GENES; g++) counts[i * N_GENES + g] = draws.negativeBinomial(level[g]! * depth, 2);
  }
  const normal = rng.split("noise");
  const noise = Float32Array.from({ length: nCells * N_LATENT }, () => normal.normal());
  return { counts, noise, weights: firstWeights(rng.split("weights")) };
}

function firstWeights(rng: Rng): Map<string, Weights> {
  const weights = new Map<string, Weights>();
  const linear = (name: string, nIn: number, nOut: number) => {
    weights.set(`${name}.weight`, uniformInit([nIn, nOut], nIn, rng.split(`${name}.weight`)));
    weights.set(`${name}.bias`, uniformInit([nOut], nIn, rng.split(`${name}.bias`)));
  };
  const norm = (name: string, width: number) => {
    weights.set(`${name}.weight`, { shape: [width], data: new Float32Array(width).fill(1) });
    weights.set(`${name}.bias`, { shape: [width], data: new Float32Array(width) });
  };
  linear("encoder", N_GENES, N_HIDDEN);
  norm("encoder.bn", N_HIDDEN);
  linear("mu", N_HIDDEN, N_LATENT);
  linear("logvar", N_HIDDEN, N_LATENT);
  linear("decoder", N_LATENT, N_HIDDEN);
  norm("decoder.bn", N_HIDDEN);
  linear("rho", N_HIDDEN, N_GENES);
  linear("pi", N_HIDDEN, N_GENES);
  weights.set("log_theta", { shape: [N_GENES], data: new Float32Array(N_GENES) });
  return weights;
}
