import { cosineLr } from "../../core/cosine_lr.ts";
import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import { clipFactor, gradientNorm } from "../../engine/ops/gradient_norm.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Clock } from "../method.ts";
import type { HeldOut, Update } from "../update.ts";
import { miniBatches, nMiniBatches, type ScmrdrBatch } from "./batch.ts";
import { cellTensors } from "./cells.ts";
import type { ScmrdrConfig } from "./config.ts";
import { EVALUATION, type Pass } from "./hidden_layers.ts";
import { discriminatorLoss, type Noise, vaeLoss } from "./loss.ts";
import { BIAS_BEFORE_NORM, DISCRIMINATOR, type ScmrdrNet } from "./model.ts";

const isDiscriminators = (name: string) => name.startsWith(DISCRIMINATOR);

/** The updates of an epoch: for every mini-batch one of the discriminator, if there is an adversary, and one of the VAE. */
export function* scmrdrUpdates(
  net: ScmrdrNet,
  batch: ScmrdrBatch,
  config: ScmrdrConfig,
  { epoch, nEpochs, rng }: Clock,
): Generator<Update> {
  const nBatches = nMiniBatches(batch.trained.length, config);
  const scratch = new Float32Array(Math.min(config.batchSize, batch.trained.length) * batch.inputs.names.genes.length);
  for (const [b, cells] of miniBatches(batch, config, rng.split("cells")).entries()) {
    const step = epoch * nBatches + b;
    const lr = config.schedule === "cosine"
      ? cosineLr(step, { lr: config.lr, nSteps: Math.max(1, nEpochs * nBatches) })
      : config.lr;
    const parts: MiniBatch = {
      lr,
      tensors: () =>
        batch.held.of(net.engine, cells, () => cellTensors(net.engine, batch.inputs, cells, config, scratch)),
      noise: (phase) => drawNoise(net.engine, cells.length, config, rng.split(phase).split(b)),
      pass: { training: true, drop: () => ({ step }) },
    };
    yield* miniBatchUpdates(net, config, parts);
  }
}

/** What the updates of one mini-batch are made of. */
export interface MiniBatch {
  /** Step size. */
  readonly lr: number;
  /** The cells, put on the engine. */
  tensors(): ReturnType<typeof cellTensors>;
  /** The draws of a phase. */
  noise(phase: "discriminator" | "vae"): Noise;
  /** How what is trained is applied. */
  readonly pass: Pass;
}

/** The discriminator's update, if there is an adversary, then the VAE's. */
export function* miniBatchUpdates(net: ScmrdrNet, config: ScmrdrConfig, parts: MiniBatch): Generator<Update> {
  const { lr, tensors, noise, pass } = parts;
  if (config.lambda > 0) {
    yield {
      lr,
      inTotal: false,
      moves: isDiscriminators,
      loss: () => discriminatorLoss(net, tensors(), noise("discriminator"), pass),
      adjust: (gradients) => withLeftovers(net, exact(net, gradients, config, isDiscriminators)),
    };
  }
  yield {
    lr,
    moves: (name) => !isDiscriminators(name),
    alsoClips: isDiscriminators,
    loss: () => vaeLoss(net, tensors(), noise("vae"), config, pass),
    adjust: (found) => {
      const gradients = exact(net, found, config, (name) => !isDiscriminators(name));
      keepLeftovers(net, gradients, config);
      return gradients;
    },
  };
}

/** Losses of the held-out cells, mini-batch after mini-batch, the last one smaller. */
export function* scmrdrHeldOut(
  net: ScmrdrNet,
  { inputs, heldOut }: ScmrdrBatch,
  config: ScmrdrConfig,
): Generator<HeldOut> {
  const { batchSize, legacyEarlyStop } = config;
  const starts = Array.from({ length: Math.ceil(heldOut.length / batchSize) }, (_, b) => b * batchSize);
  for (const start of legacyEarlyStop ? starts.slice(-1) : starts) {
    const cells = heldOut.subarray(start, start + batchSize);
    yield {
      weight: cells.length,
      loss: () => {
        const tensors = cellTensors(net.engine, inputs, cells, config);
        return vaeLoss(net, tensors, withoutNoise(net.engine, cells.length, config), config, EVALUATION);
      },
    };
  }
}

/** The gradients with 0 for a bias in front of a batch norm that goes by the batch's moments: what it is but for rounding. */
function exact(
  { engine: { tf } }: ScmrdrNet,
  gradients: ReadonlyMap<string, Tensor>,
  { biasBeforeNorm }: ScmrdrConfig,
  isTraining: (name: string) => boolean,
): ReadonlyMap<string, Tensor> {
  if (biasBeforeNorm !== "exact") return gradients;
  const isNothing = (name: string) => name.endsWith(BIAS_BEFORE_NORM) && isTraining(name);
  return new Map([...gradients].map(([name, gradient]) => [name, isNothing(name) ? tf.zerosLike(gradient) : gradient]));
}

function withLeftovers(
  { engine: { tf }, leftovers }: ScmrdrNet,
  gradients: ReadonlyMap<string, Tensor>,
): ReadonlyMap<string, Tensor> {
  if (leftovers.size === 0) return gradients;
  return new Map([...gradients].map(([name, gradient]) => [name, tf.add(gradient, leftovers.get(name)!)]));
}

function keepLeftovers(
  { engine, leftovers }: ScmrdrNet,
  gradients: ReadonlyMap<string, Tensor>,
  { gradClip }: ScmrdrConfig,
): void {
  if (leftovers.size === 0) return;
  const scale = gradClip === null ? 1 : clipFactor(engine, gradientNorm(engine, [...gradients.values()]), gradClip);
  for (const [name, left] of leftovers) left.assign(engine.tf.mul(gradients.get(name)!, scale as number) as never);
}

function drawNoise(engine: Engine, n: number, { nLatent, nSpecific }: ScmrdrConfig, rng: Rng): Noise {
  const normal = (width: number, draws: Rng) => {
    const values = new Float32Array(n * width);
    for (let i = 0; i < values.length; i++) values[i] = draws.normal();
    return engine.tensor(values, [n, width]);
  };
  return {
    shared: normal(nLatent, rng.split("shared")),
    specific: nSpecific > 0 ? normal(nSpecific, rng.split("specific")) : undefined,
  };
}

function withoutNoise({ tf }: Engine, n: number, { nLatent, nSpecific }: ScmrdrConfig): Noise {
  return { shared: tf.zeros([n, nLatent]), specific: nSpecific > 0 ? tf.zeros([n, nSpecific]) : undefined };
}
