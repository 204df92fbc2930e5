import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import type { Engine, Tensor } from "../../../src/engine/mod.ts";
import { topEdgesComposite } from "../../../src/engine/composite/top_edges.ts";
import { topProductComposite } from "../../../src/engine/composite/top_product.ts";
import { topSharesComposite } from "../../../src/engine/composite/top_shares.ts";
import { detach } from "../../../src/engine/ops/detach.ts";
import { type TopEdges, topEdges } from "../../../src/engine/ops/top_edges.ts";
import { topProduct } from "../../../src/engine/ops/top_product.ts";
import { topShares } from "../../../src/engine/ops/top_shares.ts";
import { unitRows } from "../../../src/engine/ops/unit_rows.ts";
import { topForm } from "../../../src/engine/top_form.ts";
import { assertDifferences } from "../differences.ts";
import { assertTwins, engines, normalTensor, randomOperator, valueAndGradients } from "../helpers.ts";

const SHAPES = [[1, 1, 1, 1], [6, 9, 3, 4], [9, 6, 5, 20], [40, 33, 12, 7]] as const;

function unit(engine: Engine, rng: Rng, shape: readonly [number, number]): Tensor {
  const x = normalTensor(engine, rng, shape);
  const rows = engine.run(() => unitRows(engine, x));
  x.dispose();
  return rows;
}

/** Forms over all columns and over random candidates, some of them none. */
function forms(nRows: number, nCols: number, k: number): ReturnType<typeof topForm>[] {
  const candidates = randomOperator(new Rng(nRows), nRows, nCols).forward;
  return [topForm({ nRows, nCols, k }), topForm({ nRows, nCols, k: Math.min(k, 2), candidates })];
}

function sortedRows({ form: { nRows, starts } }: TopEdges, columns: Int32Array): number[][] {
  return Array.from({ length: nRows }, (_, i) => [...columns.slice(starts[i], starts[i + 1])].sort((a, b) => a - b));
}

Deno.test("topEdges() takes the columns its composite takes, among all and among candidates", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nCols, width, k] of SHAPES) {
      const rng = new Rng(nRows + nCols);
      const [a, b] = [unit(engine, rng, [nRows, width]), unit(engine, rng, [nCols, width])];
      for (const form of forms(nRows, nCols, k)) {
        engine.run(() => {
          const edges = topEdges(engine, form, a, b);
          const want = topEdgesComposite(engine, form, a, b).dataSync() as Int32Array;
          const got = edges.tensors[0]!.dataSync() as Int32Array;
          // Where all products are equal, as among lone columns, which are taken is arbitrary.
          if (width > 1) assert.deepEqual(sortedRows(edges, got), sortedRows(edges, want));
          assert.equal(got.length, form.starts[nRows]);
        });
      }
      engine.tf.dispose([a, b]);
    }
  }
});

Deno.test("topEdges() turns its entries round: columns rising, and every entry found again", async () => {
  for (const engine of (await engines()).filter(({ backend }) => backend)) {
    const rng = new Rng(4), nRows = 30, nCols = 21;
    const [a, b] = [unit(engine, rng, [nRows, 6]), unit(engine, rng, [nCols, 6])];
    engine.run(() => {
      const form = topForm({ nRows, nCols, k: 5 });
      const [columns, begins, rows, places] = topEdges(engine, form, a, b).tensors.map((tensor) => tensor.dataSync());
      assert.equal(begins![nCols], 150);
      for (let j = 0; j < nCols; j++) {
        for (let p = begins![j]!; p < begins![j + 1]!; p++) {
          assert.equal(columns![places![p]!], j);
          assert.equal(Math.floor(places![p]! / 5), rows![p]);
          if (p > begins![j]!) assert(rows![p - 1]! < rows![p]!);
        }
      }
    });
    engine.tf.dispose([a, b]);
  }
});

Deno.test("topShares() and topProduct() equal their composites in value and every gradient", async () => {
  for (const engine of await engines()) {
    for (const [nRows, nCols, width, k] of SHAPES) {
      const rng = new Rng(nRows * nCols);
      const [a, b] = [unit(engine, rng, [nRows, width]), unit(engine, rng, [nCols, width])];
      for (const form of forms(nRows, nCols, k)) {
        const edges = engine.run(() => topEdges(engine, form, a, b));
        const shares = (x: Tensor, y: Tensor) => topShares(engine, edges, x, y, 0.3);
        assertTwins(engine, [a, b], shares as never, (x, y) => topSharesComposite(engine, edges, x!, y!, 0.3), rng);
        for (const transposed of [false, true]) {
          const values = normalTensor(engine, rng, [form.starts[nRows]!]);
          const x = normalTensor(engine, rng, [transposed ? nRows : nCols, 5]);
          assertTwins(
            engine,
            [values, x],
            (s, y) => topProduct(engine, edges, s!, y!, { transposed }),
            (s, y) => topProductComposite(engine, edges, s!, y!, transposed),
            rng,
          );
          engine.tf.dispose([values, x]);
        }
        engine.tf.dispose([...edges.tensors]);
      }
      engine.tf.dispose([a, b]);
    }
  }
});

Deno.test("topShares() of a row add up to 1, and gradients of an attention agree with differences", async () => {
  for (const engine of await engines()) {
    const rng = new Rng(8);
    const [a, b] = [unit(engine, rng, [5, 3]), unit(engine, rng, [6, 3])];
    const x = normalTensor(engine, rng, [6, 2]);
    const edges = engine.run(() => topEdges(engine, topForm({ nRows: 5, nCols: 6, k: 4 }), a, b));
    const sums = engine.run(() =>
      engine.tf.sum(engine.tf.reshape(topShares(engine, edges, a, b, 0.1), [5, 4]), 1).dataSync()
    );
    for (const sum of sums) assert(Math.abs(sum - 1) < 1e-6);
    const attend = (p: Tensor, q: Tensor, y: Tensor) =>
      topProduct(engine, edges, topShares(engine, edges, p, q, 0.5), y);
    assertDifferences(engine, [a, b, x], attend as never, rng);
    engine.tf.dispose([a, b, x, ...edges.tensors]);
  }
});

Deno.test("topProduct() gives the same bytes on 1, 2 and 4 threads", async () => {
  const engine = (await engines())[0]!;
  const { kernels } = engine.backend!;
  const rng = new Rng(1), n = 1500;
  const [a, b, x] = [unit(engine, rng, [n, 16]), unit(engine, rng, [n, 16]), normalTensor(engine, rng, [n, 24])];
  const score = (p: Tensor, q: Tensor, y: Tensor) => {
    const edges = topEdges(engine, topForm({ nRows: n, nCols: n, k: 20 }), p, q);
    const shares = topShares(engine, edges, p, q, 0.1);
    const sides = [topProduct(engine, edges, shares, y), topProduct(engine, edges, shares, y, { transposed: true })];
    return engine.tf.sum(engine.tf.square(engine.tf.concat(sides)));
  };
  const before = kernels.threads;
  const [one, ...others] = [1, 2, 4].map((threads) => {
    kernels.useThreads(threads);
    return valueAndGradients(engine, [a, b, x], score as never).gradients;
  });
  kernels.useThreads(before);
  for (const other of others) assert.deepEqual(other, one);
  engine.tf.dispose([a, b, x]);
});

Deno.test("detach() gives the same value, and no gradient flows through it", async () => {
  for (const engine of await engines()) {
    const x = normalTensor(engine, new Rng(1), [3, 2]);
    const { tf } = engine;
    const { value, gradients: [gradient] } = valueAndGradients(
      engine,
      [x],
      (y) => tf.sum(tf.mul(y!, detach(engine, tf.mul(y!, 2)))),
    );
    const numbers = x.dataSync() as Float32Array;
    numbers.forEach((number, i) => assert(Math.abs(gradient![i]! - 2 * number) < 1e-6));
    assert(Math.abs(value - 2 * numbers.reduce((sum, number) => sum + number ** 2, 0)) < 1e-5);
    x.dispose();
  }
});

Deno.test("topEdges(), topShares() and topProduct() refuse other sizes and leave no tensor behind", async () => {
  for (const engine of await engines()) {
    const form = topForm({ nRows: 4, nCols: 4, k: 2 });
    const a = unit(engine, new Rng(1), [4, 3]), wide = unit(engine, new Rng(2), [4, 2]);
    const alive = engine.nTensors;
    const refused = (work: (edges: TopEdges) => unknown) =>
      assert.throws(
        () => engine.run(() => work(topEdges(engine, form, a, a))),
        (error: unknown) => isWeftError(error, "Misaligned"),
      );
    refused(() => topEdges(engine, form, a, wide));
    refused((edges) => topShares(engine, edges, wide, a, 1));
    refused((edges) => topProduct(engine, edges, wide, a));
    engine.run(() => void topEdges(engine, form, a, a));
    assert.equal(engine.nTensors, alive);
    engine.tf.dispose([a, wide]);
  }
  assert.throws(() => topForm({ nRows: 1, nCols: 1, k: 0 }), /k/);
});
