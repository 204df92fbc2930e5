import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Tensor, Tf } from "../../../src/engine/mod.ts";
import { COMPILED, floats, heldToCpu, type Op } from "./held_to_cpu.ts";

type Reduce = (tf: Tf, x: Tensor, axis: number | number[] | undefined, keepDims: boolean) => Tensor;

const REDUCE: Readonly<Record<string, Reduce>> = {
  max: (tf, x, axis, keep) => tf.max(x, axis, keep),
  mean: (tf, x, axis, keep) => tf.mean(x, axis, keep),
  min: (tf, x, axis, keep) => tf.min(x, axis, keep),
  prod: (tf, x, axis, keep) => tf.prod(x, axis, keep),
  sum: (tf, x, axis, keep) => tf.sum(x, axis, keep),
};

/** Shapes with the axes to take away: all, rows, columns, the middle, and axes that lie apart. */
const VIEWS: readonly (readonly [shape: number[], axis: number | number[] | undefined])[] = [
  [[], undefined],
  [[1], 0],
  [[0], undefined],
  [[37], undefined],
  [[5000], 0],
  [[0, 3], 0],
  [[3, 0], 1],
  [[40, 33], undefined],
  [[40, 33], 0],
  [[40, 33], 1],
  [[40, 33], [0, 1]],
  [[5000, 17], 0],
  [[2500, 200], 0],
  [[3, 5000], -1],
  [[2000, 3], 1],
  [[3, 4, 5], 1],
  [[3, 4, 5], [0, 2]],
  [[3, 1, 5], [0, 1]],
  [[2, 3, 4, 5], [1, 3]],
  [[2, 3000, 4], 1],
];

for (const [name, op] of Object.entries(REDUCE)) {
  Deno.test(`${name}: equals tfjs-cpu over every kind of axes, not-a-numbers and infinities among them`, () => {
    const rng = new Rng(name.length);
    for (const [shape, axis] of VIEWS) {
      for (const keepDims of [false, true]) {
        const reduce: Op = (tf, x) => op(tf, x!, axis, keepDims);
        const what = `${name} along ${axis}`;
        const large = shape.reduce((a, b) => a * b, 1) > 100;
        // A product of thousands is infinite or nothing.
        if (!large || name !== "prod") heldToCpu(what, reduce, [floats(rng, shape)], { tolerance: 2e-5 });
        heldToCpu(what, reduce, [floats(rng, shape, true)], { tolerance: 2e-5 });
      }
    }
  });
}

Deno.test("argMax and argMin: equal tfjs-cpu, the first of equals", () => {
  const rng = new Rng(1);
  for (const [shape, axis] of [[[7], 0], [[40, 33], 0], [[40, 33], 1], [[3, 4, 5], 1], [[500, 300], -1]] as const) {
    for (const special of [false, true]) {
      const x = floats(rng, shape, special);
      heldToCpu("argMax", (tf, x) => tf.argMax(x!, axis), [x]);
      heldToCpu("argMin", (tf, x) => tf.argMin(x!, axis), [x]);
    }
  }
});

Deno.test("softmax and logSoftmax: equal tfjs-cpu for rows of every length, very large numbers among them", () => {
  const rng = new Rng(2);
  for (const shape of [[1], [7], [3, 1], [0, 4], [5, 16], [40, 33], [2, 3, 130], [3000, 20]]) {
    const x = floats(rng, shape);
    heldToCpu("softmax", (tf, x) => tf.softmax(x!), [x]);
    heldToCpu("logSoftmax", (tf, x) => tf.logSoftmax(x!), [x], { tolerance: 1e-5 });
    const steep = { shape, values: x.values.map((value) => 1000 * value) };
    heldToCpu("softmax", (tf, x) => tf.softmax(x!), [steep], { tolerance: 1e-5 });
    heldToCpu("softmax'", (tf, x) => tf.grad((x) => tf.square(tf.softmax(x)))(x!), [x]);
  }
});

Deno.test("cumsum: equals tfjs-cpu along every axis, from both ends, with and without the element itself", () => {
  const rng = new Rng(3);
  for (const [shape, axis] of [[[9], 0], [[40, 33], 0], [[40, 33], 1], [[3, 4, 5], 1], [[0, 3], 0]] as const) {
    for (const exclusive of [false, true]) {
      for (const reverse of [false, true]) {
        heldToCpu("cumsum", (tf, x) => tf.cumsum(x!, axis, exclusive, reverse), [floats(rng, shape)], {
          tolerance: 1e-5,
        });
      }
    }
  }
});

Deno.test("topk: equals tfjs-cpu, the earlier of equals first", () => {
  const rng = new Rng(4);
  for (const [shape, k] of [[[9], 1], [[9], 9], [[40, 33], 5], [[2, 3, 700], 128]] as const) {
    heldToCpu("topk", (tf, x) => Object.values(tf.topk(x!, k)), [floats(rng, shape)]);
    const ties = { shape, values: floats(rng, shape).values.map((value) => Math.round(value)) };
    heldToCpu("topk of ties", (tf, x) => Object.values(tf.topk(x!, k)), [ties]);
  }
});

Deno.test("sum: a million numbers are summed as in double precision", () => {
  const rng = new Rng(5);
  const values = Float32Array.from({ length: 1_000_003 }, () => rng.uniform());
  const want = values.reduce((sum, value) => sum + value, 0);
  for (const engine of COMPILED) {
    const got = engine.run(() => engine.tensor(values, [values.length]).sum().dataSync()[0]!);
    assert(Math.abs(got / want - 1) < 1e-7, `${engine.name}: ${got} instead of ${want}`);
    const row = engine.run(() => engine.tensor(values, [1, values.length]).mean(1).dataSync()[0]!);
    assert(Math.abs(row * values.length / want - 1) < 1e-7);
  }
});

Deno.test("reductions and softmax give the same bytes on 1, 2 and 4 threads", () => {
  const rng = new Rng(6);
  const x = floats(rng, [5001, 37]);
  for (const engine of COMPILED) {
    const { kernels } = engine.backend!;
    const threads = kernels.threads;
    const all = [1, 2, 4].map((n) => {
      kernels.useThreads(n);
      return engine.run(() => {
        const t = engine.tensor(x.values as Float32Array, x.shape);
        return [t.sum(), t.sum(0), t.sum(1), t.mean(), t.max(0), engine.tf.softmax(t), t.prod(1)].map((y) =>
          Array.from(y.dataSync())
        );
      });
    });
    kernels.useThreads(threads);
    assert.deepEqual(all[1], all[0]);
    assert.deepEqual(all[2], all[0]);
  }
});
