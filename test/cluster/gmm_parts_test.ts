import assert from "node:assert/strict";

import { covariances } from "../../src/cluster/gmm_covariances.ts";
import { expectation } from "../../src/cluster/gmm_expectation.ts";
import { GMM_MODELS, isShared } from "../../src/cluster/gmm_model.ts";
import { moments, pooledScatter, scatter } from "../../src/cluster/gmm_moments.ts";
import { whitening } from "../../src/cluster/gmm_whitening.ts";
import { reduce } from "../../src/cluster/reduce.ts";
import { svdScale } from "../../src/cluster/svd_scale.ts";
import { Rng } from "../../src/core/rng.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { gram } from "../../src/linalg/gram.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { blobs } from "./helpers.ts";

const P = 3, G = 2, N = 40;

/** Centred data with soft responsibilities. */
function problem(seed: number) {
  const rng = new Rng(seed);
  const data = Float64Array.from({ length: N * P }, (_, at) => (at % P + 1) * rng.normal());
  for (let j = 0; j < P; j++) {
    let mean = 0;
    for (let at = j; at < data.length; at += P) mean += data[at]! / N;
    for (let at = j; at < data.length; at += P) data[at]! -= mean;
  }
  const z = new Float64Array(N * G);
  for (let i = 0; i < N; i++) {
    z[i * G] = rng.uniform();
    z[i * G + 1] = 1 - z[i * G]!;
  }
  return { data, z, cross: gram({ data, nRows: N, nCols: P }) };
}

const near = (a: number, b: number, tolerance = 1e-10) => assert(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
const trace = (a: Float64Array) => [0, 1, 2].reduce((sum, j) => sum + a[j * (P + 1)]!, 0);

Deno.test("moments() are weighted sizes and means", () => {
  const { data, z } = problem(1);
  const { sizes, means } = moments(data, P, z, G, null);
  for (let k = 0; k < G; k++) {
    const weights = Array.from({ length: N }, (_, i) => z[i * G + k]!);
    near(sizes[k]!, weights.reduce((a, b) => a + b, 0));
    for (let j = 0; j < P; j++) {
      near(means[k * P + j]!, weights.reduce((sum, w, i) => sum + w * data[i * P + j]!, 0) / sizes[k]!);
    }
  }
});

Deno.test("moments() keeps the former mean of a cluster that lost all its rows", () => {
  const z = Float64Array.of(1, 0, 1, 0);
  const { sizes, means } = moments(Float64Array.of(2, 4), 1, z, 2, Float64Array.of(7, 9));
  assert.deepEqual([...sizes], [2, 0]);
  assert.deepEqual([...means], [3, 9]);
});

Deno.test("pooledScatter() is the sum of the scatter matrices of all clusters", () => {
  const { data, z, cross } = problem(2);
  const found = moments(data, P, z, G, null);
  const parts = [0, 1].map((k) => scatter(data, P, z, G, k, found.means));
  pooledScatter(cross, found, P).forEach((value, at) => near(value, parts[0]![at]! + parts[1]![at]!, 1e-9));
});

Deno.test("covariances() maximise the likelihood: any other of the same shape has a lower one", () => {
  const { data, z, cross } = problem(3);
  const found = moments(data, P, z, G, null);
  const scatters = [0, 1].map((k) => scatter(data, P, z, G, k, found.means));
  // Σ_k n_k ln|Σ_k| + tr(W_k Σ_k⁻¹): what an M-step makes least.
  const criterion = (matrices: readonly Float64Array[]) =>
    scatters.reduce((sum, w, k) => {
      const { inverse, halfLogDet } = whitening(matrices[matrices.length === 1 ? 0 : k]!, P, 1);
      let square = 0;
      for (let a = 0; a < P; a++) {
        for (let b = 0; b < P; b++) {
          for (let c = 0; c < P; c++) square += inverse[a * P + b]! * w[b * P + c]! * inverse[a * P + c]!;
        }
      }
      return sum + 2 * found.sizes[k]! * halfLogDet + square;
    }, 0);
  for (const model of GMM_MODELS) {
    const best = covariances(model, data, P, z, cross, found);
    assert.equal(best.length, isShared(model) ? 1 : G);
    const least = criterion(best);
    for (const factor of [0.9, 0.99, 1.01, 1.1]) {
      assert(criterion(best.map((matrix) => matrix.map((value) => value * factor))) > least, `${model} × ${factor}`);
    }
    if (model === "EII" || model === "VII") continue;
    const stretched = best.map((matrix) =>
      matrix.map((value, at) => value * (Math.floor(at / P) === 0 ? 1.05 : 1) * (at % P === 0 ? 1.05 : 1))
    );
    if (model !== "EEV") assert(criterion(stretched) > least, `${model} stretched`);
  }
});

Deno.test("covariances() of EEV share their eigenvalues, those of EII their variance", () => {
  const { data, z, cross } = problem(4);
  const found = moments(data, P, z, G, null);
  const [first, second] = covariances("EEV", data, P, z, cross, found) as [Float64Array, Float64Array];
  near(logDeterminant(cholesky(first, P), P), logDeterminant(cholesky(second, P), P), 1e-9);
  near(trace(first), trace(second), 1e-9);
  const [shared] = covariances("EII", data, P, z, cross, found) as [Float64Array];
  near(trace(shared), trace(pooledScatter(cross, found, P)) / N);
});

Deno.test("covariances() gives a cluster without rows the pooled covariance", () => {
  const { data, cross } = problem(5);
  const z = Float64Array.from({ length: N * G }, (_, at) => 1 - at % 2);
  const found = moments(data, P, z, G, null);
  for (const model of ["VVV", "EEV", "VII", "VVI"] as const) {
    const [full, lost] = covariances(model, data, P, z, cross, found) as [Float64Array, Float64Array];
    full.forEach((value, at) => near(value, lost[at]!, 1e-9));
  }
});

Deno.test("whitening() turns the covariance into the identity", () => {
  const { cross } = problem(6);
  const { inverse, halfLogDet, regularized, covariance } = whitening(cross, P, 1);
  assert(!regularized);
  assert.equal(covariance, cross);
  near(2 * halfLogDet, logDeterminant(cholesky(cross, P), P));
  for (let a = 0; a < P; a++) {
    for (let b = 0; b < P; b++) {
      let sum = 0;
      for (let c = 0; c < P; c++) {
        for (let d = 0; d < P; d++) sum += inverse[a * P + c]! * cross[c * P + d]! * inverse[b * P + d]!;
      }
      near(sum, a === b ? 1 : 0);
    }
  }
});

Deno.test("whitening() adds a ridge of 1e-8 of the mean variance to a singular covariance", () => {
  const singular = Float64Array.of(2, 2, 2, 2);
  const { regularized, covariance, inverse } = whitening(singular, 2, 1);
  assert(regularized);
  near(covariance[0]! / (2 + 2e-8), 1, 1e-12);
  near(covariance[3]! / (2 + 2e-8), 1, 1e-12);
  assert.deepEqual([covariance[1], covariance[2]], [2, 2]);
  assert(inverse.every(Number.isFinite));
  assert.deepEqual([...singular], [2, 2, 2, 2]);
});

Deno.test("whitening() takes the scale of the data for a covariance of zero", () => {
  const { regularized, covariance } = whitening(new Float64Array(4), 2, 5);
  assert(regularized);
  assert(covariance[0]! > 0 && covariance[0]! < 1e-6);
});

Deno.test("expectation() returns ln L and responsibilities by Bayes' rule", () => {
  const { data } = problem(7);
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

Deno.test("svdScale() gives uncorrelated columns whose squares add to the singular values", () => {
  const x = blobs(8, 60, 4, 3, 5);
  const { data, nDims } = svdScale(x);
  assert.equal(nDims, 4);
  const products = gram({ data, nRows: 60, nCols: 4 });
  for (let a = 0; a < 4; a++) for (let b = 0; b < a; b++) near(products[a * 4 + b]!, 0, 1e-10);
  for (let a = 1; a < 4; a++) assert(products[a * 5]! <= products[(a - 1) * 5]!);
  // Columns of unit variance: the squared singular values add to (n − 1) p.
  near([0, 1, 2, 3].reduce((sum, a) => sum + products[a * 5]! ** 2, 0), 59 * 4, 1e-8);
});

Deno.test("reduce() gives centred scores that keep distances when nothing is lost", () => {
  const rng = new Rng(9);
  const x = {
    data: Float64Array.from({ length: 30 * 8 }, (_, at) => at % 8 < 3 ? 5 + rng.normal() : 2),
    nRows: 30,
    nCols: 8,
  };
  const scores = reduce(x, 3);
  assert.equal(scores.nCols, 3);
  const distance = (m: typeof scores, i: number, k: number) =>
    Math.hypot(...Array.from({ length: m.nCols }, (_, j) => m.data[i * m.nCols + j]! - m.data[k * m.nCols + j]!));
  for (let i = 1; i < 30; i++) near(distance(scores, 0, i), distance(x, 0, i), 1e-9);
  for (let j = 0; j < 3; j++) {
    near(Array.from(scores.data).reduce((sum, value, at) => at % 3 === j ? sum + value : sum, 0), 0, 1e-9);
  }
});

Deno.test("reduce() leaves narrow matrices and nComps null alone, and never asks for more than the rows carry", () => {
  const x = blobs(10, 6, 9, 2, 3);
  assert.equal(reduce(x, 9), x);
  assert.equal(reduce(x, null), x);
  assert.equal(reduce(x, 8).nCols, 5);
});
