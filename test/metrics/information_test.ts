import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { ami, completeness, homogeneity, mutualInformation, nmi, purity, vMeasure } from "../../src/metrics/mod.ts";
import { entropyOf } from "../../src/metrics/entropy.ts";
import { expectedInformation } from "../../src/metrics/expected_information.ts";
import { logGamma } from "../../src/core/special/log_gamma.ts";
import { assertClose, randomPartitions } from "./partitions.ts";

const ONE = [0, 0, 0, 0];
const ALL = [0, 1, 2, 3];
const TWO = [0, 0, 1, 1];

Deno.test("mutualInformation() is the entropy for equal partitions and at most the smaller entropy otherwise", () => {
  assertClose(mutualInformation(TWO, ["x", "x", "y", "y"]), Math.log(2));
  for (let seed = 0; seed < 10; seed++) {
    const [u, v] = randomPartitions(seed, 120, 4, 6);
    const information = mutualInformation(u, v);
    assert(information >= 0);
    assert(information <= Math.min(mutualInformation(u, u), mutualInformation(v, v)) + 1e-12);
    assertClose(information, mutualInformation(v, u));
  }
});

Deno.test("entropyOf() is ln K for K equal clusters and 0 for one", () => {
  assertClose(entropyOf(Int32Array.of(5, 5, 5), 15), Math.log(3));
  assert.equal(entropyOf(Int32Array.of(7), 7), 0);
  assert.equal(entropyOf(new Int32Array(0), 0), 0);
});

Deno.test("nmi() equals the V-measure and lies between its min and max forms", () => {
  for (let seed = 0; seed < 10; seed++) {
    const [u, v] = randomPartitions(seed, 90, 5, 3);
    assertClose(nmi(u, v), vMeasure(u, v));
    assert(nmi(u, v, { average: "max" }) <= nmi(u, v) + 1e-12);
    assert(nmi(u, v) <= nmi(u, v, { average: "geometric" }) + 1e-12);
    assert(nmi(u, v, { average: "geometric" }) <= nmi(u, v, { average: "min" }) + 1e-12);
  }
});

Deno.test("nmi() and ami() at the edges: both one cluster 1, one against two 0, both singletons 1", () => {
  for (const score of [nmi, ami]) {
    assert.equal(score(ONE, ONE), 1);
    assert.equal(score(ONE, TWO), 0);
    assertClose(score(ALL, ALL), 1);
    assert.equal(score([], []), 1);
  }
});

Deno.test("nmi() refuses an average it does not know", () => {
  const wrong = { average: "harmonic" } as unknown as { average: "min" };
  assert.throws(
    () => nmi(TWO, TWO, wrong),
    (error) => isWeftError(error, "InvalidArgument") && /'harmonic'/.test(error.message),
  );
});

Deno.test("ami() is about 0 for independent partitions where nmi() is not", () => {
  const [u, v] = randomPartitions(11, 300, 40, 40, 0);
  assert(Math.abs(ami(u, v)) < 0.05);
  assert(nmi(u, v) > 0.3);
});

Deno.test("expectedInformation() equals the sum with factorials of metrics by log-gamma", () => {
  const [a, b] = [Int32Array.of(7, 5, 8), Int32Array.of(9, 11)];
  const n = 20;
  const f = (x: number) => logGamma(x + 1);
  let want = 0;
  for (const ai of a) {
    for (const bj of b) {
      for (let m = Math.max(1, ai + bj - n); m <= Math.min(ai, bj); m++) {
        const log = f(ai) + f(bj) + f(n - ai) + f(n - bj) - f(n) - f(m) - f(ai - m) - f(bj - m) - f(n - ai - bj + m);
        want += m / n * Math.log(n * m / (ai * bj)) * Math.exp(log);
      }
    }
  }
  assertClose(expectedInformation(a, b, n), want);
});

Deno.test("expectedInformation() stays exact for singletons, where it is the entropy of the other side", () => {
  const [singletons, classes] = [new Int32Array(3000).fill(1), Int32Array.of(1000, 500, 1500)];
  assertClose(expectedInformation(singletons, classes, 3000), entropyOf(classes, 3000), 1e-13);
});

Deno.test("ami() of many small clusters takes no quadratic time", () => {
  const n = 60_000;
  const u = Int32Array.from({ length: n }, (_, i) => i >> 1);
  const v = Int32Array.from({ length: n }, (_, i) => (i + 1) >> 1);
  const before = performance.now();
  ami(u, v);
  assert(performance.now() - before < 5000);
});

Deno.test("homogeneity() and completeness() exchange roles with their arguments and are 1 for a single class", () => {
  const [u, v] = randomPartitions(13, 70, 4, 3);
  assert.equal(homogeneity(u, v), completeness(v, u));
  assert.equal(homogeneity(TWO, ONE), 1);
  assert.equal(completeness(ONE, TWO), 1);
});

Deno.test("homogeneity() is 1 for a split truth, completeness() for a merged one", () => {
  assertClose(homogeneity([0, 1, 2, 3], TWO), 1);
  assert(completeness([0, 1, 2, 3], TWO) < 1);
});

Deno.test("vMeasure() leans to homogeneity for a small beta and is 0 when either part is", () => {
  const [u, v] = [ALL, TWO];
  assertClose(vMeasure(u, v, { beta: 0 }), homogeneity(u, v));
  assert(vMeasure(u, v, { beta: 0.5 }) > vMeasure(u, v, { beta: 2 }));
  assert.equal(vMeasure(ONE, TWO, { beta: 0 }), 0);
  assert.throws(() => vMeasure(u, v, { beta: -1 }), /beta to be a finite number ≥ 0/);
});

Deno.test("purity() is 1 for singletons and the largest class for one cluster; NaN without rows", () => {
  assert.equal(purity(ALL, TWO), 1);
  assert.equal(purity(ONE, [0, 0, 0, 1]), 0.75);
  assert(Number.isNaN(purity([], [])));
  assert(Number.isNaN(purity([null], ["a"])));
});

Deno.test("information scores leave out rows that miss a label", () => {
  for (const score of [nmi, ami, homogeneity, completeness, mutualInformation, purity]) {
    assert.equal(score([0, 0, 1, 1, 5, null], ["a", "a", "b", "a", undefined, "b"]), score(TWO, ["a", "a", "b", "a"]));
  }
});
