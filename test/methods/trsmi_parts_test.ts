import assert from "node:assert/strict";
import { Rng } from "../../src/core/mod.ts";
import { openEngine, type Tensor } from "../../src/engine/mod.ts";
import { appnp } from "../../src/engine/ops/appnp.ts";
import { spmm } from "../../src/engine/ops/spmm.ts";
import { undirectedEdges } from "../../src/engine/undirected_edges.ts";
import { sparseOperator } from "../../src/engine/mod.ts";
import { cooledShare } from "../../src/methods/trsmi/cooling.ts";
import { GraphBlend } from "../../src/nn/graph_blend.ts";
import { joinGraphs } from "../../src/nn/joined_graph.ts";
import { MultiScale } from "../../src/nn/multi_scale.ts";
import { walkPolynomial } from "../../src/nn/walk_polynomial.ts";
import { ParameterSet } from "../../src/nn/mod.ts";
import { randomEdges } from "../engine/edges.ts";
import { assertClose, normalTensor } from "../engine/helpers.ts";
import { gridGraph } from "./tissue.ts";

Deno.test("cooledShare() falls from its start to its end along half a cosine, and stays there", () => {
  const schedule = { betaStart: 0.8, betaEnd: 0.2 };
  assert.equal(cooledShare(schedule, { epoch: 0, nEpochs: 10 }), 0.8);
  assert(Math.abs(cooledShare(schedule, { epoch: 5, nEpochs: 10 }) - 0.5) < 1e-12);
  assert(Math.abs(cooledShare(schedule, { epoch: 10, nEpochs: 10 }) - 0.2) < 1e-12);
  assert(Math.abs(cooledShare(schedule, { epoch: 99, nEpochs: 10 }) - 0.2) < 1e-12);
  assert.equal(cooledShare(schedule, { epoch: 0, nEpochs: 0 }), 0.8);
});

Deno.test("walkPolynomial() has the factors of every walk, which add up to 1", () => {
  const polynomial = walkPolynomial({ 2: 0.1, 0: 0.7, 3: 0.5 });
  assert.equal(polynomial.length, 4);
  // Walks come by rising numbers of steps, as keys of a record do.
  assertClose(polynomial.map((row) => row[0]!), [1, 0, 0, 0]);
  assertClose(polynomial.map((row) => row[1]!), [0.1, 0.09, 0.81, 0]);
  assertClose(polynomial.map((row) => row[2]!), [0.5, 0.25, 0.125, 0.125]);
  for (const walk of [0, 1, 2]) assert(Math.abs(polynomial.reduce((sum, row) => sum + row[walk]!, 0) - 1) < 1e-12);
});

Deno.test("joinGraphs() adds up edges that several graphs have", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const graphs = [1, 2, 3].map((seed) => randomEdges(new Rng(seed), 12));
  const { structure, sum } = joinGraphs(graphs.map((graph) => graph.structure));
  const want = new Float32Array(144), got = new Float32Array(144);
  const spread = (to: Float32Array, { entries: { indptr, indices } }: typeof structure, values: ArrayLike<number>) => {
    for (let i = 0; i < 12; i++) {
      for (let e = indptr[i]!; e < indptr[i + 1]!; e++) to[12 * i + indices[e]!]! += values[e]!;
    }
  };
  for (const graph of graphs) spread(want, graph.structure, graph.weights);
  const all = Float32Array.from(graphs.flatMap(({ weights }) => [...weights]));
  spread(got, structure, engine.run(() => spmm(engine, sum, engine.tensor(all, [all.length, 1])).dataSync()));
  assertClose(got, want, 1e-6);
});

Deno.test("MultiScale.apply() is walks with restarts side by side and one linear layer", async () => {
  for (const name of ["native", "wasm", "cpu"] as const) {
    const engine = await openEngine({ engine: name });
    const { tf } = engine;
    const parameters = new ParameterSet(engine);
    const spatial = gridGraph(4), n = 16, d = 3;
    const feature = randomEdges(new Rng(3), n);
    const scales = { 1: 0.3, 4: 0.2 };
    const layer = new MultiScale(engine, parameters, {
      nLatent: d,
      scales,
      spatial,
      features: [feature.structure],
      rng: new Rng(1),
    });
    const x = normalTensor(engine, new Rng(2), [n, d]);
    const saved = await parameters.save();
    const [got, want] = engine.run(() => {
      const values = engine.tensor(feature.weights, [feature.weights.length]);
      const weights = new GraphBlend(engine, new ParameterSet(engine), "blend").weights();
      // Both graphs weigh a half, so that their mean is half of their sum.
      const joined = joinGraphs([undirectedEdges(spatial).structure, feature.structure]);
      const both = [...undirectedEdges(spatial).weights, ...feature.weights].map((value) => value / 2);
      const edges = spmm(engine, joined.sum, engine.tensor(Float32Array.from(both), [both.length, 1])).dataSync();
      const { indptr, indices, places, nRows, nCols } = joined.structure.forward;
      const data = Float32Array.from(places!, (place) => edges[place]!);
      const matrix = { nRows, nCols, indptr, indices, values: data };
      const operator = { forward: matrix, backward: matrix };
      const walks = Object.entries(scales).map(([steps, alpha]) =>
        appnp(engine, operator, x, { steps: Number(steps), alpha })
      );
      const { data: weight } = saved.get("scale.weight")!, { data: bias } = saved.get("scale.bias")!;
      const linear = tf.matMul(tf.concat(walks as never, 1), engine.tensor(weight, [2 * d, d]) as never) as Tensor;
      const result = tf.add(linear as never, engine.tensor(bias, [d]) as never) as Tensor;
      return [layer.apply([x], [values], [weights]).dataSync(), result.dataSync()];
    });
    assertClose(got as Float32Array, want as Float32Array, 2e-6, name);
    x.dispose();
    parameters.dispose();
  }
});

Deno.test("GraphBlend starts with both graphs at a half, and its weights cannot fall below 0", async () => {
  const engine = await openEngine({ engine: "wasm" });
  const parameters = new ParameterSet(engine);
  const blend = new GraphBlend(engine, parameters, "blend");
  const weights = () => engine.run(() => Object.values(blend.weights()).map((weight: Tensor) => weight.dataSync()[0]!));
  assertClose(weights(), [0.5, 0.5], 1e-6);
  const { structure, weights: values } = undirectedEdges(gridGraph(3));
  const got = engine.run(() =>
    blend.apply(
      engine.tensor(new Float32Array(9).fill(1), [9, 1]),
      { operator: sparseOperator(gridGraph(3)), structure },
      engine.tensor(values, [values.length]),
      blend.weights(),
    ).dataSync()
  );
  assertClose(got as Float32Array, [2, 3, 2, 3, 4, 3, 2, 3, 2], 1e-6);
  const low = { shape: [1], data: Float32Array.of(-50) };
  parameters.load(new Map([["blend.spatial", low], ["blend.feature", low]]));
  for (const weight of weights()) assert(weight >= 0 && weight < 1e-6);
  parameters.dispose();
});
