import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { edgeDistanceComposite } from "../../../src/engine/composite/edge_distance.ts";
import { edgeDistance } from "../../../src/engine/ops/edge_distance.ts";
import { assertDifferences } from "../differences.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertClose, assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

Deno.test("edgeDistance() equals its composite in value and gradient, squared and not", async () => {
  for (const engine of await engines()) {
    for (const nNodes of [1, 2, 9, 50]) {
      for (const squared of [false, true]) {
        const rng = new Rng(nNodes);
        const { structure } = randomEdges(rng, nNodes);
        const reference = normalTensor(engine, rng, [structure.nValues]);
        const inputs = [normalTensor(engine, rng, [structure.nValues])];
        assertTwins(
          engine,
          inputs,
          (a) => edgeDistance(engine, structure, a!, reference, { squared }),
          (a) => edgeDistanceComposite(engine, structure.entries, a!, reference, squared),
          rng,
        );
        engine.tf.dispose([reference, ...inputs]);
      }
    }
  }
});

Deno.test("edgeDistance() gradient agrees with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(3);
    const { structure } = randomEdges(rng, 5);
    const reference = normalTensor(engine, rng, [structure.nValues]);
    const inputs = [normalTensor(engine, rng, [structure.nValues])];
    for (const squared of [false, true]) {
      assertDifferences(engine, inputs, (a) => edgeDistance(engine, structure, a!, reference, { squared }), rng);
    }
    engine.tf.dispose([reference, ...inputs]);
  }
});

Deno.test("edgeDistance() counts edges between two nodes twice and loops once", async () => {
  for (const engine of await engines()) {
    const { structure } = randomEdges(new Rng(3), 8);
    const { nValues, nRows } = structure;
    const [ones, zeros] = [1, 0].map((value) => engine.tensor(new Float32Array(nValues).fill(value), [nValues]));
    const read = (squared: boolean) =>
      engine.run(() => edgeDistance(engine, structure, ones!, zeros!, { squared }).dataSync()[0]!);
    assert.equal(read(true), nRows + 2 * (nValues - nRows));
    assertClose([read(false)], [Math.sqrt(nRows + 2 * (nValues - nRows))], 1e-6);
    engine.tf.dispose([ones!, zeros!]);
  }
});

Deno.test("edgeDistance() has no slope where the matrices agree", async () => {
  for (const engine of await engines()) {
    const { structure } = randomEdges(new Rng(3), 8);
    const a = normalTensor(engine, new Rng(1), [structure.nValues]);
    const { value, gradients } = valueAndGradients(engine, [a], (x) => edgeDistance(engine, structure, x!, a));
    assertClose([value], [0], 1e-18);
    assert(gradients[0]!.every((slope) => Math.abs(slope) === 0));
    a.dispose();
  }
});

Deno.test("edgeDistance() refuses directed structures", async () => {
  const engine = (await engines())[0]!;
  const structure = randomStructure(new Rng(1), 4);
  const a = normalTensor(engine, new Rng(2), [structure.nValues]);
  assert.throws(
    () => engine.run(() => edgeDistance(engine, structure, a, a)),
    (error: unknown) => isWeftError(error, "InvalidArgument") && /undirectedEdges\(\)/.test(error.message),
  );
  a.dispose();
});
