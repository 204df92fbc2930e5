import assert from "node:assert/strict";
import { erfc, normalSurvival } from "../../../src/core/special/erfc.ts";

// scipy.special.erfc
const REFERENCE: [number, number][] = [
  [-3, 1.9999779095030015],
  [-0.5, 1.5204998778130465],
  [0, 1],
  [1e-10, 0.999999999887162],
  [0.3, 0.6713732405408726],
  [1, 0.15729920705028516],
  [1.999, 0.0046984433486294865],
  [2, 0.004677734981047266],
  [2.001, 0.004657109281475351],
  [3.5, 7.430983723414129e-7],
  [5, 1.5374597944280347e-12],
  [8, 1.1224297172982928e-29],
  [12, 1.3562611692059047e-64],
  [20, 5.395865611607901e-176],
  [26, 5.663192408856145e-296],
];

Deno.test("erfc() agrees with scipy to 1e-13, also in the far tail", () => {
  for (const [x, want] of REFERENCE) {
    assert(Math.abs(erfc(x) - want) <= 1e-13 * want, `erfc(${x}) = ${erfc(x)}, wanted ${want}`);
  }
});

Deno.test("erfc() falls everywhere, also over the seam of its two formulas", () => {
  for (let x = -5; x < 25; x += 0.01) assert(erfc(x + 0.01) <= erfc(x));
});

Deno.test("erfc() handles the infinite and the undefined", () => {
  assert.equal(erfc(Infinity), 0);
  assert.equal(erfc(-Infinity), 2);
  assert.equal(erfc(40), 0);
  assert(Number.isNaN(erfc(NaN)));
});

Deno.test("normalSurvival() is one half at 0 and mirrors around it", () => {
  assert.equal(normalSurvival(0), 0.5);
  for (const z of [0.1, 1, 2.3, 6]) assert(Math.abs(normalSurvival(z) + normalSurvival(-z) - 1) < 1e-15);
  assert(Math.abs(normalSurvival(1.959963984540054) - 0.025) < 1e-15);
});
