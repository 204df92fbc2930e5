import type { Engine } from "../../src/engine/engine.ts";
import { batchNorm, type RunningMoments } from "../../src/engine/ops/batch_norm.ts";
import { dense } from "../../src/engine/ops/dense.ts";
import { sample } from "../../src/engine/ops/sample.ts";
import { sumTermsOp } from "../../src/engine/ops/sum_terms.ts";
import type { Tensor } from "../../src/engine/tf.ts";
import { klGaussian } from "../../src/loss/kl_gaussian.ts";
import { zinb } from "../../src/loss/zinb.ts";
import { Adam } from "../../src/nn/adam.ts";
import { Stepper } from "./stepper.ts";
import { N_BATCH, N_BATCHES, N_GENES, N_HIDDEN, N_LATENT, type VaeProblem } from "./vae_problem.ts";

/** The step of {@linkcode VaeProblem} on an engine. */
export function vaeStepper(engine: Engine, { counts, noise, weights }: VaeProblem): Stepper {
  const { tf } = engine;
  const batches = Array.from({ length: N_BATCHES }, (_, b) => batchOf(engine, counts, noise, b));

  const running = new Map(["encoder", "decoder"].map((name) => [name, runningMoments(engine, N_HIDDEN)]));

  const loss = (parameter: (name: string) => Tensor, step: number): Tensor => {
    const linear = (x: Tensor, name: string, constant = false) =>
      dense(engine, { x, weight: parameter(`${name}.weight`), bias: parameter(`${name}.bias`) }, { constant });
    const hidden = (x: Tensor, name: string, slope: number, constant = false) => {
      const tensors = {
        x: linear(x, name, constant),
        gamma: parameter(`${name}.bn.weight`),
        beta: parameter(`${name}.bn.bias`),
      };
      return batchNorm(engine, tensors, running.get(name)!, { ...TRAINING, slope });
    };
    const { x, eps, size } = batches[step % N_BATCHES]!;
    const h = hidden(tf.log1p(x), "encoder", 0.01, true);
    const latent = { mean: linear(h, "mu"), logVar: linear(h, "logvar") };
    const d = hidden(sample(engine, latent, eps), "decoder", 0.1);
    const parameters = { mean: linear(d, "rho"), theta: parameter("log_theta"), dropout: linear(d, "pi") };
    const reconstruction = zinb(engine, x, parameters, { size, softmaxMean: true, logTheta: true, logit: true });
    return sumTermsOp(engine, [reconstruction, klGaussian(engine, latent)], [1, 2]);
  };
  return new Stepper({ engine, weights, optimizer: new Adam(engine, { lr: 1e-3 }), loss });
}

interface Batch {
  readonly x: Tensor;
  readonly eps: Tensor;
  readonly size: Tensor;
}

function batchOf(engine: Engine, counts: Float32Array, noise: Float32Array, b: number): Batch {
  const rows = (data: Float32Array, width: number) =>
    engine.tensor(data.slice(b * N_BATCH * width, (b + 1) * N_BATCH * width), [N_BATCH, width]);
  const x = rows(counts, N_GENES);
  return { x, eps: rows(noise, N_LATENT), size: engine.run(() => x.sum(1)) };
}

const TRAINING = { training: true, epsilon: 1e-5, momentum: 0.1, activation: "leakyRelu" } as const;

function runningMoments({ tf }: Engine, width: number): RunningMoments {
  return { means: tf.variable(tf.zeros([width])), variances: tf.variable(tf.ones([width])) };
}
