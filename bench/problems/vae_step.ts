import type { Engine } from "../../src/engine/engine.ts";
import { dense } from "../../src/engine/ops/dense.ts";
import { sumTermsOp } from "../../src/engine/ops/sum_terms.ts";
import type { Tensor } from "../../src/engine/tf.ts";
import { klGaussian } from "../../src/loss/kl_gaussian.ts";
import { zinb } from "../../src/loss/zinb.ts";
import { Adam } from "../../src/nn/adam.ts";
import { Stepper } from "./stepper.ts";
import { N_BATCH, N_BATCHES, N_GENES, N_LATENT, type VaeProblem } from "./vae_problem.ts";

/** The step of {@linkcode VaeProblem} on an engine. */
export function vaeStepper(engine: Engine, { counts, noise, weights }: VaeProblem): Stepper {
  const { tf } = engine;
  const batches = Array.from({ length: N_BATCHES }, (_, b) => batchOf(engine, counts, noise, b));

  const loss = (parameter: (name: string) => Tensor, step: number): Tensor => {
    const linear = (x: Tensor, name: string, constant = false) =>
      dense(engine, { x, weight: parameter(`${name}.weight`), bias: parameter(`${name}.bias`) }, { constant });
    const normed = (x: Tensor, name: string) =>
      batchNorm(engine, x, parameter(`${name}.weight`), parameter(`${name}.bias`));
    const { x, eps, size } = batches[step % N_BATCHES]!;
    const h = tf.leakyRelu(normed(linear(tf.log1p(x), "encoder", true), "encoder.bn"), 0.01);
    const mean = linear(h, "mu"), logVar = linear(h, "logvar");
    const z = tf.add(mean, tf.mul(tf.exp(tf.mul(logVar, 0.5)), eps)) as Tensor;
    const d = tf.leakyRelu(normed(linear(z, "decoder"), "decoder.bn"), 0.1);
    const rho = tf.softmax(linear(d, "rho") as never) as Tensor;
    const parameters = { mean: rho, theta: parameter("log_theta"), dropout: linear(d, "pi") };
    const reconstruction = zinb(engine, x, parameters, { size, logTheta: true, logit: true });
    return sumTermsOp(engine, [reconstruction, klGaussian(engine, { mean, logVar })], [1, 2]);
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

/** Columns standardised over the batch, then scaled and shifted. */
function batchNorm({ tf }: Engine, x: Tensor, scale: Tensor, shift: Tensor): Tensor {
  const centered = tf.sub(x, tf.mean(x, 0));
  const deviation = tf.rsqrt(tf.add(tf.mean(tf.square(centered), 0), 1e-5));
  return tf.add(tf.mul(centered, tf.mul(deviation, scale)), shift);
}
