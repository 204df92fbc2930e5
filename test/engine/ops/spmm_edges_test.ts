import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { edgeProductComposite } from "../../../src/engine/composite/edge_product.ts";
import { spmmEdges } from "../../../src/engine/ops/spmm_edges.ts";
import { assertDifferences } from "../differences.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

const SHAPES = [[0, 0, 3], [1, 1, 1], [6, 4, 5], [17, 30, 16], [30, 17, 67]] as const;

Deno.test("spmmEdges() equals its composite in value and both gradients, on directed structures", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nCols, width] of SHAPES) {
      const rng = new Rng(nRows + 1);
      const structure = randomStructure(rng, nRows, nCols);
      const inputs = [normalTensor(engine, rng, [structure.nValues]), normalTensor(engine, rng, [nCols, width])];
      assertTwins(
        engine,
        inputs,
        (values, x) => spmmEdges(engine, structure, values!, x!),
        (values, x) => edgeProductComposite(engine, structure.forward, values!, x!),
        rng,
      );
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("spmmEdges() equals its composite where a weight serves both directions", async () => {
  for (const engine of await engines()) {
    for (const [nNodes, width] of [[1, 2], [5, 1], [24, 33]] as const) {
      const rng = new Rng(nNodes);
      const { structure } = randomEdges(rng, nNodes);
      const inputs = [normalTensor(engine, rng, [structure.nValues]), normalTensor(engine, rng, [nNodes, width])];
      assertTwins(
        engine,
        inputs,
        (values, x) => spmmEdges(engine, structure, values!, x!),
        (values, x) => edgeProductComposite(engine, structure.forward, values!, x!),
        rng,
      );
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("spmmEdges() gradients agree with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(9);
    for (const structure of [randomStructure(rng, 6, 4), randomEdges(rng, 5).structure]) {
      const inputs = [normalTensor(engine, rng, [structure.nValues]), normalTensor(engine, rng, [structure.nCols, 3])];
      assertDifferences(engine, inputs, (values, x) => spmmEdges(engine, structure, values!, x!), rng);
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("spmmEdges() gives the same bytes on 1, 2 and 4 threads", async () => {
  const engine = (await engines())[0]!;
  const { kernels } = engine.backend!;
  const rng = new Rng(1);
  const structure = randomStructure(rng, 3000);
  const inputs = [normalTensor(engine, rng, [structure.nValues]), normalTensor(engine, rng, [3000, 64])];
  const before = kernels.threads;
  const found = [1, 2, 4].map((threads) => {
    kernels.useThreads(threads);
    const op = (values: typeof inputs[number], x: typeof inputs[number]) =>
      engine.tf.sum(engine.tf.square(spmmEdges(engine, structure, values, x)));
    return valueAndGradients(engine, inputs, op as never).gradients;
  });
  kernels.useThreads(before);
  assert.deepEqual(found[1], found[0]);
  assert.deepEqual(found[2], found[0]);
  engine.tf.dispose(inputs);
});

Deno.test("spmmEdges() leaves no tensor behind and refuses tensors of other sizes", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(2);
    const structure = randomStructure(rng, 5, 4);
    const [values, x] = [normalTensor(engine, rng, [structure.nValues]), normalTensor(engine, rng, [4, 2])];
    const alive = engine.nTensors;
    engine.run(() => assertClose([spmmEdges(engine, structure, values, x).size], [10]));
    assert.equal(engine.nTensors, alive);
    const refused = (what: RegExp) => (error: unknown) => isWeftError(error, "Misaligned") && what.test(error.message);
    const long = normalTensor(engine, rng, [structure.nValues + 1]);
    assert.throws(() => engine.run(() => spmmEdges(engine, structure, long, x)), refused(/values of \d+ edges/));
    assert.throws(() => engine.run(() => spmmEdges(engine, structure, values, long)), refused(/x of 4 rows/));
    engine.tf.dispose([values, x, long]);
  }
});
