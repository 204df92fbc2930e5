import assert from "node:assert/strict";
import { incompleteBeta, studentTwoSided } from "../../../src/core/special/incomplete_beta.ts";

// scipy.special.betainc
const BETA: [number, number, number, number][] = [
  [0.5, 0.5, 0.3, 0.36901011956554536],
  [2, 3, 0.5, 0.6875],
  [10, 0.5, 0.9, 0.15164090963470994],
  [50, 0.5, 0.2, 9.994267861337003e-37],
  [1, 1, 0.7, 0.7],
  [200, 300, 0.41, 0.677628164772179],
  [5000, 0.5, 0.99, 1.1849636488949144e-23],
];

// 2 * scipy.stats.t.sf(|t|, df)
const STUDENT: [number, number, number][] = [
  [0, 5, 1],
  [1, 1, 0.5],
  [2.5, 10.3, 0.030821547189727735],
  [-4, 30, 0.0003818456360837564],
  [12, 7, 6.358310378185098e-6],
  [30, 200, 5.724161208827853e-76],
  [38, 5000, 8.186699820442921e-278],
  [60, 300, 3.879501939340589e-169],
];

Deno.test("incompleteBeta() agrees with scipy to 1e-10", () => {
  for (const [a, b, x, want] of BETA) {
    const got = incompleteBeta(a, b, x);
    assert(Math.abs(got - want) <= 1e-10 * want, `I_${x}(${a}, ${b}) = ${got}, wanted ${want}`);
  }
});

Deno.test("incompleteBeta() mirrors: I_x(a, b) + I_{1-x}(b, a) = 1", () => {
  for (const a of [0.3, 2, 17]) {
    for (const x of [0.01, 0.4, 0.8]) {
      assert(Math.abs(incompleteBeta(a, 3, x) + incompleteBeta(3, a, 1 - x) - 1) < 1e-13);
    }
  }
});

Deno.test("incompleteBeta() is 0 and 1 at its ends and NaN for NaN", () => {
  assert.equal(incompleteBeta(2, 3, 0), 0);
  assert.equal(incompleteBeta(2, 3, 1), 1);
  assert(Number.isNaN(incompleteBeta(2, NaN, 0.5)));
});

Deno.test("studentTwoSided() agrees with scipy to 1e-10, far into the tail", () => {
  for (const [t, df, want] of STUDENT) {
    const got = studentTwoSided(t, df);
    assert(Math.abs(got - want) <= 1e-10 * want, `t ${t}, df ${df}: ${got}, wanted ${want}`);
  }
});

Deno.test("studentTwoSided() of an infinite statistic is 0, of an undefined one NaN", () => {
  assert.equal(studentTwoSided(Infinity, 4), 0);
  assert.equal(studentTwoSided(-Infinity, 4), 0);
  assert(Number.isNaN(studentTwoSided(NaN, 4)));
});
