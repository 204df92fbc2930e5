import assert from "node:assert/strict";

import { fitGmm } from "../../src/cluster/fit_gmm.ts";
import { selectGmm } from "../../src/cluster/select_gmm.ts";
import { assertSamePartition, assertThrows, blobs } from "./helpers.ts";

const clouds = blobs(5, 300, 6, 5, 12);
/** Two clouds taken for one, and another cut in two: EM does not get out of that. */
const misled = clouds.truth.map((code, i) => code === 1 ? 0 : code === 2 && i % 2 === 0 ? 1 : code);

Deno.test("more starts of a mixture get out of a poor one, and the likelihood tells", () => {
  const alone = fitGmm(clouds, { nClusters: 5, init: misled });
  const found = fitGmm(clouds, { nClusters: 5, init: misled, nInit: 10 });
  assert.throws(() => assertSamePartition(alone.labels, clouds.truth));
  assertSamePartition(found.labels, clouds.truth);
  assert(found.logLikelihood > alone.logLikelihood + 1);
});

Deno.test("more starts exchange no labels where the first is as good as any", () => {
  const alone = fitGmm(clouds, { nClusters: 5 });
  const found = fitGmm(clouds, { nClusters: 5, nInit: 10 });
  assert.deepEqual(found.labels, alone.labels);
  assert.equal(found.logLikelihood, alone.logLikelihood);
});

Deno.test("starts are drawn from the seed", () => {
  const of = (seed: number) => fitGmm(clouds, { nClusters: 7, init: "kmeans", nInit: 4, seed }).responsibilities;
  assert.deepEqual(of(1), of(1));
  assert.notDeepEqual(of(1), of(2));
});

Deno.test("a mixture without a ridge is taken before a likelier one with", () => {
  const data = Float64Array.from(clouds.data);
  // One cloud without extent: under VVV its covariance is singular as soon as a cluster is that cloud alone.
  for (let i = 0; i < 300; i++) if (clouds.truth[i] === 4) data.set([60, 0, 0, 0, 0, 0], 6 * i);
  const x = { ...clouds, data };
  const merged = clouds.truth.map((code) => code === 4 ? 3 : code);
  assert(fitGmm(x, { nClusters: 5, model: "VVV", init: clouds.truth }).regularized);
  const found = fitGmm(x, { nClusters: 4, model: "VVV", init: merged, nInit: 6 });
  assert.equal(found.regularized, false);
});

Deno.test("the number of clusters can be chosen from more starts", () => {
  const { best, curve } = selectGmm(clouds, { minClusters: 4, maxClusters: 6, nInit: 5 });
  const single = selectGmm(clouds, { minClusters: 4, maxClusters: 6 });
  assert.equal(best.nClusters, 5);
  curve.forEach(({ logLikelihood }, i) => assert(logLikelihood >= single.curve[i]!.logLikelihood));
});

Deno.test("the number of starts is checked, and starts can be stopped and watched", () => {
  assertThrows(() => fitGmm(clouds, { nClusters: 3, nInit: 0 }), "InvalidArgument", /nInit/);
  const stages = new Set<string>();
  fitGmm(clouds, { nClusters: 5, nInit: 3, onProgress: ({ stage }) => stages.add(stage) });
  assert(stages.has("starts of the mixture"));
  const control = new AbortController();
  const onProgress = ({ stage }: { stage: string }) => stage === "starts of the mixture" && control.abort();
  assertThrows(() => fitGmm(clouds, { nClusters: 5, nInit: 3, signal: control.signal, onProgress }), "Aborted", /./);
});

Deno.test("more starts of many rows are compared on some of them, and end in a mixture of all", () => {
  const many = blobs(5, 12_000, 6, 5, 12);
  const wrong = many.truth.map((code, i) => code === 1 ? 0 : code === 2 && i % 2 === 0 ? 1 : code);
  const found = fitGmm(many, { nClusters: 5, init: wrong, nInit: 6 });
  assertSamePartition(found.labels, many.truth);
  const truth = fitGmm(many, { nClusters: 5, init: many.truth });
  assert(Math.abs(found.logLikelihood - truth.logLikelihood) < 1e-4 * Math.abs(truth.logLikelihood));
});
