import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { sparseOperator, type Tensor } from "../../src/engine/mod.ts";
import { laplacian, mse, sumTerms, triplet } from "../../src/loss/mod.ts";
import { assertClose, engines, normalTensor, valueAndGradients } from "../engine/helpers.ts";

Deno.test("mse() is 0 for equal matrices and the mean over all entries otherwise", async () => {
  for (const engine of await engines()) {
    const x = normalTensor(engine, new Rng(1), [5, 3]);
    const { same, off } = engine.run(() => ({
      same: mse(engine, x, x).dataSync()[0],
      off: mse(engine, engine.tf.add(x, 2), x).dataSync()[0]!,
    }));
    assert.equal(same, 0);
    assertClose([off], [4], 1e-6);
    x.dispose();
  }
});

Deno.test("mse() sums in double precision: a mean over many small terms stays exact", async () => {
  for (const engine of await engines()) {
    const [nRows, nCols] = [50_000, 4];
    const ones = engine.tensor(new Float32Array(nRows * nCols).fill(1e-3), [nRows, nCols]);
    const zeros = engine.tensor(new Float32Array(nRows * nCols), [nRows, nCols]);
    const value = engine.run(() => mse(engine, ones, zeros).dataSync()[0]!);
    assert(Math.abs(value / 1e-6 - 1) < 1e-6);
    engine.tf.dispose([ones, zeros]);
  }
});

Deno.test("triplet() is 0 where the negative is far enough, and grows with the margin elsewhere", async () => {
  for (const engine of await engines()) {
    const z = engine.tensor(new Float32Array([0, 0, 1, 0, 5, 0]), [3, 2]);
    const rows = new Int32Array([0, 1, 2]);
    const at = (margin: number) => engine.run(() => triplet(engine, z, rows, { margin }).dataSync()[0]!);
    assert.equal(at(0.5), 0);
    assertClose([at(4.5)], [0.5], 1e-5);
    assertClose([at(6)], [2], 1e-5);
    z.dispose();
  }
});

Deno.test("triplet() has margin 0.5 by default", async () => {
  const [engine] = await engines();
  const z = engine!.tensor(new Float32Array([0, 1, 1]), [3, 1]);
  const value = engine!.run(() => triplet(engine!, z, new Int32Array([0, 1, 2])).dataSync()[0]!);
  assertClose([value], [0.5], 1e-6);
  z.dispose();
});

Deno.test("triplet() has a finite gradient where anchor, positive and negative coincide", async () => {
  for (const engine of await engines()) {
    const z = engine.tensor(new Float32Array(6).fill(3), [3, 2]);
    const rows = new Int32Array([0, 1, 2, 0, 0, 1]);
    const { gradients } = valueAndGradients(engine, [z], (x: Tensor) => triplet(engine, x, rows));
    assert(gradients[0]!.every(Number.isFinite));
    z.dispose();
  }
});

Deno.test("laplacian() is the mean squared length of the edges", async () => {
  for (const engine of await engines()) {
    const edges = new Csr({
      shape: [3, 3],
      indptr: new Int32Array([0, 1, 2, 2]),
      indices: new Int32Array([1, 2]),
      data: new Float32Array([9, 9]),
    });
    const z = engine.tensor(new Float32Array([0, 3, 4]), [3, 1]);
    const value = engine.run(() => laplacian(engine, z, sparseOperator(edges).forward).dataSync()[0]!);
    assertClose([value], [(9 + 1) / 2], 1e-6);
    z.dispose();
  }
});

Deno.test("sumTerms() weighs and adds, and carries gradients of each term by its weight", async () => {
  for (const engine of await engines()) {
    const z = engine.tensor(new Float32Array([2]), [1]);
    const { value, gradients } = valueAndGradients(engine, [z], (x: Tensor) => {
      const linear = engine.tf.sum(x), square = engine.tf.sum(engine.tf.square(x));
      return sumTerms(engine, { linear: { value: linear, weight: 3 }, square: { value: square, weight: 0.5 } }).total;
    });
    assertClose([value], [8], 1e-6);
    assertClose(gradients[0]!, [5], 1e-6);
    z.dispose();
  }
});

Deno.test("sumTerms() of no terms is 0", async () => {
  for (const engine of await engines()) {
    assert.equal(engine.run(() => sumTerms(engine, {}).total.dataSync()[0]), 0);
  }
});
