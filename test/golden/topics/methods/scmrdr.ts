// deno-lint-ignore-file camelcase -- names as the reference files have them
import { cosineLr } from "../../../../src/core/cosine_lr.ts";
import { Csr, Dense, toCsr } from "../../../../src/data/mod.ts";
import { type Engine, type EngineOptions, openEngine, type Tensor } from "../../../../src/engine/mod.ts";
import { gradientNorm } from "../../../../src/engine/ops/gradient_norm.ts";
import { sample } from "../../../../src/engine/ops/sample.ts";
import type { Method } from "../../../../src/methods/method.ts";
import { cellTensors } from "../../../../src/methods/scmrdr/cells.ts";
import { EVALUATION, type Pass } from "../../../../src/methods/scmrdr/hidden_layers.ts";
import type { ScmrdrInputs } from "../../../../src/methods/scmrdr/inputs.ts";
import { latentsOf, type Noise } from "../../../../src/methods/scmrdr/loss.ts";
import { ScmrdrMethod } from "../../../../src/methods/scmrdr/method.ts";
import type { ScmrdrNet } from "../../../../src/methods/scmrdr/model.ts";
import { type MiniBatch, miniBatchUpdates } from "../../../../src/methods/scmrdr/updates.ts";
import { resolveConfig, type ScmrdrConfig } from "../../../../src/methods/scmrdr/config.ts";
import type { Weights } from "../../../../src/nn/mod.ts";
import { Training } from "../../../../src/train/mod.ts";
import { withParts } from "../../../methods/with_parts.ts";
import type { GoldenArray } from "../../safetensors.ts";
import { Tally } from "../../tally.ts";
import type { CaseResult } from "../../topic.ts";

interface ScmrdrCase {
  readonly case: string;
  readonly hyper: {
    readonly modalities: number;
    readonly batches: number;
    readonly n: number;
    readonly genes: number;
    readonly hidden: readonly number[];
    readonly latent_shared: number;
    readonly latent_specific: number;
    readonly dropout: number;
    readonly batch_size: number;
    readonly distribution: string;
    readonly beta: number;
    readonly gamma: number;
    readonly lambda: number;
    readonly clear_disc_grad: boolean;
    readonly cosine_steps: number;
    readonly clip_norm: number;
    readonly optimizer: { readonly lr: number };
  };
  readonly trainable: readonly string[];
  readonly tolerance: Readonly<Record<string, { readonly atol: number }>>;
  readonly loss_trace_total: readonly number[];
}

type Arrays = ReadonlyMap<string, GoldenArray>;
type Compare = (name: string, got: ArrayLike<number>) => void;

const STEPS = [1, 5, 50];
/** Draws that are given; steps take them in turns. */
const N_DRAWS = 5;

/** A case of scMRDR on given cells, mini-batches, noise, dropouts and first weights. */
export async function runScmrdr(golden: ScmrdrCase, arrays: Arrays, options: EngineOptions = {}): Promise<CaseResult> {
  const engine = await openEngine(options);
  const tally = new Tally();
  const compare: Compare = (name, got) => {
    const want = arrays.get(name);
    if (want) tally.compare(name, got, want.data as ArrayLike<number>, golden.tolerance[name]?.atol ?? 0);
  };
  const settings = settingsOf(golden);
  const config = resolveConfig("kidney", settings);
  const inputs = inputsOf(golden, arrays);
  const given = new Given(engine, inputs, config, golden, arrays);
  let net: ScmrdrNet | undefined;
  const training = await Training.open({
    method: methodOf(settings, given, compare, (made) => net = made),
    engine,
    inputs,
    seed: 0,
    nEpochs: STEPS.at(-1)! + 1,
  });
  const start = {
    ...{ method: "scmrdr", preset: "kidney", config: {}, seed: 0, history: [] },
    weights: withLeftovers(await training.weights(), stateAt(0, arrays)),
    optimizer: { steps: {}, tensors: new Map<string, Weights>() },
  };
  training.load(start);
  await compareForward(net!, given, compare);
  training.load(start);
  for (let step = 0; step <= STEPS.at(-1)!; step++) {
    const { total, terms } = await training.step();
    compare(`loss${step}/total`, [total]);
    for (const [name, value] of Object.entries(terms)) compare(`loss${step}/${name}`, [value]);
    const done = step + 1;
    if (!STEPS.includes(done)) continue;
    compare(`out${done}/latent_shared`, (await training.embed()).data);
    compare(`out${done}/latent_specific`, (await training.outputs()).specific!.data);
    for (const [name, values] of await training.weights()) {
      compare(`w${done}/${theirName(name)}`, turned(name, values).data);
      compare(`state${done}/${theirName(name)}`, values.data);
    }
  }
  const trace = training.history.epochs.map(({ total }) => total);
  tally.compare("loss_trace_total", trace, golden.loss_trace_total, golden.tolerance["loss50/total"]!.atol);
  training.dispose();
  return tally.result(golden.case);
}

function settingsOf({ hyper, trainable }: ScmrdrCase): Record<string, unknown> {
  return {
    hidden: hyper.hidden.join(),
    nLatent: hyper.latent_shared,
    nSpecific: hyper.latent_specific,
    dropout: hyper.dropout,
    distribution: hyper.distribution,
    beta: hyper.beta,
    gamma: hyper.gamma,
    lambda: hyper.lambda,
    clearDiscriminatorGradient: hyper.clear_disc_grad,
    gradClip: hyper.clip_norm,
    batchSize: hyper.batch_size,
    lr: hyper.optimizer.lr,
    // In float64, as the truth is, such a bias stays; what rounding leaves of its gradient in float32 would move it.
    biasBeforeNorm: trainable.includes("enc_s.lin0.bias") ? "exact" : "frozen",
  };
}

function inputsOf({ hyper: { modalities, batches, n, genes } }: ScmrdrCase, arrays: Arrays): ScmrdrInputs {
  const values = arrays.get("in/counts")!.data as Float32Array;
  const counts: Csr = toCsr(new Dense(values, { shape: [n, genes] }));
  const names = (what: string, count: number) => Array.from({ length: count }, (_, i) => `${what}${i}`);
  return {
    nObs: n,
    modalities: names("m", modalities).map((name) => ({ name, nFeatures: genes })),
    names: { genes: names("g", genes), batches: names("b", batches) },
    modality: arrays.get("in/modality")!.data as Int32Array,
    batch: arrays.get("in/batch")!.data as Int32Array,
    counts,
    size: Float32Array.from(
      { length: n },
      (_, i) => values.subarray(i * genes, (i + 1) * genes).reduce((a, b) => a + b),
    ),
    mask: Float32Array.from(arrays.get("in/mask")!.data as Int32Array),
  };
}

/** The case's draws in place of our own. */
class Given {
  constructor(
    readonly engine: Engine,
    readonly inputs: ScmrdrInputs,
    readonly config: ScmrdrConfig,
    readonly golden: ScmrdrCase,
    readonly arrays: Arrays,
  ) {}

  /** What a step's updates are made of. */
  miniBatch(step: number): MiniBatch {
    const { engine, config, inputs, golden: { hyper } } = this;
    const rows = this.arrays.get("in/batch_index")!.data as Int32Array;
    const cells = rows.subarray(step * hyper.batch_size, (step + 1) * hyper.batch_size);
    const draw = (name: string, width: number): Tensor => {
      const all = this.arrays.get(`in/${name}`)!.data;
      const size = hyper.batch_size * width;
      const at = (step % N_DRAWS) * size;
      return engine.tensor(Float32Array.from(all.slice(at, at + size) as Float32Array), [hyper.batch_size, width]);
    };
    const noise = (phase: string): Noise =>
      phase === "discriminator"
        ? { shared: draw("noise/a_zs", hyper.latent_shared), specific: undefined }
        : { shared: draw("noise/b_zs", hyper.latent_shared), specific: draw("noise/b_zp", hyper.latent_specific) };
    const pass: Pass = {
      training: true,
      drop: (layer) => {
        const name = `drop/${theirLayer(layer)}`;
        return { keep: draw(name, this.arrays.get(`in/${name}`)!.shape[2]!) };
      },
    };
    const lr = cosineLr(step, { lr: config.lr, nSteps: hyper.cosine_steps });
    return { lr, tensors: () => cellTensors(engine, inputs, cells, config), noise, pass };
  }
}

function methodOf(
  settings: Record<string, unknown>,
  given: Given,
  compare: Compare,
  built: (net: ScmrdrNet) => void,
): Method {
  const method = new ScmrdrMethod("kidney", settings);
  return withParts(method, {
    build(...args) {
      const net = method.build(...args);
      built(net);
      return net;
    },
    *updates(net, _batch, { epoch }) {
      for (const update of miniBatchUpdates(net, given.config, given.miniBatch(epoch))) {
        const isVae = update.inTotal !== false;
        yield {
          ...update,
          adjust: (gradients) => {
            const adjusted = update.adjust!(gradients);
            compareGradients(net, adjusted, isVae, epoch, compare);
            return adjusted;
          },
        };
      }
    },
  }) as unknown as Method;
}

function compareGradients(
  { engine }: ScmrdrNet,
  gradients: ReadonlyMap<string, Tensor>,
  isVae: boolean,
  step: number,
  compare: Compare,
): void {
  compare(`loss${step}/clip_norm_${isVae ? "b" : "a"}`, [gradientNorm(engine, [...gradients.values()]) as number]);
  for (const [name, gradient] of gradients) {
    const prefix = isVae && name.startsWith("discriminator.") ? "gradb" : "grad";
    const values = { shape: gradient.shape, data: gradient.dataSync() as Float32Array };
    compare(`${prefix}${step}/${theirName(name)}`, turned(name, values).data);
  }
}

async function compareForward(net: ScmrdrNet, given: Given, compare: Compare): Promise<void> {
  const { engine } = net;
  const { tensors, noise, pass } = given.miniBatch(0);
  const at = (work: () => Record<string, Tensor>) => {
    const found = engine.run(work);
    for (const [name, tensor] of Object.entries(found)) {
      compare(`out/${name}`, tensor.dataSync() as Float32Array);
      tensor.dispose();
    }
  };
  at(() => ({ a_z_s: sample(engine, net.shared.apply(tensors().x, EVALUATION), noise("discriminator").shared) }));
  at(() => {
    const cells = tensors();
    const draws = noise("vae");
    const { shared, specific } = latentsOf(net, cells, pass);
    const [zShared, zSpecific] = [sample(engine, shared, draws.shared), sample(engine, specific!, draws.specific!)];
    const decoded = net.decode([zShared, zSpecific, ...cells.batchOneHot], pass);
    const prior = net.prior!.apply(cells.modalityOneHot, pass);
    const first = (x: Tensor) => engine.tf.slice(x, [0, 0], [x.shape[0]!, 1]);
    const theta = engine.tf.gather(engine.tf.exp(net.logTheta), engine.tf.tensor1d(cells.modality, "int32"));
    return {
      mu_s: shared.mean,
      logvar_s: shared.logVar,
      mu_p: specific!.mean,
      logvar_p: specific!.logVar,
      z_s: zShared,
      z_p: zSpecific,
      rho: engine.tf.softmax(decoded.mean),
      ...(decoded.dropout && { pi: engine.tf.sigmoid(decoded.dropout) }),
      theta,
      prior_mu: first(prior.mean),
      prior_logvar: first(prior.logVar),
    };
  });
  await Promise.resolve();
}

const PARTS: Readonly<Record<string, string>> = {
  shared: "enc_s",
  specific: "enc_p",
  decoder: "dec",
  discriminator: "disc",
  prior: "prior",
};
const HEADS: Readonly<Record<string, string>> = {
  "shared.mean": "enc_s.mu",
  "shared.logVar": "enc_s.logvar",
  "specific.mean": "enc_p.mu",
  "specific.logVar": "enc_p.logvar",
  "decoder.mean": "dec.rho",
  "decoder.dropout": "dec.pi",
  "discriminator.logits": "disc.out",
  "prior.1": "prior.lin0",
  "prior.2": "prior.lin1",
};

/** `shared.1.linear.weight` is their `enc_s.lin0.weight`. */
function theirName(name: string): string {
  if (name === "logTheta") return "dec.log_theta";
  const [head, kind] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf(".") + 1)];
  if (HEADS[head]) return `${HEADS[head]}.${kind}`;
  const [part, layer, which] = head.split(".");
  return `${PARTS[part!]}.${which === "linear" ? "lin" : "bn"}${Number(layer) - 1}.${kind}`;
}

/** `shared.1` is their `enc_s.0`. */
function theirLayer(layer: string): string {
  const [part, number] = layer.split(".");
  return number === undefined ? PARTS[part!]! : `${PARTS[part!]}.${Number(number) - 1}`;
}

/** Their parameters and running moments, by their names. */
function stateAt(step: number, arrays: Arrays): Map<string, Weights> {
  const found = new Map<string, Weights>();
  for (const [name, { shape, data }] of arrays) {
    for (const prefix of [`w${step}/`, `state${step}/`]) {
      if (name.startsWith(prefix)) found.set(name.slice(prefix.length), { shape, data: data as Float32Array });
    }
  }
  return found;
}

/** Our weights with theirs in their places; what they have none for stays. */
function withLeftovers(ours: ReadonlyMap<string, Weights>, theirs: ReadonlyMap<string, Weights>): Map<string, Weights> {
  return new Map([...ours].map(([name, values]) => {
    const found = name.endsWith(".leftover") ? undefined : theirs.get(theirName(name));
    return [name, found ? turned(name, found) : values];
  }));
}

/** Their weights are out × in, ours in × out. */
function turned(name: string, { shape, data }: Weights): Weights {
  if (shape.length < 2 || name === "logTheta") return { shape, data };
  const [nRows, nCols] = shape as [number, number];
  const values = new Float32Array(data.length);
  for (let i = 0; i < nRows; i++) for (let j = 0; j < nCols; j++) values[j * nRows + i] = data[i * nCols + j]!;
  return { shape: [nCols, nRows], data: values };
}
