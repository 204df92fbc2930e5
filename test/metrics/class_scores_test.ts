import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { classScores, rareF1, rareRecall } from "../../src/metrics/mod.ts";
import { randomPartitions } from "./partitions.ts";

Deno.test("classScores() gives each class the cluster under which most rows agree, not the one it fills most", () => {
  // Both classes are most often found in cluster 0; together they agree most when the second takes cluster 1.
  const predicted = [0, 0, 0, 0, 0, 0, 0, 1, 1];
  const truth = ["a", "a", "a", "a", "b", "b", "b", "b", "b"];
  const [a, b] = classScores(predicted, truth);
  assert.deepEqual({ ...a }, { label: "a", size: 4, cluster: "0", precision: 4 / 7, recall: 1, f1: 8 / 11 });
  assert.deepEqual({ ...b }, { label: "b", size: 5, cluster: "1", precision: 1, recall: 0.4, f1: 4 / 7 });
});

Deno.test("classScores() gives 0 to classes for which no cluster is left", () => {
  const scores = classScores(["x", "x", "x", "x"], [3, 3, 1, 2]);
  assert.deepEqual(scores.map(({ label, cluster, f1 }) => [label, cluster, f1]), [
    ["1", null, 0],
    ["2", null, 0],
    ["3", "x", 2 / 3],
  ]);
  const absent = scores[0]!;
  assert.deepEqual([absent.precision, absent.recall, absent.size], [0, 0, 1]);
});

Deno.test("classScores() is perfect for any renaming, with more clusters than classes too", () => {
  const rng = new Rng(3);
  const truth = Array.from({ length: 200 }, () => "abcdef"[rng.integer(6)]!);
  for (const { precision, recall, f1 } of classScores(truth.map((label) => `${label}!`), truth)) {
    assert.deepEqual([precision, recall, f1], [1, 1, 1]);
  }
  const split = truth.map((label, i) => label === "a" && i % 4 === 0 ? "rest" : label);
  const [a, b] = classScores(split, truth);
  assert(a!.precision === 1 && a!.recall < 1 && a!.cluster === "a");
  assert.deepEqual([b!.precision, b!.recall], [1, 1]);
});

Deno.test("classScores() holds F1 = 2PR / (P + R) and the sizes of the classes, for random partitions", () => {
  for (let seed = 0; seed < 10; seed++) {
    const [predicted, truth] = randomPartitions(seed, 150, 8, 5);
    const scores = classScores(predicted, truth);
    assert.equal(scores.reduce((sum, { size }) => sum + size, 0), 150);
    assert.equal(new Set(scores.map(({ cluster }) => cluster)).size, scores.length);
    for (const { precision, recall, f1 } of scores) {
      const want = precision + recall === 0 ? 0 : 2 * precision * recall / (precision + recall);
      assert(Math.abs(f1 - want) < 1e-12);
    }
  }
});

Deno.test("classScores() leaves out rows that miss a label, and classes that lose all rows so", () => {
  const scores = classScores([0, null, 1, 1, null], ["a", "a", "b", null, "c"]);
  assert.deepEqual(scores.map(({ label, size, f1 }) => [label, size, f1]), [["a", 1, 1], ["b", 1, 1]]);
  assert.deepEqual(classScores([], []), []);
});

Deno.test("classScores() takes columns, in the order of their categories", () => {
  const truth = categorical(["x", "y", "y"], { categories: ["y", "x"] });
  assert.deepEqual(classScores([1, 2, 2], truth).map(({ label }) => label), ["y", "x"]);
});

Deno.test("classScores() refuses labels of different lengths", () => {
  assert.throws(() => classScores([1], [1, 2]), (error) => isWeftError(error, "Misaligned"));
});

Deno.test("rareF1() and rareRecall() average over rare classes alone, each the same", () => {
  // 100 rows: one class of 92, one of 6, and rare ones of 1 and 1; the second of these is lost in the largest.
  const truth = [...Array(92).fill("big"), ...Array(6).fill("mid"), "first", "second"];
  const predicted = truth.map((label) => label === "second" ? "big" : label);
  assert.equal(rareRecall(predicted, truth), 0.5);
  assert.equal(rareF1(predicted, truth), 0.5);
  assert.equal(rareRecall(predicted, truth, { maxShare: 0.07 }), 2 / 3);
  assert.equal(rareF1(predicted.map((label) => label === "mid" ? "first" : label), truth), 0);
  assert.equal(rareF1(truth, truth), 1);
});

Deno.test("rareF1() is NaN when no class is rare, and takes a class of just the share as not rare", () => {
  const even = Array.from({ length: 100 }, (_, i) => i % 20);
  assert(Number.isNaN(rareF1(even, even)));
  assert(Number.isNaN(rareRecall([], [])));
  assert.equal(rareF1(even, even, { maxShare: 0.051 }), 1);
});

Deno.test("rareF1() refuses a share that is none", () => {
  for (const maxShare of [-0.1, 1.1, NaN]) {
    assert.throws(() => rareF1([1], [1], { maxShare }), (error) => isWeftError(error, "InvalidArgument"));
  }
});
