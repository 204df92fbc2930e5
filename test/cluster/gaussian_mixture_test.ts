import assert from "node:assert/strict";

import { mixtureOf } from "../../src/cluster/gaussian_mixture.ts";
import type { EmState } from "../../src/cluster/gmm_em.ts";
import { whitening } from "../../src/cluster/gmm_whitening.ts";
import { near } from "./helpers.ts";

function stateOf(z: readonly number[], nClusters: number): EmState {
  return {
    mixture: {
      proportions: new Float64Array(nClusters).fill(1 / nClusters),
      means: Float64Array.from({ length: nClusters }, (_, k) => k),
      whitenings: [whitening(Float64Array.of(2), 1, 1)],
    },
    z: Float64Array.from(z),
    logLikelihood: -10,
    nIter: 5,
    converged: true,
    regularized: false,
  };
}

Deno.test("mixtureOf() labels rows by their largest responsibility, the first of equals", () => {
  const { labels, uncertainty } = mixtureOf("EII", stateOf([0.2, 0.8, 0.5, 0.5, 1, 0], 2), Float64Array.of(0));
  assert.deepEqual([...labels], [1, 0, 0]);
  [0.2, 0.5, 0].forEach((value, i) => near(uncertainty[i]!, value, 1e-15));
});

Deno.test("mixtureOf() puts the means back where the data lie", () => {
  assert.deepEqual([...mixtureOf("EII", stateOf([1, 0], 2), Float64Array.of(100)).means], [100, 101]);
});

Deno.test("mixtureOf() computes BIC and ICL in mclust's sign", () => {
  const { df, bic, icl } = mixtureOf("EII", stateOf([0.2, 0.8, 0.5, 0.5, 1, 0], 2), Float64Array.of(0));
  assert.equal(df, 4);
  near(bic, -20 - 4 * Math.log(3), 1e-12);
  near(icl, bic + 2 * (Math.log(0.8) + Math.log(0.5)), 1e-12);
});

Deno.test("mixtureOf() hands on what EM tells", () => {
  const mixture = mixtureOf("EII", stateOf([1, 1], 1), Float64Array.of(3));
  assert.deepEqual(
    [mixture.model, mixture.nClusters, mixture.nIter, mixture.converged, mixture.regularized, mixture.logLikelihood],
    ["EII", 1, 5, true, false, -10],
  );
  assert.deepEqual(mixture.covariances.map((matrix) => [...matrix]), [[2]]);
});
