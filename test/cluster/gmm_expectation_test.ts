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

Deno.test("expectation() gives rows of responsibilities that add to one, for shared and own covariances", () => {
  const { data } = softProblem(8);
  const means = Float64Array.of(0, 0, 0, 2, 1, -1), proportions = Float64Array.of(0.4, 0.6);
  const one = whitening(Float64Array.of(2, 1, 0, 1, 3, 0, 0, 0, 1), P, 1);
  const other = whitening(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), P, 1);
  for (const whitenings of [[one], [one, other]]) {
    const z = new Float64Array(N * G);
    assert(Number.isFinite(expectation(data, P, { proportions, means, whitenings }, z)));
    for (let i = 0; i < N; i++) {
      near(z[i * G]! + z[i * G + 1]!, 1, 1e-14);
      assert(z[i * G]! >= 0 && z[i * G + 1]! >= 0);
    }
  }
});

Deno.test("expectation() does not tell a shared covariance from the same one twice", () => {
  const { data } = softProblem(9);
  const means = Float64Array.of(0, 1, 0, 2, 1, -1), proportions = Float64Array.of(0.3, 0.7);
  const one = whitening(Float64Array.of(2, 1, 0, 1, 3, 0, 0, 0, 1), P, 1);
  const shared = new Float64Array(N * G), own = new Float64Array(N * G);
  const a = expectation(data, P, { proportions, means, whitenings: [one] }, shared);
  const b = expectation(data, P, { proportions, means, whitenings: [one, one] }, own);
  assert.equal(a, b);
  assert.deepEqual(shared, own);
});

Deno.test("expectation() of one cluster is the density of the normal distribution", () => {
  const z = new Float64Array(3);
  const value = expectation(Float64Array.of(-1, 0, 2), 1, {
    proportions: Float64Array.of(1),
    means: Float64Array.of(0.5),
    whitenings: [whitening(Float64Array.of(4), 1, 1)],
  }, z);
  const want = [-1, 0, 2].reduce((sum, x) => sum - (x - 0.5) ** 2 / 8 - Math.log(2 * Math.sqrt(2 * Math.PI)), 0);
  near(value, want, 1e-13);
  assert.deepEqual([...z], [1, 1, 1]);
});
