import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { sparseProduct } from "../../../src/engine/ops/sparse_product.ts";
import { spmm } from "../../../src/engine/ops/spmm.ts";
import { denseOf } from "../composite.ts";
import { assertDifferences } from "../differences.ts";
import { assertClose, assertTwins, engines, normalTensor, randomOperator } from "../helpers.ts";

const SHAPES = [[1, 1, 1], [5, 3, 2], [20, 31, 7], [17, 17, 16], [40, 30, 67]] as const;

Deno.test("spmm() equals the dense product in value and gradient", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nCols, width] of SHAPES) {
      const rng = new Rng(nRows);
      const operator = randomOperator(rng, nRows, nCols);
      const inputs = [normalTensor(engine, rng, [nCols, width])];
      const twin = (x: typeof inputs[number]) => engine.tf.matMul(denseOf(engine, operator.forward), x);
      assertTwins(engine, inputs, (x) => spmm(engine, operator, x!), (x) => twin(x!), rng);
      engine.tf.dispose(inputs);
    }
  }
});

Deno.test("spmm() gradient agrees with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(2);
    const operator = randomOperator(rng, 7, 5);
    const inputs = [normalTensor(engine, rng, [5, 3])];
    assertDifferences(engine, inputs, (x) => spmm(engine, operator, x!), rng);
    engine.tf.dispose(inputs);
  }
});

Deno.test("spmm() leaves no tensor behind and changes no input", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(4);
    const operator = randomOperator(rng, 6);
    const x = normalTensor(engine, rng, [6, 2]);
    const before = x.dataSync().slice();
    const alive = engine.nTensors;
    engine.run(() => void engine.tf.grad(((v: typeof x) => engine.tf.sum(spmm(engine, operator, v))) as never)(x));
    assert.equal(engine.nTensors, alive);
    assert.deepEqual(x.dataSync().slice(), before);
    x.dispose();
  }
});

Deno.test("sparseProduct() equals the dense product, with and without an addend, also for empty rows and no rows", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nCols, width] of [...SHAPES, [0, 3, 2], [3, 0, 2], [4, 4, 0]] as const) {
      const rng = new Rng(nRows);
      const { forward } = randomOperator(rng, nRows, nCols);
      const x = normalTensor(engine, rng, [nCols, width]);
      const c = normalTensor(engine, rng, [nRows, width]);
      const read = (addend?: typeof c) =>
        engine.run(() => sparseProduct(engine, forward, x, addend).dataSync().slice() as Float32Array);
      const want = new Float32Array(nRows * width);
      for (let i = 0; i < nRows; i++) {
        for (let p = forward.indptr[i]!; p < forward.indptr[i + 1]!; p++) {
          for (let f = 0; f < width; f++) {
            want[i * width + f]! += forward.values[p]! * x.dataSync()[forward.indices[p]! * width + f]!;
          }
        }
      }
      assertClose(read(), want);
      assertClose(read(c), want.map((value, p) => value + c.dataSync()[p]!));
      engine.tf.dispose([x, c]);
    }
  }
});
