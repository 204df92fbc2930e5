import assert from "node:assert/strict";

import { emOptions, fitGmm } from "../../src/cluster/fit_gmm.ts";
import { GMM_MODELS } from "../../src/cluster/gmm_model.ts";
import { takeRows } from "../../src/cluster/take_rows.ts";
import { Rng } from "../../src/core/rng.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { gemm } from "../../src/linalg/gemm.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { qr } from "../../src/linalg/qr.ts";
import { solvePositive } from "../../src/linalg/solve_positive.ts";
import { assertSamePartition, assertThrows, type Blobs, blobs, near } from "./helpers.ts";

/** ln L of a mixture, by the definition. */
function logLikelihood(
  x: Blobs,
  proportions: Float64Array,
  means: Float64Array,
  covariances: readonly Float64Array[],
): number {
  const { data, nRows, nCols: p } = x;
  let total = 0;
  for (let i = 0; i < nRows; i++) {
    let density = 0;
    proportions.forEach((weight, k) => {
      const covariance = covariances[covariances.length === 1 ? 0 : k]!;
      const d = Float64Array.from({ length: p }, (_, j) => data[i * p + j]! - means[k * p + j]!);
      const square = solvePositive(covariance, d, p).reduce((sum, value, j) => sum + value * d[j]!, 0);
      const logDet = logDeterminant(cholesky(covariance, p), p);
      density += weight * Math.exp(-0.5 * (p * Math.log(2 * Math.PI) + logDet + square));
    });
    total += Math.log(density);
  }
  return total;
}

Deno.test("fitGmm() finds separated clouds under every model, from either start", () => {
  const x = blobs(1, 150, 3, 3, 20);
  for (const model of GMM_MODELS) {
    for (const init of ["hierarchical", "kmeans"] as const) {
      const fit = fitGmm(x, { nClusters: 3, model, init });
      assertSamePartition(fit.labels, x.truth);
      assert(fit.converged && !fit.regularized);
      assert(fit.proportions.every((weight) => Math.abs(weight - 1 / 3) < 1e-6));
    }
  }
});

Deno.test("fitGmm() reports the likelihood of its parameters, once they have settled", () => {
  const x = blobs(2, 200, 3, 3, 4);
  for (const model of GMM_MODELS) {
    const fit = fitGmm(x, { nClusters: 3, model, tolerance: 1e-13, maxIter: 5000 });
    const want = logLikelihood(x, fit.proportions, fit.means, fit.covariances);
    assert(Math.abs(fit.logLikelihood - want) < 1e-6 * Math.abs(want), `${model}: ${fit.logLikelihood} and ${want}`);
  }
});

Deno.test("fitGmm() does not lose likelihood from one iteration to the next", () => {
  const x = blobs(3, 180, 4, 4, 3);
  for (const model of GMM_MODELS) {
    const trace: number[] = [];
    const fit = fitGmm(x, {
      nClusters: 4,
      model,
      tolerance: 0,
      maxIter: 60,
      onProgress: ({ stage, values }) => stage.startsWith("mixture") && trace.push(values!.logLikelihood!),
    });
    assert.equal(trace.length, fit.nIter);
    for (let t = 1; t < trace.length; t++) assert(trace[t]! >= trace[t - 1]! - 1e-8, `${model} falls at ${t}`);
  }
});

Deno.test("fitGmm() is not worse with a freer model from the same labels", () => {
  const x = blobs(4, 240, 3, 3, 3);
  const of = (model: typeof GMM_MODELS[number]) =>
    fitGmm(x, { nClusters: 3, model, init: x.truth, tolerance: 1e-12, maxIter: 3000 }).logLikelihood + 1e-6;
  for (
    const [free, bound] of [["VII", "EII"], ["EEI", "EII"], ["VVI", "EEI"], ["EEE", "EEI"], ["VVV", "EEV"]] as const
  ) {
    assert(of(free) >= of(bound) - 1e-5, `${free} below ${bound}`);
  }
});

Deno.test("fitGmm() gives covariances of the shape the model names", () => {
  const x = blobs(5, 150, 3, 2, 5);
  for (const model of GMM_MODELS) {
    const { covariances } = fitGmm(x, { nClusters: 2, model });
    assert.equal(covariances.length, ["EII", "EEI", "EEE"].includes(model) ? 1 : 2);
    for (const s of covariances) {
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) {
          assert(Math.abs(s[3 * a + b]! - s[3 * b + a]!) < 1e-12);
          if (a !== b && model.endsWith("I")) assert.equal(s[3 * a + b], 0);
        }
        if (model.endsWith("II")) assert.equal(s[4 * a], s[0]);
      }
    }
  }
});

Deno.test("fitGmm() gives responsibilities that add to one and labels that are their largest", () => {
  const x = blobs(6, 90, 2, 3, 2);
  const { responsibilities, labels, uncertainty, icl, bic } = fitGmm(x, { nClusters: 3 });
  for (let i = 0; i < 90; i++) {
    const row = responsibilities.subarray(3 * i, 3 * i + 3);
    assert(Math.abs(row.reduce((a, b) => a + b, 0) - 1) < 1e-12);
    assert.equal(row[labels[i]!], Math.max(...row));
    assert.equal(uncertainty[i], 1 - Math.max(...row));
  }
  assert(icl <= bic);
});

Deno.test("fitGmm() does not depend on where the data lie", () => {
  const x = blobs(8, 120, 3, 3, 4);
  const here = fitGmm(x, { nClusters: 3 });
  const there = fitGmm({ ...x, data: x.data.map((value) => value + 1e4) }, { nClusters: 3 });
  assert.deepEqual(there.labels, here.labels);
  assert(Math.abs(there.logLikelihood - here.logLikelihood) < 1e-4);
  there.means.forEach((value, at) => assert(Math.abs(value - 1e4 - here.means[at]!) < 1e-5));
});

Deno.test("fitGmm() clusters a random subset first when there are many rows, the same for the same seed", () => {
  const x = blobs(9, 400, 3, 3, 12);
  const fit = fitGmm(x, { nClusters: 3, subsetAbove: 60, seed: 4 });
  assertSamePartition(fit.labels, x.truth);
  assert.deepEqual(fitGmm(x, { nClusters: 3, subsetAbove: 60, seed: 4 }), fit);
  const subset = Int32Array.from({ length: 60 }, (_, i) => 5 * i);
  assertSamePartition(fitGmm(x, { nClusters: 3, subset }).labels, x.truth);
  assertThrows(() => fitGmm(x, { nClusters: 3, subsetAbove: 2 }), "TooSmall", /at least 3 observations.*found 2/);
});

Deno.test("fitGmm() starts from labels it is given", () => {
  const x = blobs(10, 60, 2, 2, 15);
  const swapped = x.truth.map((label) => 1 - label);
  assert.deepEqual(fitGmm(x, { nClusters: 2, init: swapped }).labels, swapped);
  assertThrows(() => fitGmm(x, { nClusters: 2, init: swapped.subarray(1) }), "Misaligned", /init to have length 60/);
  assertThrows(() => fitGmm(x, { nClusters: 2, init: swapped.map((v) => v + 1) }), "InvalidArgument", /from 0 to 1/);
});

Deno.test("fitGmm() gives a ridge to singular covariances and says so", () => {
  const x = blobs(11, 80, 2, 2, 10);
  const constant = Float64Array.from(
    { length: 240 },
    (_, at) => at % 3 === 2 ? 1 : x.data[2 * Math.floor(at / 3) + at % 3]!,
  );
  for (const model of ["EEE", "VVV"] as const) {
    const fit = fitGmm({ data: constant, nRows: 80, nCols: 3 }, { nClusters: 2, model });
    assert(fit.regularized);
    assert(Number.isFinite(fit.logLikelihood));
    assertSamePartition(fit.labels, x.truth);
  }
});

Deno.test("fitGmm() survives clusters of a single row and repeated rows", () => {
  const data = Float64Array.of(0, 0, 0, 0, 0, 0, 100, 100, 1, 0, 0, 1);
  const fit = fitGmm({ data, nRows: 6, nCols: 2 }, { nClusters: 2, model: "VVV" });
  assert(fit.regularized);
  assertSamePartition(fit.labels, [0, 0, 0, 1, 0, 0]);
  assert(fit.responsibilities.every(Number.isFinite));
});

Deno.test("fitGmm() of one cluster is the normal distribution", () => {
  const x = blobs(12, 50, 2, 1, 0);
  const fit = fitGmm(x, { nClusters: 1 });
  const mean = [0, 1].map((j) => x.data.filter((_, at) => at % 2 === j).reduce((a, b) => a + b, 0) / 50);
  fit.means.forEach((value, j) => assert(Math.abs(value - mean[j]!) < 1e-12));
  assert(fit.labels.every((label) => label === 0));
});

Deno.test("fitGmm() refuses what cannot be fitted, before any work", () => {
  const x = blobs(13, 10, 2, 2, 5);
  assertThrows(() => fitGmm(x, { nClusters: 11 }), "TooSmall", /at least 11 observations for 11 clusters but found 10/);
  assertThrows(() => fitGmm(x, { nClusters: 10 }), "TooSmall", /more observations than clusters/);
  assertThrows(() => fitGmm(x, { nClusters: 0 }), "InvalidArgument", /nClusters/);
  assertThrows(() => fitGmm(x, { nClusters: 2, model: "XXX" as "EEE" }), "InvalidArgument", /'EII'.*found 'XXX'/);
  assertThrows(() => fitGmm(x, { nClusters: 2, init: "random" as "kmeans" }), "InvalidArgument", /init/);
  assertThrows(
    () => fitGmm({ ...x, data: x.data.map((v, i) => i ? v : Infinity) }, { nClusters: 2 }),
    "BadValues",
    /Infinity at element 0/,
  );
  assertThrows(
    () => fitGmm({ data: new Float64Array(20).fill(2), nRows: 10, nCols: 2 }, { nClusters: 2 }),
    "BadValues",
    /rows that differ/,
  );
  assertThrows(
    () => fitGmm({ data: new Float64Array(0), nRows: 5, nCols: 0 }, { nClusters: 2 }),
    "TooSmall",
    /0 columns/,
  );
  assertThrows(() => fitGmm(x, { nClusters: 2, signal: AbortSignal.abort() }), "Aborted", /./);
});

Deno.test("fitGmm() does not change its input", () => {
  const x = blobs(14, 40, 2, 2, 5);
  const before = x.data.slice();
  fitGmm(x, { nClusters: 2, model: "EEV" });
  assert.deepEqual(x.data, before);
});

Deno.test("fitGmm() does not depend on the order of the rows but for the names of clusters", () => {
  const x = blobs(21, 150, 3, 3, 5);
  const order = new Rng(21).permutation(150);
  const moved = { ...x, data: takeRows(x, order).data };
  for (const model of GMM_MODELS) {
    const here = fitGmm(x, { nClusters: 3, model, tolerance: 1e-12, maxIter: 3000 });
    const there = fitGmm(moved, { nClusters: 3, model, tolerance: 1e-12, maxIter: 3000 });
    assertSamePartition(there.labels, Array.from(order, (row) => here.labels[row]));
    near(there.logLikelihood, here.logLikelihood, 1e-5);
  }
});

Deno.test("fitGmm() of EEE and VVV from the same labels does not depend on the axes nor the units", () => {
  const x = blobs(22, 120, 3, 3, 4);
  const rng = new Rng(22);
  const map = Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? 3 : 0) + rng.normal());
  const data = gemm(x.data, map, { m: 120, n: 3, k: 3 }).map((value, at) => value + 10 * (at % 3));
  const { r } = qr({ data: map, nRows: 3, nCols: 3 });
  const logVolume = [0, 4, 8].reduce((sum, at) => sum + Math.log(Math.abs(r[at]!)), 0);
  for (const model of ["EEE", "VVV"] as const) {
    const options = { nClusters: 3, model, init: x.truth, tolerance: 1e-12, maxIter: 3000 };
    const here = fitGmm(x, options), there = fitGmm({ ...x, data }, options);
    assert.deepEqual(there.labels, here.labels);
    there.responsibilities.forEach((value, at) => near(value, here.responsibilities[at]!, 1e-5));
    near(there.logLikelihood, here.logLikelihood - 120 * logVolume, 1e-4);
  }
});

Deno.test("fitGmm() twice on every row has the same clusters and twice the likelihood", () => {
  const x = blobs(23, 60, 2, 2, 6);
  const twice = { data: Float64Array.of(...x.data, ...x.data), nRows: 120, nCols: 2 };
  const options = { nClusters: 2, tolerance: 1e-12, maxIter: 2000 };
  const once = fitGmm(x, { ...options, init: x.truth });
  const found = fitGmm(twice, { ...options, init: Int32Array.of(...x.truth, ...x.truth) });
  near(found.logLikelihood, 2 * once.logLikelihood, 1e-5);
  found.means.forEach((value, at) => near(value, once.means[at]!, 1e-6));
});

Deno.test("fitGmm() ends on values whose squares leave the range of numbers", () => {
  const x = blobs(24, 30, 2, 2, 8);
  const of = (size: number) =>
    fitGmm({ ...x, data: x.data.map((value) => size * value) }, {
      nClusters: 2,
      init: x.truth,
    });
  assertThrows(() => of(1e160), "Failed", /covariances to be finite.*Scale the representation/);
  assert(of(1e-170).regularized);
  assert.deepEqual(of(1e-90).labels, x.truth);
});

Deno.test("fitGmm() gives the same bytes on every call, from any start", () => {
  const x = blobs(25, 100, 3, 4, 2);
  for (const init of ["hierarchical", "kmeans"] as const) {
    assert.deepEqual(fitGmm(x, { nClusters: 4, init, seed: 5 }), fitGmm(x, { nClusters: 4, init, seed: 5 }));
  }
});

Deno.test("fitGmm() reads float32 as it reads the same numbers in float64", () => {
  const x = blobs(26, 50, 2, 2, 9);
  const data = Float32Array.from(x.data);
  assert.deepEqual(
    fitGmm({ ...x, data }, { nClusters: 2 }),
    fitGmm({ ...x, data: Float64Array.from(data) }, { nClusters: 2 }),
  );
});

Deno.test("fitGmm() takes constant columns, with any model, and says that they were singular", () => {
  const x = blobs(27, 40, 1, 2, 20);
  const data = Float64Array.from({ length: 80 }, (_, at) => at % 2 ? 5 : x.data[at >> 1]!);
  for (const model of ["EEI", "VVI", "EEE", "EEV", "VVV"] as const) {
    const fit = fitGmm({ data, nRows: 40, nCols: 2 }, { nClusters: 2, model });
    assert(fit.regularized, model);
    assertSamePartition(fit.labels, x.truth);
  }
});

Deno.test("fitGmm() refuses stopping rules and subsets that make no sense", () => {
  const x = blobs(28, 20, 1, 2, 9);
  assertThrows(() => fitGmm(x, { nClusters: 2, tolerance: -1 }), "InvalidArgument", /tolerance.*≥ 0 but found -1/);
  assertThrows(() => fitGmm(x, { nClusters: 2, maxIter: 0 }), "InvalidArgument", /maxIter.*≥ 1 but found 0/);
  assertThrows(() => fitGmm(x, { nClusters: 2, subset: [0, 1, 20] }), "InvalidArgument", /a row of subset.*found 20/);
  assertThrows(() => fitGmm(x, { nClusters: 3, subset: [0, 1] }), "TooSmall", /at least 3 observations/);
});

Deno.test("fitGmm() can be stopped while it runs", () => {
  const x = blobs(29, 60, 2, 2, 3);
  const controller = new AbortController();
  assertThrows(
    () => fitGmm(x, { nClusters: 2, tolerance: 0, signal: controller.signal, onProgress: () => controller.abort() }),
    "Aborted",
    /hierarchical start|mixture/,
  );
});

Deno.test("emOptions() fills in the defaults and checks the rest", () => {
  assert.deepEqual(emOptions({}), { model: "EEE", tolerance: 1e-5, maxIter: 1000, nInit: 1 });
  assertThrows(() => emOptions({ model: "VEV" as "VVV" }), "InvalidArgument", /'VVV' but found 'VEV'/);
});
