import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { svd } from "../../src/linalg/svd.ts";
import { foscttm, imputationScores, labelTransfer, pcr, pcrComparison } from "../../src/metrics/mod.ts";
import { plantedCells } from "./integration_data.ts";
import { assertClose } from "./partitions.ts";

function normals(seed: number, n: number, width: number): Dense {
  const rng = new Rng(seed);
  return new Dense(Float64Array.from({ length: n * width }, () => rng.normal()), { shape: [n, width] });
}

Deno.test("pcr() over all components is the weighted mean of their R²", () => {
  for (const seed of [1, 2, 3]) {
    const { x, batch } = plantedCells(seed, { n: 50, nBatches: 3, shift: seed });
    const means = Array.from({ length: x.nCols }, (_, c) => x.toRows().reduce((sum, row) => sum + row[c]!, 0) / 50);
    const centred = Float64Array.from(x.data as Float64Array, (value, at) => value - means[at % x.nCols]!);
    const { u, s } = svd({ data: centred, nRows: 50, nCols: x.nCols });
    let [part, total] = [0, 0];
    for (let k = 0; k < x.nCols; k++) {
      const column = Array.from({ length: 50 }, (_, i) => u[i * x.nCols + k]! * s[k]!);
      const groups = new Map<string, number[]>();
      column.forEach((value, i) => groups.set(batch[i]!, [...groups.get(batch[i]!) ?? [], value]));
      for (const own of groups.values()) part += own.reduce((sum, value) => sum + value, 0) ** 2 / own.length;
      total += s[k]! ** 2;
    }
    assertClose(pcr(x, batch), part / total, 1e-12);
  }
});

Deno.test("pcr() of leading components looks at these only", () => {
  const rng = new Rng(3);
  // The first axis varies most and is the covariate's; the second has nothing to do with it.
  const rows = Array.from({ length: 80 }, (_, i) => [i % 2 * 50 + rng.normal(), rng.normal() * 3]);
  const batch = rows.map((_, i) => i % 2);
  const x = Dense.fromRows(rows, "float64");
  assert(pcr(x, batch, { nComps: 1 }) > pcr(x, batch));
  assertClose(pcr(x, batch, { nComps: 2 }), pcr(x, batch), 1e-12);
});

Deno.test("pcr() of a number is the squared correlation", () => {
  const x = Dense.fromRows([[1], [2], [4], [3]], "float64");
  const covariate = [1, 2, 3, 4];
  // r = Σ xy / √(Σ xx Σ yy) = 4 / 5.
  assertClose(pcr(x, covariate, { categorical: false }), 0.64);
  assert.equal(pcr(x, [7, 7, 7, 7], { categorical: false }), 0);
});

Deno.test("pcr() is NaN when nothing varies, and refuses gaps", () => {
  assert(Number.isNaN(pcr(Dense.fromRows([[1], [1]]), ["a", "b"])));
  const x = Dense.fromRows([[1], [2]]);
  assert.throws(() => pcr(x, ["a", null]), { name: "WeftError[BadValues]", message: /at row 1. Leave out the rows/ });
  assert.throws(() => pcr(x, [1, NaN], { categorical: false }), { name: "WeftError[BadValues]" });
  assert.throws(() => pcr(Dense.fromRows([[1], [NaN]]), ["a", "b"]), { name: "WeftError[BadValues]" });
  assert.throws(() => pcr(x, ["a"]), { name: "WeftError[Misaligned]" });
});

Deno.test("pcrComparison() is the share by which the batch effect fell, never below 0", () => {
  const [pre, post] = [6, 2].map((shift) => plantedCells(4, { shift }));
  const { batch } = pre!;
  const score = pcrComparison(pre!.x, post!.x, batch);
  assertClose(score, 1 - pcr(post!.x, batch) / pcr(pre!.x, batch));
  assert.equal(pcrComparison(post!.x, pre!.x, batch), 0);
  const difference = pcrComparison(post!.x, pre!.x, batch, { scale: false });
  assertClose(difference, pcr(pre!.x, batch) - pcr(post!.x, batch));
});

Deno.test("pcrComparison() asks an embedding for no more components than it has", () => {
  const { x, batch } = plantedCells(5, { shift: 4 });
  const narrow = x.takeColumns([0, 1]);
  assertClose(
    pcrComparison(x, narrow, batch, { nComps: 4 }),
    Math.max(0, 1 - pcr(narrow, batch) / pcr(x, batch, { nComps: 4 })),
  );
  assert.throws(() => pcrComparison(x, narrow.takeRows([0]), batch), { name: "WeftError[Misaligned]" });
});

Deno.test("foscttm() equals counting by hand in both directions and for both divisors", () => {
  const [a, b] = [normals(1, 23, 4), normals(2, 23, 4)];
  const squared = (x: Dense, i: number, y: Dense, j: number) =>
    x.toRows()[i]!.reduce((sum, value, c) => sum + (value - y.get(j, c)) ** 2, 0);
  const byHand = (x: Dense, y: Dense, divisor: number) =>
    Array.from({ length: 23 }, (_, i) => {
      const own = squared(x, i, y, i);
      return Array.from({ length: 23 }, (_, j) => j).filter((j) => squared(x, i, y, j) < own).length / divisor;
    });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const scores = foscttm(a, b);
  byHand(a, b, 22).forEach((value, i) => assertClose(scores.perCellForward[i]!, value));
  byHand(b, a, 22).forEach((value, i) => assertClose(scores.perCellBackward[i]!, value));
  assertClose(scores.forward, mean(byHand(a, b, 22)));
  assertClose(scores.value, (scores.forward + scores.backward) / 2);
  assertClose(foscttm(a, b, { divisor: "n" }).backward, mean(byHand(b, a, 23)));
});

Deno.test("foscttm() is 0 for the same embedding twice and near a half for unrelated ones", () => {
  const x = normals(3, 300, 5);
  const same = foscttm(x, x);
  assert.deepEqual([same.value, same.matchingAccuracy], [0, 1]);
  const random = foscttm(x, normals(4, 300, 5));
  assert(Math.abs(random.value - 0.5) < 0.06, `${random.value}`);
});

Deno.test("foscttm() refuses cells or columns that do not fit, and stops by its signal", () => {
  const x = normals(5, 10, 2);
  assert.throws(() => foscttm(x, normals(5, 9, 2)), { name: "WeftError[Misaligned]", message: /length 10.*found 9/s });
  assert.throws(() => foscttm(x, normals(5, 10, 3)), { name: "WeftError[Misaligned]" });
  assert.throws(() => foscttm(x, x, { divisor: "2n" as never }), { name: "WeftError[InvalidArgument]" });
  assert.throws(() => foscttm(x, x, { signal: AbortSignal.abort() }), { name: "WeftError[Aborted]" });
});

Deno.test("foscttm() of 3,000 cells keeps no matrix of pairs", () => {
  const x = normals(6, 3000, 8);
  const before = Deno.memoryUsage().rss;
  assert.equal(foscttm(x, x).value, 0);
  assert(Deno.memoryUsage().rss - before < 60e6);
});

Deno.test("labelTransfer() gives a tie to the smallest label and lets an equal cell decide by distance", () => {
  const source = Dense.fromRows([[0], [2], [2], [10]]);
  const labels = ["b", "a", "a", "c"];
  const target = Dense.fromRows([[1], [0]]);
  assert.deepEqual(labelTransfer(source, labels, target, { nNeighbors: 2 }).predicted, ["a", "a"]);
  const near = labelTransfer(source, labels, target, { nNeighbors: 3, weights: "distance" });
  assert.deepEqual(near.predicted, ["a", "b"]);
  assert(Number.isNaN(near.accuracy));
});

Deno.test("labelTransfer() lets cells without label neither vote nor count", () => {
  const source = Dense.fromRows([[0], [0.1], [5]]);
  const { predicted, accuracy } = labelTransfer(source, [null, "a", "b"], Dense.fromRows([[0], [5]]), {
    nNeighbors: 1,
    truth: ["a", null],
  });
  assert.deepEqual(predicted, ["a", "b"]);
  assert.equal(accuracy, 1);
});

Deno.test("labelTransfer() refuses too few labelled cells and lengths that do not fit", () => {
  const x = Dense.fromRows([[0], [1]]);
  assert.throws(() => labelTransfer(x, ["a", null], x, { nNeighbors: 2 }), { name: "WeftError[TooSmall]" });
  assert.throws(() => labelTransfer(x, ["a"], x), { name: "WeftError[Misaligned]" });
  assert.throws(() => labelTransfer(x, ["a", "b"], x, { truth: ["a"] }), { name: "WeftError[Misaligned]" });
  assert.throws(() => labelTransfer(x, ["a", "b"], x, { weights: "inverse" as never }), {
    name: "WeftError[InvalidArgument]",
  });
});

Deno.test("imputationScores() are perfect for the truth itself, sparse or dense", () => {
  const truth = Dense.fromRows([[1, 0, 3], [0, 2, 1], [4, 1, 0]], "float64");
  const scores = imputationScores(Csr.fromDense(truth), truth);
  for (const values of [scores.pearsonPerFeature, scores.spearmanPerFeature, scores.pearsonPerCell]) {
    values.forEach((value) => assertClose(value, 1));
  }
  assert.equal(scores.rmse, 0);
});

Deno.test("imputationScores() rank ties by their mean and skip constant rows and columns", () => {
  const scores = imputationScores(
    Dense.fromRows([[1, 5], [1, 5], [2, 5]], "float64"),
    Dense.fromRows([[0, 1], [1, 2], [5, 2]], "float64"),
  );
  // Ranks 1.5, 1.5, 3 against 1, 2, 3.
  assertClose(scores.spearmanPerFeature[0]!, Math.sqrt(3) / 2);
  assert(Number.isNaN(scores.pearsonPerFeature[1]!));
  assertClose(scores.meanPearsonPerCell, (1 + 1 - 1) / 3);
  assertClose(scores.rmse, Math.sqrt((1 + 16 + 0 + 9 + 9 + 9) / 6));
});

Deno.test("imputationScores() refuse other shapes and NaN", () => {
  const x = Dense.fromRows([[1, 2]]);
  assert.throws(() => imputationScores(x, Dense.fromRows([[1]])), { name: "WeftError[Misaligned]" });
  assert.throws(() => imputationScores(x, Dense.fromRows([[1], [2]])), { name: "WeftError[Misaligned]" });
  assert.throws(() => imputationScores(x, Dense.fromRows([[1, NaN]])), { name: "WeftError[BadValues]" });
});
