import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { Method } from "../../src/methods/method.ts";
import { smart } from "../../src/methods/mod.ts";
import type { SmartInputs } from "../../src/methods/smart/inputs.ts";
import type { SmartBatch } from "../../src/methods/smart/loss.ts";
import { neighborMean } from "../../src/nn/neighbor_mean.ts";
import { constantFeatures } from "../../src/nn/sage_conv.ts";
import type { Weights } from "../../src/nn/parameter_set.ts";
import { withParts } from "../../test/methods/with_parts.ts";
import { hexGrid, nearestSpots, smoothFeatures } from "./hex_tissue.ts";

const MODALITIES = ["rna", "adt"] as const;
const N_FEATURES = 50;
const N_NEIGHBORS = 6;
const WEIGHTS_SEED = 11;

/** Settings of the step: the paper's network, along the six nearest spots. The peer's script computes the same. */
const SETTINGS = { preset: "paper", edgeDirection: "forward", earlyStopping: false } as const;

/** A tissue for SMART with triplets that are given, so that every program trains on the same. */
export interface SmartProblem {
  /** Two modalities of 50 features each, and the spatial graph. */
  readonly tissue: MuData;
  /** For each modality `nTriplets × 3`: anchor, positive, negative. */
  readonly triplets: readonly Int32Array[];
}

/** Makes the problem of `n` spots; the same for every call. */
export function smartProblem(n: number): SmartProblem {
  const rng = new Rng(n);
  const coordinates = hexGrid(n);
  const graph = nearestSpots(coordinates, N_NEIGHBORS);
  const names = Array.from({ length: n }, (_, i) => `spot${i}`);
  const mod: Record<string, AnnData> = {};
  const triplets: Int32Array[] = [];
  for (const name of MODALITIES) {
    const data = smoothFeatures(coordinates, N_FEATURES, rng.split(name));
    const features = new Dense(data, { shape: [n, N_FEATURES] });
    mod[name] = new AnnData({ X: Dense.zeros(n, 0), obs: new Frame(names), obsm: { X_pca: features } });
    triplets.push(drawTriplets(graph.indices, n, rng.split(`triplets of ${name}`)));
  }
  const tissue = new MuData({ mod, obsp: { spatial_connectivities: graph } });
  return { tissue, triplets };
}

/** One triplet for every spot: a neighbour is near, a spot anywhere is far. At 20,000 spots and more only 20,000. */
function drawTriplets(neighbors: Int32Array, n: number, rng: Rng): Int32Array {
  const anchors = rng.sample(n, Math.min(n, 20_000)).sort();
  const rows = new Int32Array(3 * anchors.length);
  anchors.forEach((anchor, t) => {
    const positive = neighbors[anchor * N_NEIGHBORS + rng.integer(N_NEIGHBORS)]!;
    rows.set([anchor, positive, (anchor + 1 + rng.integer(n - 1)) % n], 3 * t);
  });
  return rows;
}

/** SMART on this problem: its triplets are not searched for, its first weights do not depend on the run. */
export function smartOn({ triplets }: SmartProblem): Method<SmartInputs> {
  const method = smart(SETTINGS) as Method<SmartInputs>;
  const given = {
    build: (engine: Engine, inputs: SmartInputs) => method.build(engine, inputs, new Rng(WEIGHTS_SEED)),
    prepare: (engine: Engine, inputs: SmartInputs) => Promise.resolve(givenBatch(engine, inputs, triplets)),
  };
  return withParts(method, given);
}

function givenBatch(engine: Engine, inputs: SmartInputs, triplets: readonly Int32Array[]): SmartBatch {
  const operator = neighborMean(inputs.graph, SETTINGS);
  const modalities = inputs.modalities.map(({ name, nFeatures, data }, m) => {
    const features = constantFeatures(engine, data, [inputs.nObs, nFeatures], operator);
    return { name, features, triplets: triplets[m]! };
  });
  const dispose = () => {
    for (const { features: { constant, aggregated } } of modalities) engine.tf.dispose([constant, aggregated]);
  };
  return { modalities, operator, dispose };
}

/** The first weights by name, in the order in which the network makes them. */
export async function firstWeights(engine: Engine): Promise<Map<string, Weights>> {
  const layout = { modalities: MODALITIES.map((name) => ({ name, nFeatures: N_FEATURES })) };
  const { parameters } = smart(SETTINGS).build(engine, layout, new Rng(WEIGHTS_SEED));
  const saved = await parameters.save();
  parameters.dispose();
  return saved;
}
