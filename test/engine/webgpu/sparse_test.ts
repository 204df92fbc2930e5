import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { Csr } from "../../../src/data/csr.ts";
import { edgeStructure, openEngine, sparseOperator } from "../../../src/engine/mod.ts";
import { edgeSoftmax } from "../../../src/engine/ops/edge_softmax.ts";
import { sddmm } from "../../../src/engine/ops/sddmm.ts";
import { sparseProduct } from "../../../src/engine/ops/sparse_product.ts";
import { spmm } from "../../../src/engine/ops/spmm.ts";
import { spmmEdges } from "../../../src/engine/ops/spmm_edges.ts";
import { absentAdapter, adapterTest } from "../adapters.ts";
import { assertClose, normals, normalTensor, randomOperator } from "../helpers.ts";
import { productInDoubles } from "../product_in_doubles.ts";

const absent = await absentAdapter("webgpu");
const open = () => openEngine({ engine: "webgpu" });

/** The last has more elements than one row of workgroups. */
const SHAPES = [[0, 0, 3], [1, 1, 1], [5, 0, 2], [9, 7, 1], [40, 23, 64], [70_000, 50, 61]] as const;

adapterTest("webgpu: sparseProduct() equals a loop in doubles, with and without an addend", absent, async () => {
  const engine = await open();
  for (const [nRows, nCols, width] of SHAPES) {
    const rng = new Rng(nRows + width);
    const { forward } = randomOperator(rng, nRows, nCols);
    const [values, plus] = [normals(rng, nCols * width), normals(rng, nRows * width)];
    const [x, c] = [engine.tensor(values, [nCols, width]), engine.tensor(plus, [nRows, width])];
    for (const addend of [undefined, c]) {
      const y = engine.run(() => sparseProduct(engine, forward, x, addend));
      assert.deepEqual(y.shape, [nRows, width]);
      const want = productInDoubles(forward, values, width, addend && plus);
      assertClose(await engine.read(y), want, 1e-6, `${nRows} × ${nCols} × ${width}`);
      y.dispose();
    }
    engine.tf.dispose([x, c]);
  }
});

adapterTest(
  "webgpu: sparseProduct() gives 0 for rows without entries and for a matrix without any",
  absent,
  async () => {
    const engine = await open();
    const x = engine.tensor(new Float32Array([1, 2, 3, 4]), [2, 2]);
    const matrix = (indptr: number[], indices: number[], values: number[]) => ({
      nRows: 3,
      nCols: 2,
      indptr: Int32Array.from(indptr),
      indices: Int32Array.from(indices),
      values: Float32Array.from(values),
    });
    const sparse = engine.run(() => sparseProduct(engine, matrix([0, 0, 1, 1], [1], [2]), x));
    assert.deepEqual([...await engine.read(sparse)], [0, 0, 6, 8, 0, 0]);
    const empty = engine.run(() => sparseProduct(engine, matrix([0, 0, 0, 0], [], []), x));
    assert.deepEqual([...await engine.read(empty)], [0, 0, 0, 0, 0, 0]);
    engine.tf.dispose([x, sparse, empty]);
  },
);

adapterTest("webgpu: spmm() has the transposed product as its gradient", absent, async () => {
  const engine = await open();
  const { tf } = engine;
  for (const [nRows, nCols, width] of SHAPES.slice(0, -1)) {
    const rng = new Rng(nRows);
    const operator = randomOperator(rng, nRows, nCols);
    const upstream = normals(rng, nRows * width);
    const [x, dy] = [normalTensor(engine, rng, [nCols, width]), engine.tensor(upstream, [nRows, width])];
    if (nRows * width > 0 && nCols > 0) {
      const slope = engine.run(() => tf.grad((z) => tf.sum(tf.mul(spmm(engine, operator, z as typeof x), dy)))(x));
      assertClose(await engine.read(slope as typeof x), productInDoubles(operator.backward, upstream, width), 1e-6);
      slope.dispose();
    }
    tf.dispose([x, dy]);
  }
});

adapterTest("webgpu: ops along edges that a structure lacks give nothing, 0 and no error", absent, async () => {
  const engine = await open();
  const none = edgeStructure(
    new Csr({ shape: [3, 2], indptr: new Int32Array(4), indices: new Int32Array(0), data: new Float32Array(0) }),
  );
  const [values, a, b] = [[0], [3, 2], [2, 2]].map((shape) => normalTensor(engine, new Rng(1), shape));
  const products = engine.run(() => sddmm(engine, none, a!, b!));
  const shares = engine.run(() => edgeSoftmax(engine, none, values!));
  const sums = engine.run(() => spmmEdges(engine, none, values!, b!));
  assert.equal((await engine.read(products)).length, 0);
  assert.equal((await engine.read(shares)).length, 0);
  assert.deepEqual([...await engine.read(sums)], [0, 0, 0, 0, 0, 0]);
  engine.tf.dispose([values!, a!, b!, products, shares, sums]);
});

adapterTest("webgpu: the same product twice gives the same bytes and leaves no tensor", absent, async () => {
  const engine = await open();
  const rng = new Rng(4);
  const operator = sparseOperator(
    new Csr({
      shape: [500, 500],
      indptr: Int32Array.from({ length: 501 }, (_, i) => 6 * i),
      indices: Int32Array.from({ length: 3000 }, (_, p) => 80 * (p % 6) + (p * 7) % 80),
      data: normals(rng, 3000),
    }),
  );
  const alive = engine.nTensors;
  const x = normalTensor(engine, rng, [500, 33]);
  const read = async () => {
    const y = engine.run(() => spmm(engine, operator, x));
    const values = await engine.read(y);
    y.dispose();
    return values;
  };
  const first = await read();
  const held = engine.tf.memory() as unknown as { readonly numDataBuffers: number };
  const before = held.numDataBuffers;
  assert.deepEqual(await read(), first);
  assert.equal((engine.tf.memory() as unknown as typeof held).numDataBuffers, before);
  x.dispose();
  assert.equal(engine.nTensors, alive);
});
