import assert from "node:assert/strict";

import { expectation } from "../../src/cluster/gmm_expectation.ts";
import { whitening } from "../../src/cluster/gmm_whitening.ts";
import { near, softProblem } from "./helpers.ts";

const P = 3, G = 2, N = 40;

Deno.test("expectation() returns ln L and responsibilities by Bayes' rule", () => {
  const { data } = softProblem(7);
  const means = Float64Array.of(0, 0, 0, 1, 1, 1);
  const proportions = Float64Array.of(0.25, 0.75);
  const covariance = Float64Array.of(1, 0, 0, 0, 4, 0, 0, 0, 9);
  const z = new Float64Array(N * G);
  const found = expectation(data, P, { proportions, means, whitenings: [whitening(covariance, P, 1)] }, z);
  let want = 0;
  for (let i = 0; i < N; i++) {
    const densities = [0, 1].map((k) => {
      const square = [0, 1, 2].reduce(
        (s, j) => s + (data[i * P + j]! - means[k * P + j]!) ** 2 / covariance[j * (P + 1)]!,
        0,
      );
      return proportions[k]! * Math.exp(-square / 2) / (Math.sqrt((2 * Math.PI) ** 3) * 6);
    });
    const sum = densities[0]! + densities[1]!;
    near(z[i * G]!, densities[0]! / sum);
    want += Math.log(sum);
  }
  near(found, want);
});

Deno.test("expectation() stays finite for rows far from every mean, and for a proportion of zero", () => {
  const z = new Float64Array(2);
  const unit = whitening(Float64Array.of(1), 1, 1);
  const mixture = { proportions: Float64Array.of(1, 0), means: Float64Array.of(0, 1e3), whitenings: [unit] };
  const value = expectation(Float64Array.of(1e3), 1, mixture, z);
  near(value, -0.5 * 1e6 - 0.5 * Math.log(2 * Math.PI), 1e-6);
  assert.deepEqual([...z], [1, 0]);
});
