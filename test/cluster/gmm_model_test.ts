import assert from "node:assert/strict";

import { fitGmm } from "../../src/cluster/fit_gmm.ts";
import { countParameters, GMM_MODELS, isShared } from "../../src/cluster/gmm_model.ts";
import { blobs } from "./helpers.ts";

Deno.test("fitGmm() counts parameters as mclust does", () => {
  const want = { EII: 28, VII: 31, EEI: 33, VVI: 51, EEE: 48, EEV: 93, VVV: 111 };
  for (const model of GMM_MODELS) assert.equal(countParameters(model, 6, 4), want[model]);
  const x = blobs(7, 60, 2, 2, 8);
  const fit = fitGmm(x, { nClusters: 2 });
  assert.equal(fit.df, 8);
  assert.equal(fit.bic, 2 * fit.logLikelihood - 8 * Math.log(60));
});

Deno.test("isShared() names the models with one covariance", () => {
  assert.deepEqual(GMM_MODELS.filter(isShared), ["EII", "EEI", "EEE"]);
});

Deno.test("countParameters() of one cluster does not tell equal from varying", () => {
  for (const p of [1, 2, 5]) {
    assert.equal(countParameters("EII", p, 1), countParameters("VII", p, 1));
    assert.equal(countParameters("EEI", p, 1), countParameters("VVI", p, 1));
    for (const model of ["EEV", "VVV"] as const) {
      assert.equal(countParameters("EEE", p, 1), countParameters(model, p, 1));
    }
  }
});

Deno.test("countParameters() does not tell shapes apart in one dimension", () => {
  for (const g of [1, 3]) {
    for (const model of ["EEI", "EEE", "EEV"] as const) {
      assert.equal(countParameters(model, 1, g), countParameters("EII", 1, g));
    }
    for (const model of ["VVI", "VVV"] as const) {
      assert.equal(countParameters(model, 1, g), countParameters("VII", 1, g));
    }
  }
});

Deno.test("countParameters() rises with the number of clusters and of dimensions", () => {
  for (const model of GMM_MODELS) {
    for (let g = 1; g < 5; g++) assert(countParameters(model, 3, g + 1) > countParameters(model, 3, g));
    for (let p = 1; p < 5; p++) assert(countParameters(model, p + 1, 3) > countParameters(model, p, 3));
  }
});
