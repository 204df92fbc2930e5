// deno-lint-ignore-file camelcase -- names as the reference files have them
import { Csr } from "../../../../src/data/csr.ts";
import type { Tensor } from "../../../../src/engine/mod.ts";
import { mse } from "../../../../src/loss/mod.ts";
import { type FamilyBatch, familyDecode, familyPass } from "../../../../src/methods/family/batch.ts";
import type { FamilyInputs } from "../../../../src/methods/family/inputs.ts";
import type { FamilyNet } from "../../../../src/methods/family/network.ts";
import { unitRows } from "../../../../src/methods/family/renew_prototypes.ts";
import type { Method } from "../../../../src/methods/method.ts";
import type { LearnedGraph, Weights } from "../../../../src/nn/mod.ts";
import { type Arrays, goldenFeatures, goldenGraph, turned } from "./case_arrays.ts";
import { type GoldenCase, type Parity, type ParityTools } from "./parity.ts";

/** A case of PRAGA, RIA or CRCT. */
export interface FamilyCase extends GoldenCase {
  readonly hyper: {
    readonly modalities: number;
    readonly n: number;
    readonly embedding: number;
    readonly k_feature: number;
    readonly feature_edge: "distance" | "connectivity";
    readonly ema: number;
    readonly graph_weight: number;
    readonly graph_squared: boolean;
    readonly n_clusters: number;
    readonly recon: boolean;
    readonly bnm: "encodings" | "head" | null;
    readonly proto: "ratio" | "ce";
    readonly proto_weight: number;
    readonly tau: number;
    readonly proto_start: number;
    readonly proto_every: number;
    readonly modality_weight: readonly number[];
    readonly bnm_weight?: number;
    readonly optimizer: { readonly lr: number; readonly momentum: number; readonly weight_decay: number };
  };
}

/** Settings that a case of the family has under the same names as ours. */
export function familySettings({ hyper }: FamilyCase): Record<string, unknown> {
  const { lr, momentum, weight_decay: weightDecay } = hyper.optimizer;
  return {
    nLatent: hyper.embedding,
    nFeatureNeighbors: hyper.k_feature,
    featureEdge: hyper.feature_edge,
    referenceDecay: hyper.ema,
    referenceOrder: "after",
    graphWeight: hyper.graph_weight,
    graphSquared: hyper.graph_squared,
    nPrototypes: hyper.n_clusters,
    prototypeWeight: hyper.proto_weight,
    prototypeStart: hyper.proto_start,
    prototypeInterval: hyper.proto_every,
    temperature: hyper.tau,
    lr,
    momentum,
    weightDecay,
    centerFeatures: false,
    gradClip: null,
  };
}

/** The graphs and features of a case. */
export function familyInputsOf({ hyper }: FamilyCase, arrays: Arrays): FamilyInputs {
  const modalities = goldenFeatures(arrays, hyper.modalities);
  const features = modalities.map((_, m) => symmetricGraph(arrays, m, hyper.n));
  return { nObs: hyper.n, modalities, spatial: goldenGraph(arrays, "spatial", hyper.n), features };
}

/** The graph whose edges `i ≤ j` a case lists, with the weights they start from. */
export function symmetricGraph(arrays: Arrays, m: number, nObs: number): Csr {
  const [from, to, weights] = [`in/graph/feature${m}/edge_i`, `in/graph/feature${m}/edge_j`, `w0/edge${m}.p`]
    .map((name) => arrays.get(name)!.data as Float32Array);
  const rows = Array.from({ length: nObs }, () => new Map<number, number>());
  weights!.forEach((weight, e) => {
    rows[from![e]!]!.set(to![e]!, weight);
    rows[to![e]!]!.set(from![e]!, weight);
  });
  const sorted = rows.map((row) => [...row].sort(([a], [b]) => a - b));
  let nnz = 0;
  return new Csr({
    shape: [nObs, nObs],
    indptr: Int32Array.from([0, ...sorted.map((row) => nnz += row.length)]),
    indices: Int32Array.from(sorted.flatMap((row) => row.map(([j]) => j))),
    data: Float32Array.from(sorted.flatMap((row) => row.map(([, weight]) => weight))),
  });
}

/** A case of the family with a method's own terms. */
export function familyParity(
  golden: FamilyCase,
  arrays: Arrays,
  method: Method<FamilyInputs, FamilyNet, FamilyBatch>,
  terms: (net: FamilyNet, batch: FamilyBatch) => Readonly<Record<string, (z: Tensor) => Tensor>>,
): Parity<FamilyInputs, FamilyNet, FamilyBatch> {
  return {
    method,
    inputs: familyInputsOf(golden, arrays),
    parts: {
      beforeEpoch(net, _, { epoch }) {
        const centers = arrays.get(`in/centers/${epoch}`);
        if (centers) net.engine.run(() => net.setPrototypes(unitRows(centers.data as Float32Array, centers.shape[1]!)));
        return Promise.resolve();
      },
    },
    latent: (net, batch) => familyPass(net, batch).z,
    ours,
    theirs,
    term: (name) => name.replace("prototype", "proto").replace("_", ""),
    forward: (net, batch, tools) => compareForward(net, batch, terms(net, batch), tools),
    state: (net, batch, step, tools) => compareState(net, batch, step, tools),
  };
}

async function compareForward(
  net: FamilyNet,
  batch: FamilyBatch,
  more: Readonly<Record<string, (z: Tensor) => Tensor>>,
  { engine, arrays, compare, read }: ParityTools,
): Promise<void> {
  const probe = arrays.get("in/centers_probe");
  if (probe) engine.run(() => net.setPrototypes(unitRows(probe.data as Float32Array, probe.shape[1]!)));
  const pass = () => familyPass(net, batch, true);
  const latent = await read(() => pass().z);
  compare("out/latent", latent);
  compare("out/embedding", unitRows(latent, net.prototypes.shape[1]!));
  const z = engine.tensor(latent, [batch.x[0]!.shape[0]!, net.prototypes.shape[1]!]);
  const terms: Record<string, (z: Tensor) => Tensor> = { ...more };
  for (const m of batch.x.keys()) {
    compare(`out/h${m}`, await read(() => pass().encodings[m]!));
    compare(`out/recon${m}`, await read(() => familyDecode(net, batch, z)[m]!));
    compare(`out/A_next${m}`, await read(() => net.graphs[m]!.adjacency()));
    terms[`recon${m}`] = (x) => mse(engine, familyDecode(net, batch, x)[m]!, batch.x[m]!);
  }
  for (const [name, term] of Object.entries(terms)) {
    compare(`dlatent/${name}`, await read(() => engine.tf.grad(term as never)(z)));
    compare(`loss0/${name}`, await read(() => term(z)));
  }
  z.dispose();
}

async function compareState(
  net: FamilyNet,
  _: FamilyBatch,
  step: number,
  { compare, read }: ParityTools,
): Promise<void> {
  for (const [m, graph] of net.graphs.entries()) {
    compare(`state${step}/A${m}`, await read(() => step === 0 ? graph.start() : graph.adjacency()));
    compare(`state${step}/C${m}`, await read(() => (graph as LearnedGraph).reference.clone()));
  }
}

const RENAMED: readonly (readonly [ours: RegExp, theirs: string])[] = [
  [/^encoder\.(\d+)\./, "enc$1."],
  [/^decoder\.(\d+)\./, "dec$1."],
  [/^graph\.(\d+)\.p$/, "edge$1.p"],
  [/^mix\.(\d+)\.bias$/, "conv$1.bias"],
  [/^fusion\./, "mlp.fc"],
];

/** `mix.0.spatial` and `mix.0.feature` are the two numbers of their `conv0.weight`. */
export function theirs(weights: ReadonlyMap<string, Weights>): Map<string, Weights> {
  const found = new Map<string, Weights>();
  for (const [name, weight] of weights) {
    const [, m] = /^mix\.(\d+)\.spatial$/.exec(name) ?? [];
    if (m !== undefined) {
      const both = [weight.data[0]!, weights.get(`mix.${m}.feature`)!.data[0]!];
      found.set(`conv${m}.weight`, { shape: [2], data: Float32Array.from(both) });
    } else {
      const [pattern, renamed] = RENAMED.find(([ours]) => ours.test(name)) ?? [/^/, ""];
      found.set(name.replace(pattern, renamed), isLayer(name) ? turned(weight) : weight);
    }
  }
  return found;
}

export function ours(weights: ReadonlyMap<string, Weights>): Map<string, Weights> {
  const found = new Map<string, Weights>();
  for (const [name, weight] of weights) {
    const [, m] = /^conv(\d+)\.weight$/.exec(name) ?? [];
    if (m !== undefined) {
      ["spatial", "feature"].forEach((part, i) =>
        found.set(`mix.${m}.${part}`, { shape: [1], data: weight.data.slice(i, i + 1) })
      );
      continue;
    }
    const renamed = name.replace(/^enc(\d)/, "encoder.$1").replace(/^dec(\d)/, "decoder.$1")
      .replace(/^edge(\d)/, "graph.$1").replace(/^conv(\d)/, "mix.$1").replace(/^mlp\.fc/, "fusion.");
    found.set(renamed, isLayer(renamed) ? turned(weight) : weight);
    // References start where the graphs do.
    if (renamed.startsWith("graph.")) found.set(renamed.replace(/p$/, "reference"), weight);
  }
  return found;
}

function isLayer(name: string): boolean {
  return /^(fusion|head)\b.*weight$/.test(name);
}
