import assert from "node:assert/strict";
import { chiSquaredSurvival, upperIncompleteGamma } from "../../../src/core/special/incomplete_gamma.ts";
import { erfc } from "../../../src/core/special/erfc.ts";

function near(got: number, want: number, relative = 1e-12): void {
  assert(Math.abs(got - want) <= relative * Math.abs(want), `wanted ${want}, got ${got}`);
}

Deno.test("upperIncompleteGamma() of whole a is a sum of Poisson probabilities", () => {
  for (const a of [1, 2, 5, 20]) {
    for (const x of [0.01, 0.5, 3, 19, 40, 120]) {
      let term = Math.exp(-x);
      let sum = 0;
      for (let k = 0; k < a; k++, term *= x / k) sum += term;
      near(upperIncompleteGamma(a, x), sum, 1e-11);
    }
  }
});

Deno.test("upperIncompleteGamma() of a half is the complementary error function", () => {
  for (const x of [1e-6, 0.1, 1, 1.5, 4, 30, 200]) near(upperIncompleteGamma(0.5, x), erfc(Math.sqrt(x)), 1e-10);
});

Deno.test("upperIncompleteGamma() falls in x and joins where the two methods meet", () => {
  for (const a of [0.3, 2.5, 17, 400]) {
    let last = 1;
    for (let step = -20; step <= 20; step++) {
      const value = upperIncompleteGamma(a, (a + 1) * (1 + step * 1e-3));
      assert(value < last);
      last = value;
    }
    near(upperIncompleteGamma(a, a + 1), upperIncompleteGamma(a, (a + 1) * (1 - 1e-13)), 1e-10);
  }
});

Deno.test("upperIncompleteGamma() at the ends", () => {
  assert.equal(upperIncompleteGamma(2, 0), 1);
  assert.equal(upperIncompleteGamma(2, Infinity), 0);
  assert(Number.isNaN(upperIncompleteGamma(NaN, 1)) && Number.isNaN(upperIncompleteGamma(1, NaN)));
});

Deno.test("chiSquaredSurvival() gives the tail of the tables", () => {
  near(chiSquaredSurvival(3.841458820694124, 1), 0.05, 1e-12);
  near(chiSquaredSurvival(5.991464547107979, 2), 0.05, 1e-12);
  near(chiSquaredSurvival(11.070497693516351, 5), 0.05, 1e-12);
  near(chiSquaredSurvival(1000, 2), Math.exp(-500), 1e-11);
});
