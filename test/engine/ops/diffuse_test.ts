import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { diffuseComposite } from "../../../src/engine/composite/diffuse.ts";
import { diffuse } from "../../../src/engine/ops/diffuse.ts";
import type { Tensor } from "../../../src/engine/mod.ts";
import { assertDifferences } from "../differences.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertTwins, engines, normalTensor, valueAndGradients } from "../helpers.ts";

const POLYNOMIALS: readonly (readonly (readonly number[])[])[] = [
  [[0.1, 0, 1], [0.3, 0.2, 0], [0, 0, 0], [0.4, 0.5, 0.6]],
  [[0, 0], [1, 2]],
];

Deno.test("diffuse() equals its composite in value and every gradient, directed and undirected", async () => {
  for (const engine of await engines()) {
    for (const n of [0, 1, 6, 31]) {
      const rng = new Rng(n + 1);
      for (const structure of [randomStructure(rng, n), randomEdges(rng, Math.max(1, n)).structure]) {
        for (const coefficients of POLYNOMIALS) {
          const inputs = [
            normalTensor(engine, rng, [structure.nValues]),
            ...coefficients[0]!.map(() => normalTensor(engine, rng, [structure.nRows, 2 * n + 1])),
          ];
          assertTwins(
            engine,
            inputs,
            (values, ...xs) => diffuse(engine, structure, values!, xs, coefficients),
            (values, ...xs) => diffuseComposite(engine, structure, values!, xs, coefficients),
            rng,
            3e-5,
          );
          engine.tf.dispose(inputs);
        }
      }
    }
  }
});

Deno.test("diffuse() of degree 0 looks at no edge: a weighted sum, and weights have no gradient", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(3), structure = randomStructure(rng, 6);
    const inputs = [structure.nValues, [6, 2], [6, 2]].map((shape) => normalTensor(engine, rng, [shape].flat()));
    const [values, x, y] = inputs as [Tensor, Tensor, Tensor];
    const got = engine.run(() => diffuse(engine, structure, values, [x, y], [[2, -1]]).dataSync());
    const [first, second] = [x.dataSync(), y.dataSync()];
    got.forEach((value, i) => assert(Math.abs(value - (2 * first[i]! - second[i]!)) < 1e-5));
    if (engine.backend) {
      const score = (...all: Tensor[]) => engine.tf.sum(diffuse(engine, structure, all[0]!, all.slice(1), [[2, -1]]));
      assert(valueAndGradients(engine, inputs, score).gradients[0]!.every((slope) => slope === 0));
    }
    engine.tf.dispose(inputs);
  }
});

Deno.test("diffuse() gradients agree with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(7);
    const { structure } = randomEdges(rng, 5);
    const inputs = [structure.nValues, [5, 2], [5, 2]].map((shape) => normalTensor(engine, rng, [shape].flat()));
    const op = (values: Tensor, ...xs: Tensor[]) =>
      diffuse(engine, structure, values, xs, [[0.2, 0.1], [0.3, 0], [0.2, 0.4]]);
    assertDifferences(engine, inputs, op as never, rng, { step: 3e-3 });
    engine.tf.dispose(inputs);
  }
});

Deno.test("diffuse() gives the same bytes on 1, 2 and 4 threads", async () => {
  const engine = (await engines())[0]!;
  const { kernels } = engine.backend!;
  const rng = new Rng(1);
  const { structure } = randomEdges(rng, 2500);
  const inputs = [normalTensor(engine, rng, [structure.nValues]), normalTensor(engine, rng, [2500, 40])];
  const score = (values: Tensor, x: Tensor) =>
    engine.tf.sum(engine.tf.square(diffuse(engine, structure, values, [x], [[0.1], [0.2], [0.3]])));
  const before = kernels.threads;
  const [one, ...others] = [1, 2, 4].map((threads) => {
    kernels.useThreads(threads);
    return valueAndGradients(engine, inputs, score as never).gradients;
  });
  kernels.useThreads(before);
  for (const other of others) assert.deepEqual(other, one);
  engine.tf.dispose(inputs);
});

Deno.test("diffuse() refuses graphs, inputs and factors that do not fit", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(2);
    const structure = randomStructure(rng, 5), oblong = randomStructure(rng, 5, 4);
    const [values, x] = [normalTensor(engine, rng, [structure.nValues]), normalTensor(engine, rng, [5, 2])];
    const wide = normalTensor(engine, rng, [5, 3]);
    const alive = engine.nTensors;
    const refused = (work: () => unknown, tag: "Misaligned" | "TooSmall" | "InvalidArgument") =>
      assert.throws(() => engine.run(work), (error: unknown) => isWeftError(error, tag));
    refused(() => diffuse(engine, oblong, values, [x], [[1]]), "Misaligned");
    refused(() => diffuse(engine, structure, x, [x], [[1]]), "Misaligned");
    refused(() => diffuse(engine, structure, values, [x, wide], [[1, 1]]), "Misaligned");
    refused(() => diffuse(engine, structure, values, [x], [[1, 1]]), "Misaligned");
    refused(() => diffuse(engine, structure, values, [], [[1]]), "TooSmall");
    refused(() => diffuse(engine, structure, values, [x], []), "TooSmall");
    refused(() => diffuse(engine, structure, values, [x], [[NaN]]), "InvalidArgument");
    assert.equal(engine.nTensors, alive);
    engine.tf.dispose([values, x, wide]);
  }
});
