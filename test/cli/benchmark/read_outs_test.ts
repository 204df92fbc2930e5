import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { column } from "../../../src/data/columns/column.ts";
import { Dense } from "../../../src/data/dense.ts";
import type { DomainJob } from "../../../src/cli/benchmark/job.ts";
import { COUNTS, readOuts } from "../../../src/cli/benchmark/read_outs.ts";
import { places } from "../small_tissue.ts";

const JOB: DomainJob = {
  tissue: { kind: "simulated", preset: "default", seed: 1 },
  method: "smart",
  options: {},
  seed: 0,
  readOuts: "scores",
};

/** Three clouds of points, one a third of the rows. */
function clouds(n: number, distance: number) {
  const rng = new Rng(3);
  const group = (i: number) => Math.floor(3 * i / n);
  const rows = Array.from(
    { length: n },
    (_, i) => [0, 1, 2].map((j) => (group(i) === j ? distance : 0) + rng.normal()),
  );
  const truth = column(Array.from({ length: n }, (_, i) => `${group(i) + 1}`));
  return { embedding: Dense.fromRows(rows), truth, spatial: places(n) };
}

Deno.test("readOuts() scores clear domains as found, by every read-out", () => {
  const { scores, labels } = readOuts(clouds(90, 30), JOB);
  for (const name of ["mclust", "kmeans", "probe", "nmi", "recall 1", "f1 3"]) assert.equal(scores[name], 1, name);
  assert(scores.silhouette! > 0.8 && scores.daviesBouldin! < 0.3);
  assert(scores.pas! < 0.3 && scores.chaos! > 0);
  assert.equal(scores.kmeansStart, undefined);
  assert.match(labels, /^(\w)\1{29}(\w)\2{29}(\w)\3{29}$/);
});

Deno.test("readOuts() scores what tells nothing as nothing", () => {
  const { scores } = readOuts(clouds(90, 0), JOB);
  assert(Math.abs(scores.mclust!) < 0.15 && Math.abs(scores.kmeans!) < 0.15 && scores.probe! < 0.6);
});

Deno.test("readOuts() adds the mixture from k-means on real cells", () => {
  const { scores } = readOuts(clouds(90, 30), { ...JOB, tissue: { kind: "osmfish", panels: "none" } });
  assert.equal(scores.kmeansStart, 1);
});

Deno.test("readOuts() at many counts finds the true one by every criterion where domains are clear", () => {
  const { scores } = readOuts(clouds(90, 30), { ...JOB, readOuts: "counts" });
  const at = (name: string) => COUNTS.map((n) => scores[`${name}@${n}`]!);
  assert.equal(COUNTS[at("silhouette").indexOf(Math.max(...at("silhouette")))], 3);
  assert.equal(COUNTS[at("daviesBouldin").indexOf(Math.min(...at("daviesBouldin")))], 3);
  assert.equal(scores["mclust@3"], 1);
  assert(scores["kmeans@2"]! < 0.7 && scores["fmi@9"]! < 1);
});

Deno.test("readOuts() of starts tells what one start, ten and the true domains find, each with its likelihood", () => {
  const { scores, labels } = readOuts(clouds(90, 30), { ...JOB, readOuts: "starts" });
  for (const name of ["mclust", "likeliest", "truth", "kmeans"]) assert.equal(scores[name], 1, name);
  assert.equal(scores.likeliestLogLikelihood, scores.mclustLogLikelihood);
  assert(Math.abs(scores.truthLogLikelihood! - scores.mclustLogLikelihood!) < 1e-6);
  assert.match(labels, /^(\w)\1{29}(\w)\2{29}(\w)\3{29}$/);
});

Deno.test("readOuts() of starts gives one start and k-means the scores that they have elsewhere", () => {
  const judged = clouds(90, 2);
  const scores = readOuts(judged, JOB).scores;
  const starts = readOuts(judged, { ...JOB, readOuts: "starts" }).scores;
  assert.equal(starts.mclust, scores.mclust);
  assert.equal(starts.kmeans, scores.kmeans);
});

Deno.test("readOuts() of starts finds a likelier mixture than one start where that ends in a poor one", () => {
  const { scores } = readOuts(clouds(90, 0), { ...JOB, readOuts: "starts" });
  assert(scores.likeliestLogLikelihood! > scores.mclustLogLikelihood!);
});
