import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { normalizeEdgesComposite } from "../../../src/engine/composite/normalize_edges.ts";
import { normalizeEdges } from "../../../src/engine/ops/normalize_edges.ts";
import { assertDifferences } from "../differences.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

Deno.test("normalizeEdges() equals its composite in value and gradient, with slopes of entries and of edges", async () => {
  for (const engine of await engines()) {
    for (const nNodes of [1, 2, 7, 40, 130]) {
      for (const perEntry of [true, false]) {
        const rng = new Rng(nNodes);
        const { structure, weights } = randomEdges(rng, nNodes);
        const inputs = [engine.tensor(weights, [weights.length])];
        assertTwins(
          engine,
          inputs,
          (p) => normalizeEdges(engine, structure, p!, { perEntry }),
          (p) => normalizeEdgesComposite(engine, structure, p!, perEntry ? 0.5 : 1),
          rng,
        );
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("normalizeEdges() gradient agrees with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(2);
    const { structure, weights } = randomEdges(rng, 6);
    // Away from the kink of relu at 0.
    const apart = weights.map((weight) => weight + (weight < 0 ? -0.1 : 0.1));
    const inputs = [engine.tensor(apart, [apart.length])];
    assertDifferences(engine, inputs, (p) => normalizeEdges(engine, structure, p!, { perEntry: false }), rng);
    engine.tf.dispose(inputs);
  }
});

Deno.test("normalizeEdges() is what a dense matrix gives: D^-½ (relu(P) + I) D^-½", async () => {
  for (const engine of await engines()) {
    const nNodes = 9;
    const { structure, weights } = randomEdges(new Rng(5), nNodes);
    const p = engine.tensor(weights, [weights.length]);
    const a = engine.run(() => normalizeEdges(engine, structure, p).dataSync().slice());
    const { indptr, indices } = structure.entries;
    const dense = Array.from({ length: nNodes }, (_, i) => Array.from({ length: nNodes }, (_, j) => Number(i === j)));
    for (let i = 0; i < nNodes; i++) {
      for (let e = indptr[i]!; e < indptr[i + 1]!; e++) {
        const weight = Math.max(0, weights[e]!), j = indices[e]!;
        dense[i]![j]! += weight;
        if (j !== i) dense[j]![i]! += weight;
      }
    }
    const sums = dense.map((row) => row.reduce((sum, value) => sum + value, 0));
    const want: number[] = [];
    for (let i = 0; i < nNodes; i++) {
      for (let e = indptr[i]!; e < indptr[i + 1]!; e++) {
        want.push(dense[i]![indices[e]!]! / Math.sqrt(sums[i]! * sums[indices[e]!]!));
      }
    }
    assertClose(a, want, 1e-6);
    p.dispose();
  }
});

Deno.test("normalizeEdges() gives dead edges no gradient, also at exactly 0", async () => {
  for (const engine of await engines()) {
    const { structure, weights } = randomEdges(new Rng(7), 12);
    weights[3] = 0;
    const p = engine.tensor(weights, [weights.length]);
    const score = (x: typeof p) => engine.tf.sum(engine.tf.square(normalizeEdges(engine, structure, x)));
    const { gradients: [slope] } = valueAndGradients(engine, [p], score as never);
    weights.forEach((weight, e) => assert.equal(weight <= 0, Math.abs(slope![e]!) === 0));
    p.dispose();
  }
});

Deno.test("normalizeEdges() gives the same bytes on 1, 2 and 4 threads", async () => {
  for (const engine of (await engines()).slice(0, 2)) {
    const { kernels } = engine.backend!;
    const { structure, weights } = randomEdges(new Rng(1), 300);
    const p = engine.tensor(weights, [weights.length]);
    const before = kernels.threads;
    const found = [1, 2, 4].map((threads) => {
      kernels.useThreads(threads);
      const score = (x: typeof p) => engine.tf.sum(engine.tf.square(normalizeEdges(engine, structure, x)));
      return valueAndGradients(engine, [p], score as never);
    });
    kernels.useThreads(before);
    assert.deepEqual(found[1], found[0]);
    assert.deepEqual(found[2], found[0]);
    p.dispose();
  }
});

Deno.test("normalizeEdges() refuses directed structures and weights of another number", async () => {
  const engine = (await engines())[0]!;
  const structure = randomStructure(new Rng(1), 4);
  const p = normalTensor(engine, new Rng(2), [structure.nValues]);
  const refused = (tag: "InvalidArgument" | "Misaligned", what: RegExp) => (error: unknown) =>
    isWeftError(error, tag) && what.test(error.message);
  assert.throws(
    () => engine.run(() => normalizeEdges(engine, structure, p)),
    refused("InvalidArgument", /undirectedEdges\(\)/),
  );
  const { structure: other } = randomEdges(new Rng(1), 40);
  assert.throws(() => engine.run(() => normalizeEdges(engine, other, p)), refused("Misaligned", /values of \d+ edges/));
  p.dispose();
});
