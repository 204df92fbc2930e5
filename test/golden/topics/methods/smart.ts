// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Csr } from "../../../../src/data/csr.ts";
import {
  type Engine,
  type EngineOptions,
  openEngine,
  sparseOperator,
  type Tensor,
} from "../../../../src/engine/mod.ts";
import { laplacian, mse, triplet } from "../../../../src/loss/mod.ts";
import type { Method } from "../../../../src/methods/method.ts";
import { forward, type SmartBatch } from "../../../../src/methods/smart/loss.ts";
import { SmartMethod } from "../../../../src/methods/smart/method.ts";
import type { SmartNet } from "../../../../src/methods/smart/model.ts";
import { constantFeatures, ParameterSet, SageConv, type Weights } from "../../../../src/nn/mod.ts";
import { Rng } from "../../../../src/core/rng.ts";
import { Training } from "../../../../src/train/mod.ts";
import { withParts } from "../../../methods/with_parts.ts";
import type { GoldenArray } from "../../safetensors.ts";
import { Tally } from "../../tally.ts";
import type { CaseResult } from "../../topic.ts";

interface SmartCase {
  readonly case: string;
  readonly hyper: {
    readonly modalities: number;
    readonly n: number;
    readonly embedding: number;
    readonly activation: string;
    readonly decoder_norm: boolean;
    readonly margin: number;
    readonly recon_weight: number;
    readonly triplet_weight: number;
    readonly trainable: string;
    readonly laplacian_weight: number;
    readonly optimizer: { readonly lr: number; readonly weight_decay: number };
  };
  readonly tolerance: Readonly<Record<string, { readonly atol: number }>>;
  readonly loss_trace_total: readonly number[];
}

type Arrays = ReadonlyMap<string, GoldenArray>;

const STEPS = [1, 5, 50];

/** A case of SMART on given features, graph, triplets and first weights. */
export async function runSmart(golden: SmartCase, arrays: Arrays, options: EngineOptions = {}): Promise<CaseResult> {
  const engine = await openEngine(options);
  const tally = new Tally();
  const compare = (name: string, got: ArrayLike<number>) => {
    const want = arrays.get(name);
    if (want) tally.compare(name, got, want.data, golden.tolerance[name]?.atol ?? 0);
  };
  const method = new SmartMethod("default", settings(golden));
  const batch = batchOf(engine, golden, arrays);
  let net: SmartNet | undefined;
  const training = await Training.open({
    method: given(method, batch, (made) => net = made),
    engine,
    inputs: { modalities: layout(arrays, golden.hyper.modalities) },
    seed: 0,
    nEpochs: 51,
  });
  const empty = { steps: {}, tensors: new Map<string, Weights>() };
  const start = { method: "smart", preset: "default", config: {}, seed: 0, history: [] };
  training.load({ ...start, weights: weightsAt(0, arrays), optimizer: empty });

  await compareForward(engine, net!, batch, arrays, golden, compare);
  await compareGradients(engine, method, net!, batch, compare);
  for (let step = 0; step <= 50; step++) {
    const losses = await training.step();
    compare(`loss${step}/total`, [losses.total]);
    for (const [name, value] of Object.entries(losses.terms)) compare(`loss${step}/${theirTerm(name)}`, [value]);
    if (!STEPS.includes(step + 1)) continue;
    compare(`out${step + 1}/latent`, (await training.embed()).data);
    for (const [name, values] of (await training.weights())) compare(`w${step + 1}/${theirName(name)}`, theirs(values));
  }
  const trace = training.history.epochs.map(({ total }) => total);
  tally.compare("loss_trace_total", trace, golden.loss_trace_total, golden.tolerance["loss0/total"]!.atol);
  training.dispose();
  return tally.result(golden.case);
}

function settings({ hyper }: SmartCase): Record<string, unknown> {
  return {
    nLatent: hyper.embedding,
    activation: hyper.activation,
    decoderNorm: hyper.decoder_norm,
    margin: hyper.margin,
    reconWeight: hyper.recon_weight,
    tripletWeight: hyper.triplet_weight,
    trainable: hyper.trainable,
    laplacianWeight: hyper.laplacian_weight,
    lr: hyper.optimizer.lr,
    weightDecay: hyper.optimizer.weight_decay,
  };
}

function layout(arrays: Arrays, modalities: number): { readonly name: string; readonly nFeatures: number }[] {
  return Array.from({ length: modalities }, (_, m) => ({ name: `${m}`, nFeatures: arrays.get(`in/x${m}`)!.shape[1]! }));
}

function batchOf(engine: Engine, { hyper }: SmartCase, arrays: Arrays): SmartBatch {
  const part = (name: string) => arrays.get(`in/graph/spatial/${name}`)!.data;
  const operator = sparseOperator(
    new Csr({
      shape: [hyper.n, hyper.n],
      indptr: part("indptr") as Int32Array,
      indices: part("indices") as Int32Array,
      data: part("values") as Float32Array,
    }),
  );
  const modalities = layout(arrays, hyper.modalities).map(({ name, nFeatures }) => ({
    name,
    features: constantFeatures(engine, arrays.get(`in/x${name}`)!.data as Float32Array, [hyper.n, nFeatures], operator),
    triplets: arrays.get(`in/triplets${name}`)!.data as Int32Array,
  }));
  const dispose = () => {
    for (const { features: { constant, aggregated } } of modalities) engine.tf.dispose([constant, aggregated]);
  };
  return { modalities, operator, dispose };
}

/** The method with the case's constants in place of those it would make. */
function given(method: SmartMethod, batch: SmartBatch, built: (net: SmartNet) => void): Method {
  return withParts(method, {
    build(...args) {
      const net = method.build(...args);
      built(net);
      return net;
    },
    prepare: () => Promise.resolve(batch),
    embed: (net) => forward(net, batch),
  }) as unknown as Method;
}

async function compareForward(
  engine: Engine,
  net: SmartNet,
  batch: SmartBatch,
  arrays: Arrays,
  { hyper }: SmartCase,
  compare: (name: string, got: ArrayLike<number>) => void,
): Promise<void> {
  const { modalities, operator } = batch;
  const read = async (work: () => Tensor) => {
    const tensor = engine.run(work);
    const values = await engine.read(tensor);
    tensor.dispose();
    return values;
  };
  const latent = await read(() => forward(net, batch));
  compare("out/latent", latent);
  const z = engine.tensor(latent, [hyper.n, hyper.embedding]);
  const terms: Record<string, (x: Tensor) => Tensor> = {};
  for (const [m, { name, features, triplets }] of modalities.entries()) {
    compare(`out/enc${m}`, await read(() => net.encode(m, features, operator)));
    compare(`out/enc${m}.conv1`, await firstLayer(engine, batch, m, arrays, hyper));
    compare(`out/recon${m}`, await read(() => net.decode(m, forward(net, batch), operator)));
    terms[`recon${name}`] = (x) => mse(engine, net.decode(m, x, operator), features.constant);
    terms[`triplet${name}`] = (x) => triplet(engine, x, triplets, hyper);
  }
  terms.laplacian = (x) => laplacian(engine, x, operator.forward);
  for (const [name, term] of Object.entries(terms)) {
    compare(`dlatent/${name}`, await read(() => engine.tf.grad(term as never)(z)));
  }
  z.dispose();
}

async function firstLayer(
  engine: Engine,
  batch: SmartBatch,
  m: number,
  arrays: Arrays,
  hyper: SmartCase["hyper"],
): Promise<Float32Array> {
  const parameters = new ParameterSet(engine);
  const { features } = batch.modalities[m]!;
  const options = { nIn: features.constant.shape[1]!, nOut: hyper.embedding, rng: new Rng(0) };
  const activation = hyper.activation as "none" | "relu";
  const layer = new SageConv(engine, parameters, `encoder.${m}.1`, { ...options, activation });
  parameters.load(weightsAt(0, arrays));
  const tensor = engine.run(() => layer.apply(features, batch.operator));
  const values = await engine.read(tensor);
  tensor.dispose();
  parameters.dispose();
  return values;
}

async function compareGradients(
  engine: Engine,
  method: SmartMethod,
  net: SmartNet,
  batch: SmartBatch,
  compare: (name: string, got: ArrayLike<number>) => void,
): Promise<void> {
  const variables = [...net.parameters.trainable];
  const loss = () => method.loss(net, batch).total;
  const { grads } = engine.run(() => engine.tf.variableGrads(loss as never, variables.map(([, variable]) => variable)));
  for (const [name, variable] of variables) {
    const gradient = grads[variable.name]!;
    const data = await engine.read(gradient);
    compare(`grad0/${theirName(name)}`, theirs({ shape: gradient.shape, data }));
    gradient.dispose();
  }
}

/** `encoder.0.1.neighbor.weight` is their `enc0.conv1.lin_l.weight`. */
function theirName(name: string): string {
  if (name.startsWith("fusion")) return name.replace("fusion", "fc");
  const [part, modality, layer, which, kind] = name.split(".");
  return `${part!.slice(0, 3)}${modality}.conv${layer}.${which === "neighbor" ? "lin_l" : "lin_r"}.${kind}`;
}

function ourName(name: string): string {
  if (name.startsWith("fc")) return name.replace("fc", "fusion");
  const [, part, modality, layer, side, kind] = /^(enc|dec)(\d+)\.conv(\d+)\.lin_([lr])\.(\w+)$/.exec(name)!;
  return `${part === "enc" ? "encoder" : "decoder"}.${modality}.${layer}.${side === "l" ? "neighbor" : "self"}.${kind}`;
}

/** `recon_0` is their `recon0`. */
function theirTerm(name: string): string {
  return name.replace("_", "");
}

function weightsAt(step: number, arrays: Arrays): Map<string, Weights> {
  const prefix = `w${step}/`;
  const found = [...arrays].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, { shape, data }]) => {
    const turned = turn({ shape, data: data as Float32Array });
    return [ourName(name.slice(prefix.length)), turned];
  }));
}

/** Their weights are out × in, ours in × out. */
function theirs(weights: Weights): Float32Array {
  return turn(weights).data;
}

function turn({ shape, data }: Weights): Weights {
  if (shape.length < 2) return { shape, data };
  const [nRows, nCols] = shape as [number, number];
  const turned = new Float32Array(data.length);
  for (let i = 0; i < nRows; i++) for (let j = 0; j < nCols; j++) turned[j * nRows + i] = data[i * nCols + j]!;
  return { shape: [nCols, nRows], data: turned };
}
