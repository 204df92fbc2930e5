import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { edgeSoftmaxComposite } from "../../../src/engine/composite/edge_softmax.ts";
import { edgeSoftmax } from "../../../src/engine/ops/edge_softmax.ts";
import { assertDifferences } from "../differences.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertClose, assertTwins, engines, normalTensor } from "../helpers.ts";

Deno.test("edgeSoftmax() equals its composite in value and gradient, at every temperature", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nCols] of [[0, 0], [1, 1], [7, 5], [40, 60]] as const) {
      for (const temperature of [1, 0.1]) {
        const rng = new Rng(nRows + 3);
        const structure = randomStructure(rng, nRows, nCols);
        const inputs = [normalTensor(engine, rng, [structure.nValues])];
        assertTwins(
          engine,
          inputs,
          (scores) => edgeSoftmax(engine, structure, scores!, { temperature }),
          (scores) => edgeSoftmaxComposite(engine, structure.entries, scores!, 1 / temperature),
          rng,
        );
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("edgeSoftmax() gradient agrees with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(3);
    const structure = randomStructure(rng, 9, 6);
    const inputs = [normalTensor(engine, rng, [structure.nValues])];
    assertDifferences(engine, inputs, (scores) => edgeSoftmax(engine, structure, scores!, { temperature: 2 }), rng);
    engine.tf.dispose(inputs);
  }
});

Deno.test("edgeSoftmax() sums to 1 over each node's edges, does not change when its scores move together, and stays finite", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(8);
    const structure = randomStructure(rng, 30);
    const scores = normalTensor(engine, rng, [structure.nValues]);
    const read = (by: number) =>
      engine.run(() => edgeSoftmax(engine, structure, engine.tf.add(scores, by)).dataSync().slice() as Float32Array);
    const near = read(0);
    const { indptr } = structure.entries;
    for (let i = 0; i < 30; i++) {
      const shares = near.subarray(indptr[i], indptr[i + 1]);
      if (shares.length > 0) assertClose([shares.reduce((sum, share) => sum + share, 0)], [1], 1e-6);
    }
    assertClose(read(1e4), near, 1e-3);
    const spread = engine.run(() =>
      edgeSoftmax(engine, structure, engine.tf.mul(scores, 1e6)).dataSync().slice() as Float32Array
    );
    assert(spread.every((share) => Number.isFinite(share) && share >= 0 && share <= 1 + 1e-6));
    scores.dispose();
  }
});

Deno.test("edgeSoftmax() refuses undirected structures", async () => {
  const engine = (await engines())[0]!;
  const { structure } = randomEdges(new Rng(1), 4);
  const scores = normalTensor(engine, new Rng(2), [structure.nValues]);
  assert.throws(() => engine.run(() => edgeSoftmax(engine, structure, scores)), (error: unknown) => {
    assert(isWeftError(error, "InvalidArgument"));
    assert.match(error.message, /an edge for each direction.*edgeStructure\(\)/s);
    return true;
  });
  scores.dispose();
});
