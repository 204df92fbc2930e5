import assert from "node:assert/strict";

import { curveParameters } from "../../src/embed/umap/curve_parameters.ts";
import { refuses } from "./support.ts";

function squaredError(minDist: number, spread: number, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < 300; i++) {
    const d = 3 * spread * i / 299;
    const wanted = d < minDist ? 1 : Math.exp(-(d - minDist) / spread);
    sum += (wanted - 1 / (1 + a * d ** (2 * b))) ** 2;
  }
  return sum;
}

Deno.test("curveParameters() finds a least squares fit: a step to any side is worse", () => {
  for (const [minDist, spread] of [[0, 1], [0.1, 1], [0.5, 1], [1, 1], [0.3, 2], [0.5, 20], [0.01, 0.2]] as const) {
    const { a, b } = curveParameters(minDist, spread);
    const best = squaredError(minDist, spread, a, b);
    for (const [da, db] of [[1.001, 1], [0.999, 1], [1, 1.001], [1, 0.999], [1.001, 0.999]] as const) {
      assert(squaredError(minDist, spread, a * da, b * db) > best, `minDist ${minDist}, spread ${spread}`);
    }
  }
});

Deno.test("curveParameters() gives umap-learn's values for its default and for scanpy's", () => {
  const umapLearn = curveParameters(0.1, 1);
  assert(Math.abs(umapLearn.a - 1.57694) < 1e-5 && Math.abs(umapLearn.b - 0.89506) < 1e-5);
  const scanpy = curveParameters(0.5, 1);
  assert(Math.abs(scanpy.a - 0.58303) < 1e-5 && Math.abs(scanpy.b - 1.33417) < 1e-5);
});

Deno.test("curveParameters() refuses a minDist above the spread, and what is no distance", () => {
  refuses(() => curveParameters(2, 1), "InvalidArgument", /minDist to be at most spread \(1\) but found 2/);
  refuses(() => curveParameters(-0.1, 1), "InvalidArgument", /minDist/);
  refuses(() => curveParameters(0, 0), "InvalidArgument", /spread/);
  refuses(() => curveParameters(NaN, 1), "InvalidArgument", /minDist to be a finite number/);
});
