import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { localOrder } from "../../src/engine/local_order.ts";
import { placesOf, reorderOperator, reorderRows } from "../../src/engine/reorder.ts";
import { type SparseOperator, sparseOperator } from "../../src/engine/mod.ts";
import { sparseProduct } from "../../src/engine/ops/sparse_product.ts";
import { normals, randomOperator } from "./helpers.ts";
import { engines } from "./helpers.ts";

/** A grid whose nodes are numbered as `names` says, each joined to the next in its row and in its column. */
function grid(side: number, names: (node: number) => number): SparseOperator {
  const n = side * side;
  const next = (node: number) => [
    ...(node % side < side - 1 ? [node + 1] : []),
    ...(node + side < n ? [node + side] : []),
  ];
  const rows: number[][] = Array.from({ length: n }, () => []);
  for (let node = 0; node < n; node++) for (const other of next(node)) rows[names(node)]!.push(names(other));
  const indptr = new Int32Array(n + 1);
  rows.forEach((row, i) => indptr[i + 1] = indptr[i]! + row.length);
  const indices = Int32Array.from(rows.flatMap((row) => row.sort((a, b) => a - b)));
  return sparseOperator(new Csr({ shape: [n, n], indptr, indices, data: new Float32Array(indices.length).fill(1) }));
}

const meanDistance = ({ forward: { nRows, indptr, indices } }: SparseOperator): number => {
  let sum = 0;
  for (let i = 0; i < nRows; i++) for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sum += Math.abs(indices[p]! - i);
  return sum / indices.length;
};

Deno.test("localOrder() leaves small graphs and those whose neighbours are close alone", () => {
  const shuffled = new Rng(1).permutation(100);
  assert.equal(localOrder(grid(10, (node) => shuffled[node]!)), undefined);
  assert.equal(localOrder(grid(240, (node) => node)), undefined);
});

Deno.test("localOrder() of a large shuffled grid is a permutation that brings neighbours together", () => {
  const shuffled = new Rng(2).permutation(240 * 240);
  const operator = grid(240, (node) => shuffled[node]!);
  const order = localOrder(operator)!;
  assert.deepEqual(order.slice().sort(), Int32Array.from(order.keys()));
  assert(meanDistance(operator) > 15_000);
  assert(meanDistance(reorderOperator(operator, order)) < 400);
  assert.deepEqual(localOrder(operator), order);
});

Deno.test("localOrder() takes nodes without neighbours along, wherever they are", () => {
  const n = 50_001;
  const indptr = new Int32Array(n + 1).fill(1, 10), indices = Int32Array.of(n - 1);
  const order = localOrder(sparseOperator(new Csr({ shape: [n, n], indptr, indices, data: new Float32Array([1]) })))!;
  assert.deepEqual(order.slice().sort(), Int32Array.from(order.keys()));
  const places = placesOf(order);
  assert.equal(Math.abs(places[9]! - places[n - 1]!), 1);
});

Deno.test("reorderOperator() and reorderRows() give the same sums to the byte, each at its new place", async () => {
  for (const engine of (await engines()).slice(0, 2)) {
    const rng = new Rng(3);
    const operator = randomOperator(rng, 300);
    const x = normals(rng, 300 * 5);
    const order = rng.permutation(300);
    const moved = reorderOperator(operator, order);
    for (const direction of ["forward", "backward"] as const) {
      const [want, got] = engine.run(() =>
        [[operator, x], [moved, reorderRows(x, 5, order)]].map(([op, rows]) =>
          sparseProduct(
            engine,
            (op as SparseOperator)[direction],
            engine.tf.tensor2d(rows as Float32Array, [300, 5]) as never,
          )
            .dataSync().slice() as Float32Array
        )
      ) as [Float32Array, Float32Array];
      assert.deepEqual(got, reorderRows(want, 5, order));
    }
  }
});
