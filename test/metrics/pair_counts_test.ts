import assert from "node:assert/strict";
import { WeftError } from "../../src/core/error.ts";
import {
  ari,
  fowlkesMallows,
  pairCounts,
  pairF1,
  pairJaccard,
  pairPrecision,
  pairRecall,
  randIndex,
} from "../../src/metrics/mod.ts";
import { assertClose, pairsByHand, randomPartitions } from "./partitions.ts";

Deno.test("pairCounts() equals a loop over all pairs, for random partitions", () => {
  for (let seed = 0; seed < 20; seed++) {
    const [u, v] = randomPartitions(seed, 5 + 7 * seed, 1 + seed % 6, 1 + seed % 4);
    assert.deepEqual(pairCounts(u, v), pairsByHand(u, v));
  }
});

Deno.test("pairCounts() of no rows, of one row and of missing labels", () => {
  const none = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
  assert.deepEqual(pairCounts([], []), none);
  assert.deepEqual(pairCounts([1], ["a"]), none);
  assert.deepEqual(pairCounts([1, 1, null, 1], ["a", "a", "a", NaN]), { ...none, truePositive: 1 });
});

Deno.test("pairCounts() refuses partitions of different lengths", () => {
  assert.throws(() => pairCounts([1, 2], [1]), (error: unknown) => {
    assert(error instanceof WeftError);
    assert.equal(error.tag, "Misaligned");
    assert.match(error.message, /length 1, as the true labels but found 2/);
    return true;
  });
});

Deno.test("ari() is 1 for equal partitions, about 0 for independent ones, and symmetric", () => {
  const [u, v] = randomPartitions(3, 4000, 5, 5, 0);
  assert.equal(ari(v, v), 1);
  assert(Math.abs(ari(u, v)) < 0.01);
  assertClose(ari(u, v), ari(v, u));
});

Deno.test("ari() does not depend on what clusters are called", () => {
  const [u, v] = randomPartitions(4, 200, 4, 3);
  const renamed = u.map((label) => ["z", "b", "y", "a"][label]!);
  assert.equal(ari(renamed, v), ari(u, v));
});

Deno.test("ari() of the textbook example of Hubert and Arabie", () => {
  assertClose(ari([0, 0, 1, 1], [0, 0, 1, 2]), 0.5714285714285714);
  assertClose(ari([0, 0, 1, 2], [0, 0, 1, 1]), 0.5714285714285714);
});

Deno.test("randIndex() is the share of pairs placed alike; 1 without pairs", () => {
  const [u, v] = randomPartitions(5, 60, 4, 3);
  const { truePositive, trueNegative } = pairsByHand(u, v);
  assertClose(randIndex(u, v), (truePositive + trueNegative) / (60 * 59 / 2));
  assert.equal(randIndex([], []), 1);
});

Deno.test("pairF1() is the harmonic mean of precision and recall and 2J/(1+J)", () => {
  for (let seed = 0; seed < 10; seed++) {
    const [u, v] = randomPartitions(seed, 50, 3, 4);
    const [p, r, j] = [pairPrecision(u, v), pairRecall(u, v), pairJaccard(u, v)];
    assertClose(pairF1(u, v), 2 * p * r / (p + r));
    assertClose(pairF1(u, v), 2 * j / (1 + j));
  }
});

Deno.test("fowlkesMallows() is the geometric mean of precision and recall, never below F1", () => {
  for (let seed = 0; seed < 10; seed++) {
    const [u, v] = randomPartitions(seed, 50, 3, 4);
    assertClose(fowlkesMallows(u, v), Math.sqrt(pairPrecision(u, v) * pairRecall(u, v)));
    assert(fowlkesMallows(u, v) >= pairF1(u, v) - 1e-12);
  }
});

Deno.test("pair scores are 0 when no pair is together in both", () => {
  for (const score of [pairF1, pairJaccard, pairPrecision, pairRecall, fowlkesMallows]) {
    assert.equal(score([0, 1, 2], [0, 0, 0]), 0);
    assert.equal(score([0, 0, 0], [0, 1, 2]), 0);
    assert.equal(score([], []), 0);
  }
});

Deno.test("pairPrecision() and pairRecall() exchange roles with their arguments", () => {
  const [u, v] = randomPartitions(9, 80, 5, 3);
  assert.equal(pairPrecision(u, v), pairRecall(v, u));
});
