import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { edgeSmoothnessComposite } from "../../../src/engine/composite/edge_smoothness.ts";
import { edgeSmoothness } from "../../../src/engine/ops/edge_smoothness.ts";
import { assertDifferences } from "../differences.ts";
import { assertClose, assertTwins, engines, normalTensor, randomOperator, valueAndGradients } from "../helpers.ts";

Deno.test("edgeSmoothness() equals its composite in value and gradient", async () => {
  for (const engine of await engines()) {
    for (const [nNodes, width] of [[1, 1], [2, 3], [15, 6], [60, 64], [33, 67]] as const) {
      const rng = new Rng(nNodes);
      const { forward } = randomOperator(rng, nNodes);
      const inputs = [normalTensor(engine, rng, [nNodes, width])];
      assertTwins(
        engine,
        inputs,
        (z) => edgeSmoothness(engine, z!, forward),
        (z) => edgeSmoothnessComposite(engine, z!, forward),
        rng,
      );
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("edgeSmoothness() gradient agrees with differences and sums to 0 over the nodes", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(6);
    const { forward } = randomOperator(rng, 7);
    const inputs = [normalTensor(engine, rng, [7, 2])];
    assertDifferences(engine, inputs, (z) => edgeSmoothness(engine, z!, forward), rng);
    const { gradients: [slope] } = valueAndGradients(engine, inputs, (z) => edgeSmoothness(engine, z!, forward));
    for (const f of [0, 1]) assertClose([slope!.reduce((sum, v, p) => p % 2 === f ? sum + v : sum, 0)], [0], 1e-6);
    engine.tf.dispose(inputs);
  }
});

Deno.test("edgeSmoothness() is 0 without edges and counts nothing for loops", async () => {
  for (const engine of await engines()) {
    const z = normalTensor(engine, new Rng(4), [3, 6]);
    const none = { nRows: 3, nCols: 3, indptr: new Int32Array(4), indices: new Int32Array(0) };
    const loops = { nRows: 3, nCols: 3, indptr: Int32Array.of(0, 1, 2, 3), indices: Int32Array.of(0, 1, 2) };
    for (const pattern of [none, loops]) {
      const { value, gradients } = valueAndGradients(engine, [z], (x) => edgeSmoothness(engine, x!, pattern));
      assert.equal(value, 0);
      assert(gradients[0]!.every((slope) => Math.abs(slope) === 0));
    }
    z.dispose();
  }
});

Deno.test("edgeSmoothness() sums a large graph as exactly as doubles would", async () => {
  for (const engine of (await engines()).slice(0, 2)) {
    const rng = new Rng(2);
    const { forward } = randomOperator(rng, 20_000);
    const z = normalTensor(engine, rng, [20_000, 8]);
    const values = z.dataSync();
    let want = 0;
    for (let i = 0; i < 20_000; i++) {
      for (let p = forward.indptr[i]!; p < forward.indptr[i + 1]!; p++) {
        for (let f = 0; f < 8; f++) want += (values[8 * i + f]! - values[8 * forward.indices[p]! + f]!) ** 2;
      }
    }
    const got = engine.run(() => edgeSmoothness(engine, z, forward).dataSync()[0]!);
    assert(Math.abs(got / (want / forward.indices.length) - 1) < 3e-7);
    z.dispose();
  }
});

Deno.test("edgeSmoothness() refuses a graph of other nodes, and arrays that are no graph", async () => {
  const engine = (await engines())[0]!;
  const z = normalTensor(engine, new Rng(4), [3, 2]);
  const larger = { nRows: 4, nCols: 4, indptr: Int32Array.of(0, 1, 1, 1, 1), indices: Int32Array.of(3) };
  const beyond = { nRows: 3, nCols: 3, indptr: Int32Array.of(0, 1, 1, 1), indices: Int32Array.of(3) };
  const falling = { nRows: 3, nCols: 3, indptr: Int32Array.of(0, 2, 1, 2), indices: Int32Array.of(0, 1) };
  const run = (pattern: typeof larger) => () => engine.run(() => void edgeSmoothness(engine, z, pattern));
  assert.throws(
    run(larger),
    (error: unknown) => isWeftError(error, "Misaligned") && /z of shape \[/.test(error.message),
  );
  for (const broken of [beyond, falling]) assert.throws(run(broken), (error: unknown) => isWeftError(error, "Corrupt"));
  z.dispose();
});
