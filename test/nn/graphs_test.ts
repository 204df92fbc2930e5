import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { Csr } from "../../src/data/mod.ts";
import { sparseOperator } from "../../src/engine/mod.ts";
import { GraphMix, LearnedGraph, ParameterSet, Projection, xavierInit } from "../../src/nn/mod.ts";
import { assertClose, engines, normals } from "../engine/helpers.ts";

const ENGINES = await engines();

/** A ring of `n` nodes with loops, normalised: each entry a third. */
function ring(n: number): Csr {
  const rows = Array.from({ length: n }, (_, i) => [(i + n - 1) % n, i, (i + 1) % n].sort((a, b) => a - b));
  return new Csr({
    shape: [n, n],
    indptr: Int32Array.from({ length: n + 1 }, (_, i) => 3 * i),
    indices: Int32Array.from(rows.flat()),
    data: new Float32Array(3 * n).fill(1 / 3),
  });
}

const dense = ({ nRows, indptr, indices, data }: Csr): number[][] => {
  const rows = Array.from({ length: nRows }, () => new Array<number>(nRows).fill(0));
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) rows[i]![indices[p]!] = Number(data[p]);
  }
  return rows;
};

Deno.test("xavierInit() is uniform within the bound of its two widths, and the same for the same stream", () => {
  const { shape, data } = xavierInit([30, 20], new Rng(3));
  assert.deepEqual(shape, [30, 20]);
  const limit = Math.sqrt(6 / 50);
  assert(data.every((weight) => Math.abs(weight) <= limit));
  assert(Math.max(...data) > 0.95 * limit && Math.min(...data) < -0.95 * limit);
  assert.deepEqual(xavierInit([30, 20], new Rng(3)).data, data);
  assert.equal(xavierInit([0, 0], new Rng(1)).data.length, 0);
});

Deno.test("Projection multiplies by its weight and has no bias", async () => {
  for (const engine of ENGINES) {
    const parameters = new ParameterSet(engine);
    const layer = new Projection(engine, parameters, "encoder", { nIn: 3, nOut: 2, rng: new Rng(1) });
    assert.deepEqual(parameters.names, ["encoder.weight"]);
    const weight = (await parameters.save()).get("encoder.weight")!.data;
    const x = normals(new Rng(2), 15);
    const want = Array.from({ length: 10 }, (_, at) => {
      const [i, j] = [Math.floor(at / 2), at % 2];
      return [0, 1, 2].reduce((sum, k) => sum + x[3 * i + k]! * weight[2 * k + j]!, 0);
    });
    for (const constant of [false, true]) {
      assertClose(engine.run(() => layer.apply(engine.tensor(x, [5, 3]), { constant }).dataSync()), want);
    }
    parameters.dispose();
  }
});

Deno.test("LearnedGraph: its weights are those of relu(P) + I, normalised", async () => {
  for (const engine of ENGINES) {
    const parameters = new ParameterSet(engine);
    const graph = new LearnedGraph(engine, parameters, "graph", { adjacency: ring(5) });
    const { data } = (await parameters.save()).get("graph.p")!;
    assertClose(data, new Array(10).fill(1 / 3));
    // relu(P) + I sums to 2 in every row.
    const { indptr, indices } = graph.structure.entries;
    const isLoop = (e: number) => indptr.includes(e) && indices[e] === indptr.indexOf(e);
    const want = Array.from(data, (value, e) => (value + (isLoop(e) ? 1 : 0)) / 2);
    assertClose(engine.run(() => graph.adjacency().dataSync()), want);
    assertClose(engine.run(() => graph.start().dataSync()), data);
    parameters.dispose();
  }
});

Deno.test("LearnedGraph: starts from its own graph or from its normalised form, and its mean follows only when told", async () => {
  for (const engine of ENGINES) {
    const distances = (["ema", "knn", "initial"] as const).map((reference) => {
      const parameters = new ParameterSet(engine);
      const graph = new LearnedGraph(engine, parameters, "graph", { adjacency: ring(6), reference });
      const norm = engine.run(() => graph.distance(graph.adjacency()).dataSync()[0]!);
      const square = engine.run(() => graph.distance(graph.adjacency(), { squared: true }).dataSync()[0]!);
      assert(Math.abs(norm ** 2 - square) < 1e-5);
      parameters.dispose();
      return norm;
    });
    // Loops go from 1/3 to 2/3, edges from 1/3 to 1/6: √(6/9 + 12/36).
    assert(Math.abs(distances[0]! - 1) < 1e-5);
    assert.equal(distances[0], distances[1]);
    assert(distances[2]! < 1e-12);
    const parameters = new ParameterSet(engine);
    const graph = new LearnedGraph(engine, parameters, "graph", { adjacency: ring(6) });
    engine.run(() => graph.follow(graph.adjacency(), 0.75));
    const loop = (await engine.read(graph.reference))[0]!;
    assert(Math.abs(loop - (0.75 / 3 + 0.25 * 2 / 3)) < 1e-6);
    parameters.dispose();
  }
});

Deno.test("LearnedGraph: its mean is saved and loaded, and is not trained", async () => {
  const engine = ENGINES[0]!;
  const parameters = new ParameterSet(engine);
  const graph = new LearnedGraph(engine, parameters, "graph", { adjacency: ring(4) });
  assert.deepEqual([...parameters.trainable.keys()], ["graph.p"]);
  engine.run(() => graph.follow(graph.adjacency(), 0));
  const saved = await parameters.save();
  const other = new ParameterSet(engine);
  const again = new LearnedGraph(engine, other, "graph", { adjacency: ring(4) });
  other.load(saved);
  assert.equal(engine.run(() => again.distance(again.adjacency()).dataSync()[0]), 0);
  parameters.dispose();
  other.dispose();
});

Deno.test("LearnedGraph: refuses weights of another tissue, by the number of edges and by the edges themselves", async () => {
  const engine = ENGINES[0]!;
  const open = (adjacency: Csr) => {
    const parameters = new ParameterSet(engine);
    new LearnedGraph(engine, parameters, "graph.rna", { adjacency });
    return parameters;
  };
  const six = open(ring(6));
  const saved = await six.save();
  const refuses = (parameters: ParameterSet, pattern: RegExp) =>
    assert.throws(() => parameters.load(saved), (error: unknown) => {
      assert(isWeftError(error, "Misaligned"));
      assert.match(error.message, pattern);
      assert.match(error.message, /train the method on this one/);
      return true;
    });
  const seven = open(ring(7));
  refuses(seven, /'graph\.rna'.*12 learned edges for a graph of 14 on 7 spots/);
  // The same ring with its nodes renamed has as many edges.
  const order = [0, 2, 1, 3, 4, 5];
  const { data } = ring(6);
  const rows = dense(ring(6));
  const renamed = order.map((i) => order.flatMap((j, at) => rows[i]![j]! > 0 ? [at] : []));
  const shuffled = open(
    new Csr({
      shape: [6, 6],
      indptr: Int32Array.from({ length: 7 }, (_, i) => 3 * i),
      indices: Int32Array.from(renamed.flat()),
      data,
    }),
  );
  refuses(shuffled, /as many edges \(12\), but between other spots/);
  assert.doesNotThrow(() => six.load(saved));
  for (const parameters of [six, seven, shuffled]) parameters.dispose();
});

Deno.test("LearnedGraph: refuses a graph with an edge in one direction only", () => {
  const engine = ENGINES[0]!;
  const [indptr, indices] = [new Int32Array([0, 1, 1]), new Int32Array([1])];
  const oneWay = new Csr({ shape: [2, 2], indptr, indices, data: new Float32Array([1]) });
  assert.throws(
    () => new LearnedGraph(engine, new ParameterSet(engine), "graph", { adjacency: oneWay }),
    (error: unknown) => isWeftError(error, "Corrupt"),
  );
});

Deno.test("GraphMix: propagates along both graphs and from every node to every node", async () => {
  for (const engine of ENGINES) {
    const parameters = new ParameterSet(engine);
    const [n, width] = [7, 3];
    const graph = new LearnedGraph(engine, parameters, "graph", { adjacency: ring(n) });
    const mix = new GraphMix(engine, parameters, "mix", { rng: new Rng(4) });
    const saved = await parameters.save();
    const [w, v, b] = ["spatial", "feature", "bias"].map((part) => saved.get(`mix.${part}`)!.data[0]!);
    assert([w, v, b].every((factor) => Math.abs(factor!) <= Math.SQRT1_2));
    const spatial = dense(ring(n));
    const x = normals(new Rng(5), n * width);
    const want = Array.from({ length: n * width }, (_, at) => {
      const [i, j] = [Math.floor(at / width), at % width];
      let sum = 0;
      for (let k = 0; k < n; k++) {
        const learned = (spatial[i]![k]! + (i === k ? 1 : 0)) / 2;
        sum += (w! * spatial[i]![k]! + v! * learned + b!) * x[k * width + j]!;
      }
      return sum;
    });
    const graphs = { operator: sparseOperator(ring(n)), structure: graph.structure };
    const y = engine.run(() => mix.apply(engine.tensor(x, [n, width]), graphs, graph.adjacency()).dataSync());
    assertClose(y, want);
    parameters.dispose();
  }
});

Deno.test("ParameterSet: a guard sees saved values before any is put in place", async () => {
  const engine = ENGINES[0]!;
  const parameters = new ParameterSet(engine);
  parameters.add("a", { shape: [1], data: new Float32Array([1]) });
  parameters.addGuard((saved) => {
    if (saved.get("a")!.data[0] === 2) throw new RangeError("no");
  });
  const at = (value: number) => new Map([["a", { shape: [1], data: new Float32Array([value]) }]]);
  assert.throws(() => parameters.load(at(2)), RangeError);
  assert.equal((await parameters.save()).get("a")!.data[0], 1);
  parameters.load(at(3));
  assert.equal((await parameters.save()).get("a")!.data[0], 3);
  parameters.dispose();
});
