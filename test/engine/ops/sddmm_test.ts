import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { sddmmComposite } from "../../../src/engine/composite/sddmm.ts";
import { sddmm } from "../../../src/engine/ops/sddmm.ts";
import { assertDifferences } from "../differences.ts";
import { randomEdges, randomStructure } from "../edges.ts";
import { assertClose, assertTwins, engines, normalTensor } from "../helpers.ts";

Deno.test("sddmm() equals its composite in value and both gradients, directed and undirected", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nCols, width] of [[0, 0, 3], [1, 1, 1], [6, 4, 5], [17, 30, 16], [30, 17, 67]] as const) {
      const rng = new Rng(nRows + 1);
      for (const structure of [randomStructure(rng, nRows, nCols), randomEdges(rng, nRows).structure]) {
        const inputs = [normalTensor(engine, rng, [nRows, width]), normalTensor(engine, rng, [structure.nCols, width])];
        assertTwins(
          engine,
          inputs,
          (a, b) => sddmm(engine, structure, a!, b!),
          (a, b) => sddmmComposite(engine, structure, a!, b!),
          rng,
        );
        engine.tf.dispose(inputs);
      }
    }
  }
});

Deno.test("sddmm() gradients agree with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(3);
    for (const structure of [randomStructure(rng, 6, 4), randomEdges(rng, 5).structure]) {
      const inputs = [normalTensor(engine, rng, [structure.nRows, 3]), normalTensor(engine, rng, [structure.nCols, 3])];
      assertDifferences(engine, inputs, (a, b) => sddmm(engine, structure, a!, b!), rng);
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("sddmm() with the identity reads the stored entries of a matrix", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(5);
    const structure = randomStructure(rng, 4, 6);
    const dense = normalTensor(engine, rng, [4, 6]);
    const { entries } = structure;
    const want: number[] = [];
    for (let i = 0; i < 4; i++) {
      for (let p = entries.indptr[i]!; p < entries.indptr[i + 1]!; p++) {
        want.push(dense.dataSync()[6 * i + entries.indices[p]!]!);
      }
    }
    assertClose(engine.run(() => sddmm(engine, structure, dense, engine.tf.eye(6)).dataSync().slice()), want, 0);
    dense.dispose();
  }
});

Deno.test("sddmm() refuses rows of other lengths", async () => {
  const engine = (await engines())[0]!;
  const rng = new Rng(2);
  const structure = randomStructure(rng, 5, 4);
  const [a, b, c] = [[5, 2], [4, 3], [4, 2]].map((shape) => normalTensor(engine, rng, shape));
  const refused = (what: RegExp) => (error: unknown) => isWeftError(error, "Misaligned") && what.test(error.message);
  assert.throws(
    () => engine.run(() => sddmm(engine, structure, a!, b!)),
    refused(/b of 2 columns, like a but found 3/),
  );
  assert.throws(() => engine.run(() => sddmm(engine, structure, c!, b!)), refused(/a of 5 rows/));
  engine.tf.dispose([a!, b!, c!]);
});
