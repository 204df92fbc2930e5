import assert from "node:assert/strict";
import type { Csr, MuData } from "../../src/data/mod.ts";
import { type Engine, openEngine, type Tensor, type Variable } from "../../src/engine/mod.ts";
import { prototypeRatio } from "../../src/loss/mod.ts";
import { connectFeatures } from "../../src/methods/family/connect.ts";
import type { FamilyInputs } from "../../src/methods/family/inputs.ts";
import { PragaMethod } from "../../src/methods/baseline/praga/method.ts";
import type { Method } from "../../src/methods/mod.ts";
import { Training } from "../../src/train/mod.ts";
import { assertClose } from "../engine/helpers.ts";
import { tissue } from "./tissue.ts";

const SETTINGS = {
  nLatent: 4,
  nFeatureNeighbors: 5,
  nPrototypes: 3,
  prototypeStart: 2,
  prototypeInterval: 50,
  reconWeight: { rna: 1, adt: 2 },
  weightDecay: 1e-2,
  lr: 0.01,
};
const STEPS = 6;

const full = ({ nRows, indptr, indices, data }: Csr): Float32Array => {
  const out = new Float32Array(nRows * nRows);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) out[i * nRows + indices[p]!] = Number(data[p]);
  }
  return out;
};

/**
 * PRAGA as its authors hold it, in the library's own ops: `P` of all spots with all spots, symmetrised in the forward pass,
 * every entry trained.
 */
class DensePraga {
  readonly parameters = new Map<string, Variable>();
  readonly names: readonly string[];
  readonly #engine: Engine;
  readonly #spatial: Tensor;
  readonly #x: readonly Tensor[];
  readonly #references: readonly Variable[];
  readonly #velocities = new Map<string, Variable>();

  constructor(
    engine: Engine,
    inputs: FamilyInputs,
    weights: ReadonlyMap<string, { shape: readonly number[]; data: Float32Array }>,
  ) {
    const { nObs: n, modalities, spatial, features } = inputs;
    this.#engine = engine;
    this.#spatial = engine.tensor(full(spatial), [n, n]);
    this.#x = modalities.map(({ data, nFeatures }) => engine.tensor(data, [n, nFeatures]));
    this.#references = features.map((graph) => engine.tf.variable(engine.tensor(full(graph), [n, n])));
    for (const [name, { shape, data }] of weights) {
      if (/^(graph|prototypes)/.test(name)) continue;
      this.parameters.set(name, engine.tf.variable(engine.tensor(data, shape)));
    }
    modalities.forEach(({ name }, m) =>
      this.parameters.set(`graph.${name}.p`, engine.tf.variable(engine.tensor(full(features[m]!), [n, n])))
    );
    this.names = modalities.map(({ name }) => name);
  }

  adjacency(name: string): Tensor {
    const { tf } = this.#engine;
    const p = this.parameters.get(`graph.${name}.p`)!;
    const raw = tf.add(tf.relu(tf.mul(tf.add(p, tf.transpose(p)), 0.5)), tf.eye(p.shape[0]!));
    const root = tf.rsqrt(tf.sum(raw, 1));
    return tf.mul(tf.mul(raw, tf.expandDims(root, 1)), tf.expandDims(root, 0));
  }

  loss(step: number, prototypes: Tensor | undefined): Tensor {
    const { tf } = this.#engine;
    const at = (name: string) => this.parameters.get(name)!;
    const hidden = this.names.map((name, m) => {
      const y = tf.matMul(this.#x[m] as never, at(`encoder.${name}.weight`) as never);
      const a = step === 0 ? this.#references[m]! : this.adjacency(name);
      const mixed = tf.add(tf.mul(this.#spatial, at(`mix.${name}.spatial`)), tf.mul(a, at(`mix.${name}.feature`)));
      return tf.matMul(tf.add(mixed, at(`mix.${name}.bias`)) as never, y);
    });
    const layer = (x: Tensor, name: string) =>
      tf.add(tf.matMul(x as never, at(`${name}.weight`) as never), at(`${name}.bias`));
    const z = layer(layer(tf.concat(hidden as never, 1), "fusion.1"), "fusion.2");
    let total: Tensor = tf.scalar(0);
    this.names.forEach((name, m) => {
      const decoded = tf.matMul(this.#spatial as never, tf.matMul(z as never, at(`decoder.${name}.weight`) as never));
      const error = tf.mean(tf.square(tf.sub(this.#x[m]!, decoded)));
      const difference = tf.sub(this.adjacency(name), this.#references[m]!);
      total = tf.add(total, tf.mul(error, SETTINGS.reconWeight[name as "rna"]));
      total = tf.add(total, tf.mul(tf.sqrt(tf.sum(tf.square(difference))), 1 / this.names.length));
    });
    return prototypes ? tf.add(total, prototypeRatio(this.#engine, z, prototypes)) : total;
  }

  /** One update, and the loss before it. */
  step(step: number, prototypes: Tensor | undefined): number {
    const { tf } = this.#engine;
    const { value, grads } = tf.variableGrads(() => this.loss(step, prototypes) as never, [
      ...this.parameters.values(),
    ]);
    const total = value.dataSync()[0]!;
    for (const [name, variable] of this.parameters) {
      const slope = tf.add(grads[variable.name]!, tf.mul(variable, SETTINGS.weightDecay));
      let velocity = this.#velocities.get(name);
      if (velocity) velocity.assign(tf.add(tf.mul(velocity, 0.9), slope) as never);
      else this.#velocities.set(name, velocity = tf.variable(slope as never));
      variable.assign(tf.sub(variable, tf.mul(velocity, SETTINGS.lr)) as never);
    }
    this.#references.forEach((mean, m) =>
      mean.assign(tf.add(tf.mul(mean, 0.9), tf.mul(this.adjacency(this.names[m]!), 0.1)) as never)
    );
    return total;
  }
}

Deno.test("praga on edges is praga on matrices of all spots with all spots, step by step", async () => {
  const data: MuData = tissue(5, 3);
  const method = new PragaMethod("released", SETTINGS);
  const inputs = await connectFeatures(method.inputs(data, {}), { ...SETTINGS, featureEdge: "distance" });
  assert(inputs.features.every(({ nnz }) => nnz < 25 * 25 / 2), "the graphs are sparse");
  const engine = await openEngine({ engine: "native" });
  const training = await Training.open({
    method: method as unknown as Method,
    engine,
    inputs: method.inputs(data, {}),
    seed: 2,
    nEpochs: STEPS,
  });
  const oracle = await openEngine({ engine: "cpu" });
  const dense = new DensePraga(oracle, inputs, await training.weights());
  for (let step = 0; step < STEPS; step++) {
    const { total } = await training.step();
    const { shape, data: values } = (await training.weights()).get("prototypes")!;
    const used = step < SETTINGS.prototypeStart ? undefined : oracle.tensor(values, shape);
    const want = oracle.run(() => dense.step(step, used));
    assert(Math.abs(total - want) <= 2e-5 * Math.abs(want), `step ${step}: ${total} on edges, ${want} on matrices`);
  }
  const weights = await training.weights();
  for (const name of ["encoder.rna.weight", "decoder.adt.weight", "mix.rna.feature", "mix.adt.bias", "fusion.2.bias"]) {
    assertClose(weights.get(name)!.data, await oracle.read(dense.parameters.get(name)!), 2e-5, name);
  }
  const [p, matrix] = [weights.get("graph.rna.p")!.data, await oracle.read(dense.parameters.get("graph.rna.p")!)];
  const { indptr, indices } = inputs.features[0]!;
  const kept = new Set<number>();
  let edge = 0;
  for (let i = 0; i < 25; i++) {
    const row = Array.from(indices.subarray(indptr[i], indptr[i + 1]));
    for (const j of row) kept.add(i * 25 + j);
    for (const j of row.filter((j) => j >= i).sort((a, b) => a - b)) {
      assert(Math.abs(p[edge++]! - matrix[i * 25 + j]!) < 1e-5, `p of ${i}, ${j}`);
    }
  }
  assert.equal(edge, p.length);
  assert(matrix.every((value, at) => kept.has(at) || value === 0), "an entry that starts at 0 has left it");
  training.dispose();
});
