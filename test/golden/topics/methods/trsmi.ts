// deno-lint-ignore-file camelcase -- names as the reference files have them
import { type EngineOptions, openEngine, type Tensor } from "../../../../src/engine/mod.ts";
import { unitRows } from "../../../../src/engine/ops/unit_rows.ts";
import { spmm } from "../../../../src/engine/ops/spmm.ts";
import { mse, prototypeRatio } from "../../../../src/loss/mod.ts";
import type { FamilyInputs } from "../../../../src/methods/family/inputs.ts";
import type { TrsmiBatch } from "../../../../src/methods/trsmi/batch.ts";
import { diffusionShare } from "../../../../src/methods/trsmi/diffusion_share.ts";
import { passAt } from "../../../../src/methods/trsmi/loss.ts";
import { TrsmiMethod } from "../../../../src/methods/trsmi/method.ts";
import type { TrsmiNet } from "../../../../src/methods/trsmi/model.ts";
import { resolveTrsmi, type TrsmiConfig } from "../../../../src/methods/trsmi/config.ts";
import { Rng } from "../../../../src/core/rng.ts";
import type { Weights } from "../../../../src/nn/mod.ts";
import { withParts } from "../../../methods/with_parts.ts";
import type { CaseResult } from "../../topic.ts";
import { symmetricGraph } from "./family.ts";
import { type Arrays, goldenFeatures, goldenGraph, turned } from "./case_arrays.ts";
import { type GoldenCase, type Parity, type ParityTools, runParity } from "./parity.ts";

interface TrsmiCase extends GoldenCase {
  readonly hyper: {
    readonly modalities: number;
    readonly n: number;
    readonly embedding: number;
    readonly align_dim: number;
    readonly tau: number;
    readonly topk: number;
    readonly tau_cluster: number;
    readonly n_clusters: number;
    readonly epochs: number;
    readonly warmup: number;
    readonly proto_start: number;
    readonly cluster_weight: number;
    readonly graph_weight: number;
    readonly scales: readonly (readonly [steps: number, alpha: number])[];
    readonly ema: number;
    readonly modality_weight: readonly number[];
    readonly optimizer: { readonly lr: number; readonly weight_decay: number };
  };
}

/** A case of TRSMI on given features, graphs, prototypes and first weights. */
export async function runTrsmi(golden: TrsmiCase, arrays: Arrays, options: EngineOptions = {}): Promise<CaseResult> {
  await openEngine(options);
  return await runParity(golden, arrays, () => trsmiParity(golden, arrays), options);
}

function settings({ hyper }: TrsmiCase): Record<string, unknown> {
  return {
    nLatent: hyper.embedding,
    alignDim: hyper.align_dim,
    alignTemperature: hyper.tau,
    nAligned: hyper.topk,
    prototypeTemperature: hyper.tau_cluster,
    nPrototypes: hyper.n_clusters,
    nEpochs: hyper.epochs,
    warmup: hyper.warmup / hyper.epochs,
    prototypeStart: hyper.proto_start,
    prototypeWeight: hyper.cluster_weight,
    graphWeight: hyper.graph_weight,
    scales: Object.fromEntries(hyper.scales),
    referenceDecay: hyper.ema,
    reconWeight: { ...hyper.modality_weight },
    lr: hyper.optimizer.lr,
    weightDecay: hyper.optimizer.weight_decay,
  };
}

function trsmiParity(golden: TrsmiCase, arrays: Arrays): Parity<FamilyInputs, TrsmiNet, TrsmiBatch> {
  const { hyper } = golden;
  const nEpochs = hyper.epochs;
  const config = resolveTrsmi("paper", settings(golden));
  const plain = new TrsmiMethod("paper", settings(golden));
  let epoch = 0;
  const clock = () => ({ epoch, nEpochs, rng: new Rng(0) });
  const method = withParts(plain, {
    // The reference goes on for one step after the last epoch it plans.
    loss: (net, batch) => plain.loss(net, batch, clock()),
    afterStep(net, batch) {
      plain.afterStep(net, batch);
      epoch++;
    },
    beforeEpoch(net) {
      if (epoch === hyper.proto_start) {
        net.engine.run(() => net.setPrototypes(arrays.get("in/prototypes")!.data as Float32Array));
      }
      return Promise.resolve();
    },
  });
  const modalities = goldenFeatures(arrays, hyper.modalities);
  const features = modalities.map((_, m) => symmetricGraph(arrays, m, hyper.n));
  return {
    method,
    inputs: { nObs: hyper.n, modalities, spatial: goldenGraph(arrays, "spatial", hyper.n), features },
    latent: (net, batch) => passAt(net, batch, config, clock()).z,
    ours,
    theirs,
    term: (name) => name.replace("prototype", "cluster").replace("_", ""),
    forward: (net, batch, tools) => compareForward(net, batch, config, clock(), tools),
    async state(net, _, step, { compare, read }) {
      for (const [m, graph] of net.learned.entries()) {
        compare(`state${step}/EMA${m}`, await read(() => graph.reference.clone()));
      }
      compare(`out${step}/beta`, await read(() => diffusionShare(net, config, clock())));
    },
  };
}

async function compareForward(
  net: TrsmiNet,
  batch: TrsmiBatch,
  config: TrsmiConfig,
  clock: Parameters<typeof passAt>[3],
  { engine, arrays, compare, read }: ParityTools,
): Promise<void> {
  const pass = () => passAt(net, batch, config, clock);
  const nObs = batch.x[0]!.shape[0]!, d = config.nLatent;
  compare("out/beta", await read(() => pass().beta));
  const latent = await read(() => pass().z);
  compare("out/latent", latent);
  const z = engine.tensor(latent, [nObs, d]);
  compare("out/embedding", await read(() => unitRows(engine, z)));
  const decode = (m: number, x: Tensor) => net.decode(m, spmm(engine, batch.operator, x));
  const terms: Record<string, (x: Tensor) => Tensor> = {};
  const tables = { h: "encodings", aligned: "aligned", zt: "augmented", local: "local" } as const;
  for (const m of batch.x.keys()) {
    for (const [name, which] of Object.entries(tables)) compare(`out/${name}${m}`, await read(() => pass()[which][m]!));
    const columns = () => engine.tf.slice(pass().diffused as never, [0, m * d], [nObs, d]) as Tensor;
    compare(`out/global${m}`, await read(columns));
    compare(`out/recon${m}`, await read(() => decode(m, z)));
    terms[`recon${m}`] = (x) => mse(engine, decode(m, x), batch.x[m]!);
  }
  const { data, shape } = arrays.get("in/prototypes")!;
  terms.probe_cluster = (x) => {
    const prototypes = unitRows(engine, engine.tensor(data as Float32Array, shape));
    return prototypeRatio(engine, unitRows(engine, x), prototypes, { temperature: config.prototypeTemperature });
  };
  for (const [name, term] of Object.entries(terms)) {
    compare(`dlatent/${name}`, await read(() => engine.tf.grad(term as never)(z)));
    compare(`loss0/${name}`, await read(() => term(z)));
  }
  z.dispose();
}

const NAMES: readonly (readonly [ours: string, theirs: string])[] = [
  ["graph.#.p", "edge#.p"],
  ["encoder.#.weight", "enc#.weight"],
  ["encoder.#.delta", "enc#.delta"],
  ["encoder.#.gate", "enc#.gate"],
  ["query.#.weight", "align.q#"],
  ["key.#.weight", "align.k#"],
  ["augment.#.weight", "augment#.weight"],
  ["decoder.#.weight", "dec#.weight"],
  ["fusion.1.weight", "mlp.fc1.weight"],
  ["fusion.1.bias", "mlp.fc1.bias"],
  ["fusion.2.weight", "mlp.fc2.weight"],
  ["fusion.2.bias", "mlp.fc2.bias"],
];

/** Layers that they keep as out × in. */
const TURNED = /^(local\.base|local\.graph|scale|fusion\.[12])\.weight$/;

function renamed(name: string, from: 0 | 1): string {
  const number = /\d/.exec(name)?.[0] ?? "";
  for (const pair of NAMES) {
    const [here, there] = from === 0 ? pair : [pair[1], pair[0]];
    if (here.replace("#", number) === name) return there.replace("#", number);
  }
  return name;
}

/** `blend.0.spatial` and `blend.0.feature` are the two numbers of their `fuse0.a`. */
function theirs(weights: ReadonlyMap<string, Weights>): Map<string, Weights> {
  const found = new Map<string, Weights>();
  for (const [name, weight] of weights) {
    const [, m] = /^blend\.(\d+)\.spatial$/.exec(name) ?? [];
    if (m === undefined) {
      found.set(renamed(name, 0), TURNED.test(name) ? turned(weight) : weight);
    } else {
      const both = [weight.data[0]!, weights.get(`blend.${m}.feature`)!.data[0]!];
      found.set(`fuse${m}.a`, { shape: [2], data: Float32Array.from(both) });
    }
  }
  return found;
}

function ours(weights: ReadonlyMap<string, Weights>): Map<string, Weights> {
  const found = new Map<string, Weights>();
  for (const [name, weight] of weights) {
    const [, m] = /^fuse(\d+)\.a$/.exec(name) ?? [];
    const own = renamed(name, 1);
    if (m === undefined) found.set(own, TURNED.test(own) ? turned(weight) : weight);
    else {
      ["spatial", "feature"].forEach((part, i) =>
        found.set(`blend.${m}.${part}`, { shape: [1], data: weight.data.slice(i, i + 1) })
      );
    }
  }
  return found;
}
