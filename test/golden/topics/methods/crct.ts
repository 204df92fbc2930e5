// deno-lint-ignore-file camelcase -- names as the reference files have them
import type { Engine, EngineOptions, Tensor } from "../../../../src/engine/mod.ts";
import { unitRows } from "../../../../src/engine/ops/unit_rows.ts";
import { mse, prototypeLabels, prototypeRatio } from "../../../../src/loss/mod.ts";
import type { CrctBatch } from "../../../../src/methods/crct/batch.ts";
import { CrctMethod } from "../../../../src/methods/crct/method.ts";
import type { CrctNet } from "../../../../src/methods/crct/model.ts";
import { familyDecode, familyPass } from "../../../../src/methods/family/batch.ts";
import type { FamilyInputs } from "../../../../src/methods/family/inputs.ts";
import type { Clock } from "../../../../src/methods/method.ts";
import { augmentRows } from "../../../../src/nn/mod.ts";
import { withParts } from "../../../methods/with_parts.ts";
import type { CaseResult } from "../../topic.ts";
import { type FamilyCase, familyParity } from "./family.ts";
import { type Arrays } from "./case_arrays.ts";
import { type Parity, type ParityTools, runParity } from "./parity.ts";

interface CrctCase extends FamilyCase {
  readonly graph_reference: "initial" | "knn";
  readonly hyper: FamilyCase["hyper"] & {
    readonly epochs: number;
    readonly rho0: number;
    readonly count_cap: number;
    readonly lambda_steps: readonly (readonly [epoch: number, weight: number])[];
    readonly beta_start: number;
    readonly centers_at: readonly number[];
  };
}

/** A case of CRCT on given features, graphs, centres, noise and first weights. */
export function runCrct(golden: CrctCase, arrays: Arrays, options: EngineOptions = {}): Promise<CaseResult> {
  return runParity(golden, arrays, (engine) => parity(engine, golden, arrays), options);
}

function settings({ hyper, graph_reference: graphReference }: CrctCase): Record<string, unknown> {
  const { lr, momentum, weight_decay: weightDecay } = hyper.optimizer;
  return {
    nLatent: hyper.embedding,
    nFeatureNeighbors: hyper.k_feature,
    featureEdge: hyper.feature_edge,
    graphReference,
    graphWeight: hyper.graph_weight,
    graphSquared: hyper.graph_squared,
    reconWeight: { ...hyper.modality_weight },
    augWeight: Object.fromEntries(hyper.lambda_steps),
    rho0: hyper.rho0,
    nPrototypes: hyper.n_clusters,
    labelStart: hyper.centers_at[0],
    momentumCap: hyper.count_cap,
    betaStart: hyper.beta_start,
    temperature: hyper.tau,
    lr,
    momentum,
    weightDecay,
  };
}

function parity(engine: Engine, golden: CrctCase, arrays: Arrays): Parity<FamilyInputs, CrctNet, CrctBatch> {
  const { epochs: nEpochs } = golden.hyper;
  const method = new CrctMethod("paper", settings(golden));
  const inCase = withParts(method, { loss: (net, batch, clock) => method.loss(net, batch, { ...clock, nEpochs }) });
  const base = familyParity(golden, arrays, inCase as never, () => ({}));
  let tools: ParityTools | undefined;
  return {
    ...base as unknown as Parity<FamilyInputs, CrctNet, CrctBatch>,
    parts: {
      async prepare(...args) {
        const batch = await method.prepare(args[0], args[1]);
        return Object.assign(batch, { noise: ({ epoch }: Clock) => noiseOf(arrays, epoch) });
      },
      async beforeEpoch(net, batch, { epoch }) {
        const centers = arrays.get(`in/centers/${epoch}`);
        if (centers) {
          engine.run(() => net.setPrototypes(centers.data as Float32Array));
          net.classes.reset();
        }
        const labels = () => prototypeLabels(engine, familyPass(net, batch, epoch === 0).z, net.prototypes);
        tools!.compare(`int${epoch}/label`, await tools!.read(labels));
      },
      afterStep(net, batch, { epoch }) {
        compareClasses(batch.pending?.dataSync() as Float32Array | undefined, golden, epoch, tools!);
        method.afterStep(net, batch);
      },
    },
    ours(weights) {
      const found = new Map(base.ours(weights));
      const start = golden.graph_reference === "initial";
      for (const name of start ? [...found.keys()] : []) if (name.endsWith(".reference")) found.delete(name);
      return found;
    },
    term: (name) => name.replace("_", ""),
    async forward(net, batch, given) {
      tools = given;
      // Without centres to probe by, which the family's own comparison would bring to length 1.
      const without = new Map([...arrays].filter(([name]) => name !== "in/centers_probe"));
      await base.forward!(net, batch, { ...given, arrays: without });
      await compareProbes(net, batch, golden, given);
    },
    async state(net, batch, step, given) {
      // What the case calls C is the mean that PRAGA follows graphs by: here they are held to where they start.
      const compare: ParityTools["compare"] = (name, got) => /\/C\d/.test(name) ? undefined : given.compare(name, got);
      await base.state!(net, batch, step, { ...given, compare });
    },
  };
}

function noiseOf(arrays: Arrays, epoch: number): Float32Array {
  const { shape, data } = arrays.get("in/noise")!;
  const length = shape[1]! * shape[2]!;
  const start = epoch % shape[0]! * length;
  return (data as Float32Array).slice(start, start + length);
}

function compareClasses(
  packed: Float32Array | undefined,
  { hyper: { n_clusters: nClasses, embedding: width } }: CrctCase,
  epoch: number,
  { compare }: ParityTools,
): void {
  const stride = 1 + 2 * width;
  const part = (begin: number, end: number) =>
    Array.from({ length: nClasses }, (_, k) => {
      return [...packed?.subarray(k * stride + begin, k * stride + end) ?? new Float32Array(end - begin)];
    }).flat();
  compare(`state${epoch}/class_count`, part(0, 1));
  compare(`state${epoch}/class_mean`, part(1, 1 + width));
  compare(`state${epoch}/class_var`, part(1 + width, stride));
}

/** The terms that are not there yet at the first step, by the centres of a later one. */
async function compareProbes(
  net: CrctNet,
  batch: CrctBatch,
  { hyper }: CrctCase,
  { engine, arrays, compare, read }: ParityTools,
): Promise<void> {
  const centers = arrays.get("in/centers_probe")!;
  engine.run(() => net.setPrototypes(centers.data as Float32Array));
  const latent = await read(() => familyPass(net, batch, true).z);
  const z = engine.tensor(latent, [hyper.n, hyper.embedding]);
  const labelsOf = (x: Tensor) => prototypeLabels(engine, x, net.prototypes);
  const augmented = (x: Tensor) => {
    const labels = labelsOf(x);
    const deviations = net.classes.deviations(net.classes.updated(x, labels));
    const noise = engine.tensor(noiseOf(arrays, 0), z.shape);
    return augmentRows(engine, x, { labels, deviations, noise, strength: hyper.rho0 / hyper.epochs });
  };
  compare("int0/probe_label", await read(() => labelsOf(z)));
  compare("out/probe_latent_aug", await read(() => augmented(z)));
  const terms: Record<string, (x: Tensor) => Tensor> = {
    probe_cluster(x) {
      const unit = unitRows(engine, net.prototypes);
      return prototypeRatio(engine, [x, augmented(x)], unit, { temperature: hyper.tau, labels: labelsOf(x) });
    },
  };
  for (const m of batch.x.keys()) {
    terms[`aug${m}`] = (x) => mse(engine, familyDecode(net, batch, x)[m]!, batch.x[m]!);
    terms[`probe_aug${m}`] = (x) => mse(engine, familyDecode(net, batch, augmented(x))[m]!, batch.x[m]!);
  }
  for (const [name, term] of Object.entries(terms)) {
    compare(`dlatent/${name}`, await read(() => engine.tf.grad(term as never)(z)));
    compare(`loss0/${name}`, await read(() => term(z)));
  }
  z.dispose();
}
