import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { Csr } from "../../src/data/csr.ts";
import { sparseOperator } from "../../src/engine/mod.ts";
import { constantFeatures, Linear, neighborMean, ParameterSet, SageConv, uniformInit } from "../../src/nn/mod.ts";
import { assertClose, engines, normals, normalTensor, randomOperator } from "../engine/helpers.ts";

Deno.test("uniformInit() fills ±1/√fanIn evenly, and the same for the same stream", () => {
  const { shape, data } = uniformInit([40, 50], 40, new Rng(1));
  assert.deepEqual(shape, [40, 50]);
  const limit = 1 / Math.sqrt(40);
  assert(data.every((weight) => Math.abs(weight) <= limit));
  const mean = data.reduce((a, b) => a + b, 0) / data.length;
  const variance = data.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / data.length;
  assert(Math.abs(mean) < 0.1 * limit);
  assert(Math.abs(variance / (limit ** 2 / 3) - 1) < 0.1);
  assert.deepEqual(uniformInit([40, 50], 40, new Rng(1)).data, data);
  assert.notDeepEqual(uniformInit([40, 50], 40, new Rng(2)).data, data);
});

Deno.test("uniformInit() of a layer without inputs is all zero", () => {
  assert.deepEqual([...uniformInit([0, 2], 0, new Rng(1)).data], []);
  assert(uniformInit([2], 0, new Rng(1)).data.every((weight) => weight === 0));
});

Deno.test("ParameterSet keeps names in order and gives copies that do not follow training", async () => {
  for (const engine of await engines()) {
    const before = engine.nTensors;
    const parameters = new ParameterSet(engine);
    parameters.add("b", { shape: [2], data: new Float32Array([1, 2]) });
    parameters.add("a", { shape: [1, 1], data: new Float32Array([3]) });
    assert.deepEqual(parameters.names, ["b", "a"]);
    const saved = await parameters.save();
    engine.run(() => parameters.trainable.get("b")!.assign(engine.tensor(new Float32Array([9, 9]), [2]) as never));
    assert.deepEqual([...saved.get("b")!.data], [1, 2]);
    assert.deepEqual([...(await parameters.save()).get("b")!.data], [9, 9]);
    parameters.load(saved);
    assert.deepEqual([...(await parameters.save()).get("b")!.data], [1, 2]);
    parameters.dispose();
    assert.deepEqual(parameters.names, []);
    assert.equal(engine.nTensors, before);
  }
});

Deno.test("ParameterSet.freeze() takes a part out of training", async () => {
  const [engine] = await engines();
  const parameters = new ParameterSet(engine!);
  for (const name of ["encoder.1", "encoder.2", "fusion"]) {
    parameters.add(name, { shape: [1], data: new Float32Array(1) });
  }
  parameters.freeze("encoder.");
  assert.deepEqual([...parameters.trainable.keys()], ["fusion"]);
  assert.equal((await parameters.save()).size, 3);
  parameters.dispose();
});

Deno.test("ParameterSet refuses a name twice, and saved weights that are missing or misshapen", async () => {
  const [engine] = await engines();
  const parameters = new ParameterSet(engine!);
  parameters.add("w", { shape: [2, 1], data: new Float32Array(2) });
  const tagged = (tag: string, pattern: RegExp) => (error: unknown) =>
    isWeftError(error, tag as never) && pattern.test((error as Error).message);
  assert.throws(() => parameters.add("w", { shape: [1], data: new Float32Array(1) }), tagged("Duplicate", /'w' twice/));
  const other = new Map([["v", { shape: [2, 1], data: new Float32Array(2) }]]);
  assert.throws(() => parameters.load(other), tagged("NotFound", /weights 'w' but found only 'v'/));
  const wide = new Map([["w", { shape: [1, 2], data: new Float32Array(2) }]]);
  assert.throws(() => parameters.load(wide), tagged("Misaligned", /'w' of shape 2 × 1 but found 1 × 2/));
  parameters.dispose();
});

Deno.test("Linear computes x W + b with the weights it registered", async () => {
  for (const engine of await engines()) {
    const parameters = new ParameterSet(engine);
    const layer = new Linear(engine, parameters, "fusion", { nIn: 3, nOut: 2, rng: new Rng(4) });
    assert.deepEqual(parameters.names, ["fusion.weight", "fusion.bias"]);
    const saved = await parameters.save();
    const w = saved.get("fusion.weight")!.data, b = saved.get("fusion.bias")!.data;
    const x = normals(new Rng(1), 12);
    const got = engine.run(() => layer.apply(engine.tensor(x, [4, 3])).dataSync().slice());
    const want = Float32Array.from({ length: 8 }, (_, p) => {
      const i = p >> 1, j = p & 1;
      return x[3 * i]! * w[j]! + x[3 * i + 1]! * w[2 + j]! + x[3 * i + 2]! * w[4 + j]! + b[j]!;
    });
    assertClose(got, want, 1e-6);
    parameters.dispose();
  }
});

Deno.test("SageConv gives unit rows when it normalises, none below zero with relu", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(3);
    const operator = randomOperator(rng, 20);
    const parameters = new ParameterSet(engine);
    const unit = new SageConv(engine, parameters, "a", { nIn: 5, nOut: 4, rng });
    const positive = new SageConv(engine, parameters, "b", {
      nIn: 5,
      nOut: 4,
      rng,
      activation: "relu",
      normalize: false,
    });
    const x = normalTensor(engine, rng, [20, 5]);
    const [y, z] = engine.run(() =>
      [unit, positive].map((layer) => layer.apply({ x }, operator).dataSync().slice())
    ) as [Float32Array, Float32Array];
    for (let i = 0; i < 20; i++) {
      assert(Math.abs(Math.hypot(...y.subarray(4 * i, 4 * i + 4)) - 1) < 1e-6);
    }
    assert(z.every((value) => value >= 0) && z.some((value) => value > 0));
    x.dispose();
    parameters.dispose();
  }
});

Deno.test("SageConv has the same first weights whatever was added before it", async () => {
  const [engine] = await engines();
  const made = await Promise.all([false, true].map(async (early) => {
    const parameters = new ParameterSet(engine!);
    const rng = new Rng(9);
    if (early) new Linear(engine!, parameters, "first", { nIn: 2, nOut: 2, rng });
    new SageConv(engine!, parameters, "layer", { nIn: 2, nOut: 2, rng });
    const weights = (await parameters.save()).get("layer.self.weight")!.data;
    parameters.dispose();
    return weights;
  }));
  assert.deepEqual(made[0], made[1]);
});

Deno.test("constantFeatures() sums what is constant once", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(2);
    const operator = randomOperator(rng, 6);
    const data = normals(rng, 18);
    const before = engine.nTensors;
    const { constant, aggregated } = constantFeatures(engine, data, [6, 3], operator);
    assert.equal(engine.nTensors, before + 2);
    const want = new Float32Array(18);
    const { indptr, indices, values } = operator.forward;
    for (let i = 0; i < 6; i++) {
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        for (let f = 0; f < 3; f++) want[3 * i + f]! += values[p]! * data[3 * indices[p]! + f]!;
      }
    }
    assertClose(aggregated.dataSync(), want, 1e-6);
    engine.tf.dispose([constant, aggregated]);
  }
});

const DIRECTED = new Csr({
  shape: [4, 4],
  indptr: new Int32Array([0, 2, 3, 3, 3]),
  indices: new Int32Array([1, 2, 0]),
  data: new Float32Array([5, 7, 9]),
});

Deno.test("neighborMean() forward averages over the neighbours a node lists", () => {
  const { forward } = neighborMean(DIRECTED);
  assert.deepEqual([...forward.indptr], [0, 2, 3, 3, 3]);
  assert.deepEqual([...forward.indices], [1, 2, 0]);
  assert.deepEqual([...forward.values], [0.5, 0.5, 1]);
});

Deno.test("neighborMean() reverse averages over the nodes that list it", () => {
  const { forward } = neighborMean(DIRECTED, { edgeDirection: "reverse" });
  assert.deepEqual([...forward.indptr], [0, 1, 2, 3, 3]);
  assert.deepEqual([...forward.indices], [1, 0, 0]);
  assert.deepEqual([...forward.values], [1, 1, 1]);
});

Deno.test("neighborMean() union averages over both, each once", () => {
  const { forward } = neighborMean(DIRECTED, { edgeDirection: "union" });
  assert.deepEqual([...forward.indptr], [0, 2, 3, 4, 4]);
  assert.deepEqual([...forward.indices], [1, 2, 0, 0]);
  assert.deepEqual([...forward.values], [0.5, 0.5, 1, 1]);
});

Deno.test("neighborMean() rows sum to 1 or 0 in every direction of a random graph", () => {
  for (let seed = 0; seed < 10; seed++) {
    const { forward: { indptr, indices } } = randomOperator(new Rng(seed), 12);
    const graph = new Csr({ shape: [12, 12], indptr, indices, data: new Float32Array(indices.length).fill(1) });
    for (const edgeDirection of ["forward", "reverse", "union"] as const) {
      const { forward } = neighborMean(graph, { edgeDirection });
      for (let i = 0; i < 12; i++) {
        const weights = forward.values.subarray(forward.indptr[i], forward.indptr[i + 1]);
        const sum = weights.reduce((a, b) => a + b, 0);
        assert(weights.length === 0 || Math.abs(sum - 1) < 1e-6);
      }
    }
  }
});

Deno.test("neighborMean() refuses another direction, and does not change the graph", () => {
  assert.throws(() => neighborMean(DIRECTED, { edgeDirection: "both" as never }), /edgeDirection to be one of/);
  assert.deepEqual([...DIRECTED.data], [5, 7, 9]);
  assert.equal(sparseOperator(DIRECTED).forward.values[0], 5);
});
