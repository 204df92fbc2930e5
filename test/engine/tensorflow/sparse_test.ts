import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { openEngine } from "../../../src/engine/mod.ts";
import { sparseProduct } from "../../../src/engine/ops/sparse_product.ts";
import { absentAdapter, adapterTest } from "../adapters.ts";
import { assertClose, normals, randomOperator } from "../helpers.ts";
import { productInDoubles } from "../product_in_doubles.ts";

const absent = await absentAdapter("tensorflow");
const SHAPES = [[1, 1, 1], [9, 7, 1], [40, 23, 64], [3000, 50, 61]] as const;

adapterTest(
  "tensorflow: sparseProduct() equals a loop in doubles, time and again, and leaves no tensor",
  absent,
  async () => {
    const engine = await openEngine({ engine: "tensorflow" });
    const { nTensors } = engine;
    for (const [nRows, nCols, width] of SHAPES) {
      const rng = new Rng(nRows + width);
      const { forward } = randomOperator(rng, nRows, nCols);
      const [values, plus] = [normals(rng, nCols * width), normals(rng, nRows * width)];
      const [x, c] = [engine.tensor(values, [nCols, width]), engine.tensor(plus, [nRows, width])];
      for (const addend of [undefined, c, undefined]) {
        const y = engine.run(() => sparseProduct(engine, forward, x, addend));
        const want = productInDoubles(forward, values, width, addend && plus);
        assertClose(await engine.read(y), want, 1e-6, `${nRows} × ${nCols} × ${width}`);
        y.dispose();
      }
      engine.tf.dispose([x, c]);
    }
    assert.equal(engine.nTensors, nTensors);
  },
);

adapterTest("tensorflow: sparseProduct() with a matrix without entries is 0", absent, async () => {
  const engine = await openEngine({ engine: "tensorflow" });
  const x = engine.tensor(new Float32Array([1, 2, 3, 4]), [2, 2]);
  const empty = {
    nRows: 3,
    nCols: 2,
    indptr: new Int32Array(4),
    indices: new Int32Array(0),
    values: new Float32Array(0),
  };
  const y = engine.run(() => sparseProduct(engine, empty, x));
  assert.deepEqual([...await engine.read(y)], [0, 0, 0, 0, 0, 0]);
  engine.tf.dispose([x, y]);
});
