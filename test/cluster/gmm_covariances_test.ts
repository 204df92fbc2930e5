import assert from "node:assert/strict";

import { runThrough } from "../../src/core/run_through.ts";
import { covarianceSteps } from "../../src/cluster/gmm_covariances.ts";
import { GMM_MODELS, isShared } from "../../src/cluster/gmm_model.ts";
import { moments, pooledScatter, scatter } from "../../src/cluster/gmm_moments.ts";
import { whitening } from "../../src/cluster/gmm_whitening.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { near, softProblem } from "./helpers.ts";

const covariances = (...args: Parameters<typeof covarianceSteps>) => runThrough(covarianceSteps(...args));

const P = 3, G = 2, N = 40;

const trace = (a: Float64Array) => [0, 1, 2].reduce((sum, j) => sum + a[j * (P + 1)]!, 0);

Deno.test("covariances() maximise the likelihood: any other of the same shape has a lower one", () => {
  const { data, z, cross } = softProblem(3);
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
  const { data, z, cross } = softProblem(4);
  const found = moments(data, P, z, G, null);
  const [first, second] = covariances("EEV", data, P, z, cross, found) as [Float64Array, Float64Array];
  near(logDeterminant(cholesky(first, P), P), logDeterminant(cholesky(second, P), P), 1e-9);
  near(trace(first), trace(second), 1e-9);
  const [shared] = covariances("EII", data, P, z, cross, found) as [Float64Array];
  near(trace(shared), trace(pooledScatter(cross, found, P)) / N);
});

Deno.test("covariances() gives a cluster without rows the pooled covariance", () => {
  const { data, cross } = softProblem(5);
  const z = Float64Array.from({ length: N * G }, (_, at) => 1 - at % 2);
  const found = moments(data, P, z, G, null);
  for (const model of ["VVV", "EEV", "VII", "VVI"] as const) {
    const [full, lost] = covariances(model, data, P, z, cross, found) as [Float64Array, Float64Array];
    full.forEach((value, at) => near(value, lost[at]!, 1e-9));
  }
});

Deno.test("covariances() have the zeros and equalities their model names", () => {
  const { data, z, cross } = softProblem(6);
  const found = moments(data, P, z, G, null);
  for (const model of GMM_MODELS) {
    for (const matrix of covariances(model, data, P, z, cross, found)) {
      for (let a = 0; a < P; a++) {
        for (let b = 0; b < a; b++) {
          near(matrix[a * P + b]!, matrix[b * P + a]!, 1e-12);
          if (model.endsWith("I")) assert.equal(matrix[a * P + b], 0);
        }
        if (model.endsWith("II")) assert.equal(matrix[a * (P + 1)], matrix[0]);
      }
    }
  }
});

Deno.test("covariances() that are free average, by size, to the one that is shared", () => {
  const { data, z, cross } = softProblem(7);
  const found = moments(data, P, z, G, null);
  for (const [free, shared] of [["VVV", "EEE"], ["VVI", "EEI"], ["VII", "EII"]] as const) {
    const own = covariances(free, data, P, z, cross, found);
    const [one] = covariances(shared, data, P, z, cross, found) as [Float64Array];
    one.forEach((value, at) => {
      near(value, own.reduce((sum, matrix, k) => sum + found.sizes[k]! / N * matrix[at]!, 0), 1e-9);
    });
  }
});
