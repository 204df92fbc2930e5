// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Rng } from "../../../../src/core/rng.ts";
import { type Engine, type EngineOptions, sparseOperator, type Tensor } from "../../../../src/engine/mod.ts";
import { laplacian, mse, triplet } from "../../../../src/loss/mod.ts";
import type { SmartInputs } from "../../../../src/methods/smart/inputs.ts";
import { forward, type SmartBatch } from "../../../../src/methods/smart/loss.ts";
import { SmartMethod } from "../../../../src/methods/smart/method.ts";
import type { SmartNet } from "../../../../src/methods/smart/model.ts";
import { constantFeatures, ParameterSet, SageConv, type Weights } from "../../../../src/nn/mod.ts";
import type { CaseResult } from "../../topic.ts";
import { type Arrays, goldenFeatures, goldenGraph, turned, weightsAt } from "./case_arrays.ts";
import { type GoldenCase, type Parity, type ParityTools, runParity } from "./parity.ts";

interface SmartCase extends GoldenCase {
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
}

/** A case of SMART on given features, graph, triplets and first weights. */
export function runSmart(golden: SmartCase, arrays: Arrays, options: EngineOptions = {}): Promise<CaseResult> {
  return runParity(golden, arrays, (engine) => smartParity(golden, arrays, engine), options);
}

function smartParity(golden: SmartCase, arrays: Arrays, engine: Engine): Parity<SmartInputs, SmartNet, SmartBatch> {
  const { hyper } = golden;
  const modalities = goldenFeatures(arrays, hyper.modalities);
  const inputs = { nObs: hyper.n, modalities, graph: goldenGraph(arrays, "spatial", hyper.n) };
  const batch = batchOf(engine, inputs, arrays);
  return {
    method: new SmartMethod("default", settings(golden)),
    inputs,
    parts: { prepare: () => Promise.resolve(batch) },
    latent: forward,
    ours,
    theirs: (weights) => new Map([...weights].map(([name, weight]) => [theirName(name), turned(weight)])),
    term: (name) => name.replace("_", ""),
    forward: (net, given, tools) => compareForward(net, given, golden, tools),
  };
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

function batchOf(engine: Engine, { nObs, modalities, graph }: SmartInputs, arrays: Arrays): SmartBatch {
  const operator = sparseOperator(graph);
  const batches = modalities.map(({ name, nFeatures, data }) => ({
    name,
    features: constantFeatures(engine, data, [nObs, nFeatures], operator),
    triplets: arrays.get(`in/triplets${name}`)!.data as Int32Array,
  }));
  const dispose = () => {
    for (const { features: { constant, aggregated } } of batches) engine.tf.dispose([constant, aggregated]);
  };
  return { modalities: batches, operator, dispose };
}

async function compareForward(
  net: SmartNet,
  batch: SmartBatch,
  { hyper }: SmartCase,
  { engine, arrays, compare, read }: ParityTools,
): Promise<void> {
  const { modalities, operator } = batch;
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
  parameters.load(ours(weightsAt("w0/", arrays)));
  const tensor = engine.run(() => layer.apply(features, batch.operator));
  const values = await engine.read(tensor);
  tensor.dispose();
  parameters.dispose();
  return values;
}

function ours(theirs: ReadonlyMap<string, Weights>): Map<string, Weights> {
  return new Map([...theirs].map(([name, weights]) => [ourName(name), turned(weights)]));
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
