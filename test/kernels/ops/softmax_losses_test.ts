import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { nearestPrototype } from "../../../src/kernels/ops/nearest_prototype.ts";
import { prototypeRatio } from "../../../src/kernels/ops/prototype_ratio.ts";
import { softmax } from "../../../src/kernels/ops/softmax.ts";
import { softmaxBackward } from "../../../src/kernels/ops/softmax_backward.ts";
import { type LabelledLogits, softmaxCrossEntropy } from "../../../src/kernels/ops/softmax_cross_entropy.ts";
import { blockOf, kernelSets } from "../helpers.ts";
import { assertFollows, assertSameOnThreads, type Found, normals, withBlocks } from "./loss_reference.ts";

interface Problem {
  readonly a: Float32Array;
  readonly labels: Int32Array;
  readonly rows: number;
  readonly width: number;
  readonly temperature: number;
}

function problem(rows: number, width: number): Problem {
  const rng = new Rng(rows);
  const labels = Int32Array.from({ length: rows }, () => rng.integer(width));
  return { a: normals(rng, rows * width).map((x) => 4 * x), labels, rows, width, temperature: 0.7 };
}

const lse = (values: readonly number[]) => {
  const top = Math.max(...values);
  return top + Math.log(values.reduce((sum, x) => sum + Math.exp(x - top), 0));
};

function entropy({ a, labels, rows, width, temperature }: Problem): Found {
  const gradient = new Float64Array(a.length);
  let value = 0;
  for (let i = 0; i < rows; i++) {
    const row = Array.from(a.subarray(i * width, (i + 1) * width), (x) => x / temperature);
    const all = lse(row);
    value += (all - row[labels[i]!]!) / rows;
    row.forEach((x, j) => {
      gradient[i * width + j] = (Math.exp(x - all) - (j === labels[i] ? 1 : 0)) / rows / temperature;
    });
  }
  return { value, gradients: [gradient] };
}

function ratio({ a, labels, rows, width, temperature }: Problem): Found {
  const gradient = new Float64Array(a.length);
  let value = 0;
  for (let k = 0; k < width; k++) {
    const column = Array.from({ length: rows }, (_, i) => a[i * width + k]! / temperature);
    const own = column.filter((_, i) => labels[i] === k);
    if (own.length === 0 || own.length === rows) continue;
    const [all, inside] = [lse(column), lse(own)];
    value -= (inside - Math.log(own.length) - all + Math.log(rows)) / width;
    column.forEach((x, i) => {
      const mine = labels[i] === k ? Math.exp(x - inside) : 0;
      gradient[i * width + k] = (Math.exp(x - all) - mine) / width / temperature;
    });
  }
  return { value, gradients: [gradient] };
}

const measured = (op: typeof softmaxCrossEntropy, { a, labels, ...form }: Problem) => (kernels: Kernels): Found =>
  withBlocks(kernels, (blocks) => {
    const gradient = blocks.out(a.length);
    const value = op(kernels, { ...form, logits: blocks.put(a), labels: blocks.put(labels) }, gradient);
    return { value, gradients: [gradient.f32.slice()] };
  });

const SHAPES = [[1, 1], [1, 5], [3, 2], [97, 1], [200, 10], [1_601, 7], [50, 67]] as const;

Deno.test("softmaxCrossEntropy() follows a plain loop in float64", () => {
  for (const [rows, width] of SHAPES) {
    const data = problem(rows, width);
    assertFollows(measured(softmaxCrossEntropy, data), entropy(data), 2e-6);
  }
});

Deno.test("prototypeRatio() follows a plain loop in float64", () => {
  for (const [rows, width] of SHAPES) {
    const data = problem(rows, width);
    assertFollows(measured(prototypeRatio, data), ratio(data), 4e-6);
  }
});

Deno.test("softmaxCrossEntropy() and prototypeRatio() are 0 without rows, and the same on any number of threads", () => {
  for (const op of [softmaxCrossEntropy, prototypeRatio]) {
    for (const kernels of kernelSets()) assert.equal(measured(op, problem(0, 3))(kernels).value, 0);
    assertSameOnThreads(measured(op, problem(3_001, 9)));
  }
});

Deno.test("softmaxCrossEntropy() and prototypeRatio() let not-a-numbers through", () => {
  const data = problem(40, 3);
  data.a[17] = NaN;
  for (const op of [softmaxCrossEntropy, prototypeRatio]) {
    for (const kernels of kernelSets()) assert(Number.isNaN(measured(op, data)(kernels).value));
  }
});

Deno.test("losses on logits refuse blocks that are too short, and no columns", () => {
  for (const kernels of kernelSets()) {
    withBlocks(kernels, (blocks) => {
      const [six, two] = [blocks.out(6), blocks.put(new Int32Array(2))];
      const form = { logits: six, labels: two, rows: 2, width: 3, temperature: 1 };
      for (const op of [softmaxCrossEntropy, prototypeRatio]) {
        const attempt = (change: Partial<LabelledLogits>, gradient = six) => () =>
          op(kernels, { ...form, ...change }, gradient);
        assert.throws(attempt({ width: 4 }), { tag: "Misaligned", message: /logits/ });
        assert.throws(attempt({ labels: blocks.put(new Int32Array(1)) }), { tag: "Misaligned", message: /labels/ });
        assert.throws(attempt({}, two), { tag: "Misaligned", message: /gradient/ });
        assert.throws(attempt({ width: 0 }), { tag: "InvalidArgument", message: /at least 1|≥ 1|from 1|columns/ });
      }
      const shape = { rows: 2, count: 3 };
      assert.throws(() => nearestPrototype(kernels, six, two, two, shape), { tag: "Misaligned", message: /half/ });
      assert.throws(() => nearestPrototype(kernels, two, six, two, shape), { tag: "Misaligned", message: /products/ });
    });
  }
});

Deno.test("softmaxBackward() is the gradient in front of softmax(), in place too, and refuses short blocks", () => {
  for (const kernels of kernelSets()) {
    for (const [rows, length] of [[0, 3], [1, 1], [3, 7], [5, 64], [2, 4099]] as const) {
      const rng = new Rng(rows + length), n = rows * length;
      const x = normals(rng, n).map((v) => 3 * v), dy = normals(rng, n);
      const blocks = [x, dy, dy, dy.subarray(1)].map((values) => blockOf(kernels, values));
      const [xs, given, out, short] = blocks;
      softmax(kernels, xs!, xs!, { rows, length });
      softmaxBackward(kernels, given!, xs!, out!, { rows, length });
      for (let i = 0; i < rows; i++) {
        const row = Array.from(x.subarray(i * length, (i + 1) * length));
        const all = lse(row), y = row.map((v) => Math.exp(v - all));
        const along = y.reduce((sum, v, j) => sum + v * dy[i * length + j]!, 0);
        y.forEach((v, j) => {
          const want = v * (dy[i * length + j]! - along), got = out!.f32[i * length + j]!;
          assert(Math.abs(got - want) < 2e-6 * Math.max(v, Math.abs(want)), `${kernels.kind}: ${got}, not ${want}`);
        });
      }
      const apart = out!.f32.slice();
      softmaxBackward(kernels, given!, xs!, given!, { rows, length });
      assert.deepEqual(given!.f32, apart);
      if (n > 0) {
        assert.throws(() => softmaxBackward(kernels, short!, xs!, out!, { rows, length }), { tag: "Misaligned" });
        assert.throws(() => softmaxBackward(kernels, given!, short!, out!, { rows, length }), { tag: "Misaligned" });
        assert.throws(() => softmaxBackward(kernels, given!, xs!, short!, { rows, length }), { tag: "Misaligned" });
        assert.throws(() => softmaxBackward(kernels, given!, xs!, out!, { rows: 0.5, length }), /rows/);
      }
      for (const block of blocks) kernels.free(block);
    }
  }
});
