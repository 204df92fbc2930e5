import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { column } from "../../src/data/columns/column.ts";
import {
  ami,
  ari,
  completeness,
  fowlkesMallows,
  homogeneity,
  type Labels,
  mutualInformation,
  nmi,
  pairF1,
  pairJaccard,
  pairPrecision,
  pairRecall,
  purity,
  randIndex,
  vMeasure,
} from "../../src/metrics/mod.ts";
import { assertClose, randomPartitions } from "./partitions.ts";

type Score = (predicted: Labels, truth: Labels) => number;
const SYMMETRIC: Score[] = [ari, ami, nmi, mutualInformation, vMeasure, fowlkesMallows, pairF1, pairJaccard, randIndex];
const DIRECTED: Score[] = [homogeneity, completeness, pairPrecision, pairRecall, purity];
const ALL = [...SYMMETRIC, ...DIRECTED];
const NORMED = ALL.filter((score) => score !== mutualInformation);

for (const score of ALL) {
  Deno.test(`${score.name}() does not depend on the order of rows, to the last bit`, () => {
    for (let seed = 0; seed < 5; seed++) {
      const [u, v] = randomPartitions(seed, 83, 6, 4);
      const order = [...new Rng(seed).permutation(83)];
      assert.equal(score(order.map((i) => u[i]!), order.map((i) => v[i]!)), score(u, v));
    }
  });

  Deno.test(`${score.name}() does not depend on names or kind of the labels`, () => {
    const [u, v] = randomPartitions(6, 60, 5, 5);
    const want = score(u, v);
    const words = u.map((label) => `domain ${9 - label}`);
    assertClose(score(words, v), want);
    assertClose(score(categorical(words), column(v.map((label) => label * 1.5))), want);
    assertClose(score(Int32Array.from(u), Float64Array.from(v)), want);
    assertClose(score(u.map(BigInt), v.map(String)), want);
  });

  Deno.test(`${score.name}() leaves out rows that miss a label, on either side`, () => {
    const [u, v] = randomPartitions(7, 50, 4, 3);
    const holed = [[null, ...u, 3, 1], [0, ...v, undefined, NaN]] as const;
    assert.equal(score(...holed), score(u, v));
  });

  Deno.test(`${score.name}() refuses partitions of different lengths and changes no input`, () => {
    const [u, v] = randomPartitions(8, 20, 3, 3);
    const copies = [[...u], [...v]];
    score(u, v);
    assert.deepEqual([u, v], copies);
    assert.throws(() => score(u, v.slice(1)), (error) => isWeftError(error, "Misaligned"));
  });
}

for (const score of SYMMETRIC) {
  Deno.test(`${score.name}() is symmetric`, () => {
    for (let seed = 0; seed < 5; seed++) {
      const [u, v] = randomPartitions(seed, 40, 4, 6);
      assertClose(score(u, v), score(v, u));
    }
  });
}

for (const score of NORMED) {
  Deno.test(`${score.name}() is 1 for equal partitions and at most 1 for any`, () => {
    for (let seed = 0; seed < 8; seed++) {
      const [u, v] = randomPartitions(seed, 70, 5, 3);
      assertClose(score(u, u), 1);
      assert(score(u, v) <= 1 + 1e-12);
    }
  });
}

Deno.test("scores that agree with the truth more often rise with agreement", () => {
  for (const score of ALL) {
    const levels = [0, 0.5, 0.9].map((agreement) => score(...randomPartitions(9, 2000, 4, 4, agreement)));
    assert(levels[0]! < levels[1]! && levels[1]! < levels[2]!, `${score.name}: ${levels}`);
  }
});
