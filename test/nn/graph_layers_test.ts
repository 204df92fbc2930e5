import assert from "node:assert/strict";
import { Rng } from "../../src/core/mod.ts";
import { Csr } from "../../src/data/csr.ts";
import { type EdgeStructure, edgeStructure, type Engine, type Tensor } from "../../src/engine/mod.ts";
import { attentionWeightsComposite } from "../../src/engine/composite/attention.ts";
import { unitRowsComposite } from "../../src/engine/composite/unit_rows.ts";
import {
  AttentionFusion,
  constantFeatures,
  GatConv,
  GcnConv,
  neighborMean,
  neighborSum,
  normalizedNeighbors,
  ParameterSet,
  SageConv,
} from "../../src/nn/mod.ts";
import { assertClose, engines, normals, normalTensor } from "../engine/helpers.ts";

/** A random graph; some nodes list nobody. */
function randomGraph(rng: Rng, n: number): Csr {
  const indptr = new Int32Array(n + 1);
  const indices: number[] = [];
  for (let i = 0; i < n; i++) {
    indices.push(...rng.sample(n, rng.integer(Math.min(4, n + 1))).sort((a, b) => a - b));
    indptr[i + 1] = indices.length;
  }
  const data = new Float32Array(indices.length).fill(3);
  return new Csr({ shape: [n, n], indptr, indices: Int32Array.from(indices), data });
}

/** Every number that a layer's output and the gradients of its weights and of its input hold. */
function everything(
  engine: Engine,
  parameters: ParameterSet,
  x: Tensor,
  apply: (x: Tensor) => Tensor,
): number[] {
  const { tf } = engine;
  return engine.run(() => {
    const score = (input: Tensor) => {
      const y = apply(input);
      const weights = tf.tensor(Float32Array.from({ length: y.size }, (_, i) => Math.sin(i + 1)), y.shape);
      return tf.sum(tf.mul(y, weights));
    };
    const value = apply(x).dataSync();
    const { grads } = tf.variableGrads(() => score(x) as never, [...parameters.trainable.values()]);
    const dx = tf.grad(score as never)(x).dataSync();
    return [...value, ...dx, ...[...parameters.trainable.values()].flatMap(({ name }) => [...grads[name]!.dataSync()])];
  }) as number[];
}

const FORMS = [
  { activation: "none", normalize: true },
  { activation: "relu", normalize: true },
  { activation: "none", normalize: false },
] as const;

/** Every element of a graph as a dense tensor, row by row. */
function denseOf(engine: Engine, { nRows, nCols, indptr, indices, values }: {
  readonly nRows: number;
  readonly nCols: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}): Tensor {
  const out = new Float32Array(nRows * nCols);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) out[i * nCols + indices[p]!]! += values[p]!;
  }
  return engine.tensor(out, [nRows, nCols]);
}

Deno.test("GcnConv equals the library's own ops, in value and every gradient", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(3);
    for (const [n, nIn, nOut] of [[9, 3, 5], [6, 5, 3], [1, 2, 2]] as const) {
      for (const form of FORMS) {
        const operator = normalizedNeighbors(randomGraph(rng, n));
        const parameters = new ParameterSet(engine);
        const layer = new GcnConv(engine, parameters, "l", { nIn, nOut, rng, ...form });
        const [weight, bias] = [...parameters.trainable.values()];
        const x = normalTensor(engine, rng, [n, nIn]);
        const got = everything(engine, parameters, x, (input) => layer.apply({ x: input }, operator));
        const { tf } = engine;
        const want = everything(engine, parameters, x, (input) => {
          const sums = tf.matMul(denseOf(engine, operator.forward) as never, input as never);
          const y = tf.add(tf.matMul(sums, weight as never), bias!) as Tensor;
          const active = form.activation === "relu" ? tf.relu(y as never) as Tensor : y;
          return form.normalize ? unitRowsComposite(engine, active) : active;
        });
        assertClose(got, want, 1e-5, `${engine.name} ${n} × ${nIn} → ${nOut} ${JSON.stringify(form)}`);
        x.dispose();
        parameters.dispose();
      }
    }
  }
});

Deno.test("GcnConv gives the same for constant features as for others", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const operator = normalizedNeighbors(randomGraph(rng, 12));
    const parameters = new ParameterSet(engine);
    const layer = new GcnConv(engine, parameters, "l", { nIn: 5, nOut: 3, rng });
    const data = normals(rng, 60);
    const constant = constantFeatures(engine, data, [12, 5], operator);
    const [a, b] = engine.run(() => [
      layer.apply(constant, operator).dataSync().slice(),
      layer.apply({ x: constant.constant }, operator).dataSync().slice(),
    ]) as [Float32Array, Float32Array];
    assertClose(a, b, 1e-6);
    engine.tf.dispose([constant.constant, constant.aggregated]);
    parameters.dispose();
  }
});

/** Graph attention written out over a dense matrix of scores. */
function gatTwin(
  engine: Engine,
  x: Tensor,
  parameters: ParameterSet,
  { entries: { nRows, nCols, indptr, indices } }: EdgeStructure,
  form: (typeof FORMS)[number],
): Tensor {
  const { tf } = engine;
  const named = parameters.trainable;
  const h = tf.matMul(x as never, named.get("l.weight") as never);
  const own = tf.matMul(h, named.get("l.own") as never), other = tf.matMul(h, named.get("l.other") as never);
  const scores = tf.leakyRelu(tf.add(own, tf.transpose(other)), 0.2);
  const values = new Float32Array(indices.length).fill(1);
  const mask = denseOf(engine, { nRows, nCols, indptr, indices, values });
  const shifted = tf.exp(tf.sub(scores, tf.max(scores)));
  const kept = tf.mul(shifted, mask);
  const alpha = tf.div(kept, tf.maximum(tf.sum(kept, 1, true), 1e-30));
  const y = tf.add(tf.matMul(alpha as never, h), named.get("l.bias")!) as Tensor;
  const active = form.activation === "relu" ? tf.relu(y as never) as Tensor : y;
  return form.normalize ? unitRowsComposite(engine, active) : active;
}

Deno.test("GatConv equals attention over a dense matrix of scores, in value and every gradient", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(6);
    for (const [n, nIn, nOut] of [[9, 3, 5], [7, 5, 3], [1, 2, 2]] as const) {
      for (const form of FORMS) {
        const { nRows, nCols, indptr, indices, values } = normalizedNeighbors(randomGraph(rng, n)).forward;
        const structure = edgeStructure(new Csr({ shape: [nRows, nCols], indptr, indices, data: values }));
        const parameters = new ParameterSet(engine);
        const layer = new GatConv(engine, parameters, "l", { nIn, nOut, rng, ...form });
        const x = normalTensor(engine, rng, [n, nIn]);
        const got = everything(engine, parameters, x, (input) => layer.apply({ x: input }, structure));
        const want = everything(engine, parameters, x, (input) => gatTwin(engine, input, parameters, structure, form));
        assertClose(got, want, 2e-5, `${engine.name} ${n} × ${nIn} → ${nOut} ${JSON.stringify(form)}`);
        x.dispose();
        parameters.dispose();
      }
    }
  }
});

Deno.test("GatConv gives a node without an edge its bias alone", async () => {
  const [engine] = await engines();
  const parameters = new ParameterSet(engine!);
  const layer = new GatConv(engine!, parameters, "l", { nIn: 2, nOut: 2, rng: new Rng(1), normalize: false });
  const shape = [2, 2] as const;
  const indptr = new Int32Array([0, 0, 1]), indices = new Int32Array([1]), data = new Float32Array([1]);
  const structure = edgeStructure(new Csr({ shape: [...shape], indptr, indices, data }));
  const x = engine!.tensor(new Float32Array([1, 2, 3, 4]), shape);
  const y = engine!.run(() => layer.apply({ x }, structure).dataSync());
  assert.deepEqual([y[0], y[1]], [0, 0]);
  assert.notDeepEqual([y[2], y[3]], [0, 0]);
  x.dispose();
  parameters.dispose();
});

Deno.test("SageConv on neighborSum() is PyG's GraphConv: W₁ x + W₂ Σ x_j + b", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const rng = new Rng(8);
    const operator = neighborSum(randomGraph(rng, 8));
    const parameters = new ParameterSet(engine);
    const layer = new SageConv(engine, parameters, "l", { nIn: 3, nOut: 4, normalize: false, rng });
    const [neighbor, bias, self] = [...parameters.trainable.values()];
    const x = normalTensor(engine, rng, [8, 3]);
    const got = everything(engine, parameters, x, (input) => layer.apply({ x: input }, operator));
    const want = everything(engine, parameters, x, (input) => {
      const sums = tf.matMul(denseOf(engine, operator.forward) as never, input as never);
      const both = tf.add(tf.matMul(sums, neighbor as never), tf.matMul(input as never, self as never));
      return tf.add(both, bias!) as Tensor;
    });
    assertClose(got, want, 1e-5, engine.name);
    x.dispose();
    parameters.dispose();
  }
});

Deno.test("neighborMean(), neighborSum() and normalizedNeighbors() ignore weights and take every direction", () => {
  const rng = new Rng(2);
  const graph = randomGraph(rng, 10);
  for (const edgeDirection of ["forward", "reverse", "union"] as const) {
    const options = { edgeDirection };
    const mean = neighborMean(graph, options).forward, sum = neighborSum(graph, options).forward;
    assert.deepEqual(mean.indices, sum.indices);
    assert(sum.values.every((value) => value === 1));
    const { nRows, indptr, indices, values } = normalizedNeighbors(graph, options).forward;
    const degree = Array.from({ length: nRows }, (_, i) => {
      const own = sum.indices.subarray(sum.indptr[i], sum.indptr[i + 1]);
      return own.length + 1;
    });
    for (let i = 0; i < nRows; i++) {
      const row = indices.subarray(indptr[i], indptr[i + 1]);
      assert(row.includes(i), "every node hears itself");
      row.forEach((j, at) => {
        const loops = j === i && sum.indices.subarray(sum.indptr[i], sum.indptr[i + 1]).includes(i) ? 2 : 1;
        assert(Math.abs(values[indptr[i]! + at]! - loops / Math.sqrt(degree[i]! * degree[j]!)) < 1e-6);
      });
    }
  }
  assert.throws(() => neighborSum(graph, { edgeDirection: "both" as never }), /edgeDirection/);
});

Deno.test("AttentionFusion equals the library's own ops, in value and every gradient, with and without a bias", async () => {
  for (const engine of await engines()) {
    const { tf } = engine;
    const rng = new Rng(9);
    for (const [bias, nHidden] of [[false, 4], [true, 3]] as const) {
      const parameters = new ParameterSet(engine);
      const layer = new AttentionFusion(engine, parameters, "a", { nIn: 4, nHidden, bias, rng });
      const named = parameters.trainable;
      assert.deepEqual([...named.keys()], ["a.weight", "a.score", ...(bias ? ["a.bias"] : [])]);
      if (bias) {
        engine.run(() => named.get("a.bias")!.assign(normalTensor(engine, new Rng(1), [nHidden]) as never));
      }
      const others = [normalTensor(engine, rng, [7, 4]), normalTensor(engine, rng, [7, 4])];
      const x = normalTensor(engine, rng, [7, 4]);
      const got = everything(engine, parameters, x, (input) => layer.apply([input, ...others]).fused);
      const want = everything(engine, parameters, x, (input) => {
        const all = [input, ...others];
        const projected = all.map((e) => {
          const y = tf.matMul(e as never, named.get("a.weight") as never) as Tensor;
          return bias ? tf.add(y, named.get("a.bias")!) as Tensor : y;
        });
        const weights = attentionWeightsComposite(engine, projected, named.get("a.score")!);
        return tf.addN(all.map((e, m) => tf.mul(e, tf.slice(weights as never, [0, m], [7, 1])))) as Tensor;
      });
      assertClose(got, want, 1e-5, `${engine.name} bias ${bias}`);
      tf.dispose([x, ...others]);
      parameters.dispose();
    }
  }
});
