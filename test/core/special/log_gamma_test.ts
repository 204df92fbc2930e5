import assert from "node:assert/strict";
import { logGamma } from "../../../src/core/special/log_gamma.ts";

// scipy.special.gammaln
const REFERENCE: [number, number][] = [
  [1e-8, 18.42068073818021],
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247],
  [1, 0],
  [1.5, -0.12078223763524526],
  [2, 0],
  [3, 0.6931471805599453],
  [10, 12.801827480081469],
  [100.5, 361.43554046777757],
  [1e4, 82099.71749644238],
  [1e7, 151180949.36947393],
];

Deno.test("logGamma() agrees with scipy to 1e-13", () => {
  for (const [x, want] of REFERENCE) {
    assert(Math.abs(logGamma(x) - want) <= 1e-13 * Math.max(1, Math.abs(want)), `at ${x}: ${logGamma(x)}`);
  }
});

Deno.test("logGamma() obeys Γ(x + 1) = x Γ(x)", () => {
  for (let x = 0.05; x < 30; x += 0.35) assert(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) < 1e-12);
});

Deno.test("logGamma() is infinite at 0 and undefined below", () => {
  assert.equal(logGamma(0), Infinity);
  assert.equal(logGamma(Infinity), Infinity);
  assert(Number.isNaN(logGamma(-1.5)));
  assert(Number.isNaN(logGamma(NaN)));
});
