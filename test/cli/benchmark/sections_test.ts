import assert from "node:assert/strict";
import type { SectionsJob } from "../../../src/cli/benchmark/job.ts";
import { keyOf } from "../../../src/cli/benchmark/key.ts";
import type { Measured } from "../../../src/cli/benchmark/measured.ts";
import { sections } from "../../../src/cli/benchmark/page/sections.ts";
import { runSections, SectionsPreparation } from "../../../src/cli/benchmark/sections/run_sections.ts";
import { sectionsPlan } from "../../../src/cli/benchmark/sections/sections_plan.ts";
import { simulatedSections } from "../../../src/cli/benchmark/sections/simulated_sections.ts";
import type { Dense } from "../../../src/data/dense.ts";
import { toDense } from "../../../src/data/matrix.ts";
import type { MuData } from "../../../src/data/mudata.ts";
import { obsColumn } from "../../../src/data/obs_column.ts";
import { result, row, SEEDS } from "./fixtures.ts";

const calm = simulatedSections({ kind: "sections", seed: 5, factorSd: 0 });
const other = simulatedSections({ kind: "sections", seed: 5, factorSd: 1 });

/** Mean of each feature in a section. */
function means(tissue: MuData, name: string, section: string): number[] {
  const adata = tissue.modality(name).subset({ obs: (spot) => spot.section === section });
  const { data } = toDense(adata.X!);
  return adata.varNames.map((_, j) => {
    let sum = 0;
    for (let i = 0; i < adata.nObs; i++) sum += Number(data[i * adata.nVars + j]);
    return sum / adata.nObs;
  });
}

Deno.test("simulatedSections() changes scales of the second section alone, each feature by a factor of its own", () => {
  assert.deepEqual(means(other, "rna", "section1"), means(calm, "rna", "section1"));
  assert.deepEqual(means(other, "adt", "section3"), means(calm, "adt", "section3"));
  const before = means(calm, "adt", "section2");
  const logs = means(other, "adt", "section2").map((mean, j) => Math.log(mean / before[j]!));
  const sd = Math.sqrt(logs.reduce((sum, log) => sum + log * log, 0) / logs.length);
  assert(sd > 0.7 && sd < 1.3, `${sd}`);
});

Deno.test("simulatedSections() mirrors the third section, and shares gene programmes among all", () => {
  const places = (calm.obsm.spatial as Dense).toRows();
  const of = obsColumn(calm, "section").toArray();
  const first = places.filter((_, i) => of[i] === "section1");
  const third = places.filter((_, i) => of[i] === "section3");
  assert.equal(first.length, 1296);
  third.forEach(([x, y], i) => assert.deepEqual([-x! + 0, y], [first[i]![0]! + 0, first[i]![1]]));
  const [a, b] = [means(calm, "rna", "section1"), means(calm, "rna", "section3")];
  a.forEach((mean, j) => assert(Math.abs(mean - b[j]!) < 0.35 * mean + 0.3, `gene ${j}: ${mean}, ${b[j]}`));
});

const JOB: SectionsJob = {
  tissue: { kind: "sections", seed: 5, factorSd: 2 },
  method: "pca_concat",
  options: {},
  useRep: "X_pca_harmony",
  seed: 0,
  readOuts: "scores",
};

Deno.test("runSections() reads the representation that it is told, and says how sections mix", async () => {
  const preparation = new SectionsPreparation();
  const corrected = await runSections(JOB, preparation);
  const plain = await runSections({ ...JOB, useRep: "X_pca" }, preparation);
  for (const name of ["mclust", "kmeans", "probe", "ilisi", "kbet"]) {
    assert(Number.isFinite(corrected.scores[name]), name);
  }
  assert(corrected.scores["ilisi"]! > plain.scores["ilisi"]! + 0.1);
});

Deno.test("runSections() tells what several starts find where that is asked", async () => {
  const job = { ...JOB, readOuts: "starts" } as const;
  const { scores } = await runSections(job, new SectionsPreparation());
  assert.deepEqual(Object.keys(scores).filter((name) => !name.endsWith("LogLikelihood")), [
    "mclust",
    "likeliest",
    "truth",
    "kmeans",
  ]);
  assert(scores.likeliestLogLikelihood! >= scores.mclustLogLikelihood!);
});

Deno.test("sectionsPlan() runs every row with one seed of the data at a time, no two runs alike", () => {
  const runs = sectionsPlan(SEEDS);
  for (const study of ["sections", "sections_starts"]) {
    assert.equal(runs.filter((run) => run.study === study).length, 2 * 3 * 5);
  }
  assert(runs.every(({ study, job }) => (study === "sections_starts") === (job.readOuts === "starts")));
  assert.equal(new Set(runs.map(({ job }) => JSON.stringify(keyOf(job, "test")))).size, runs.length);
  assert.equal(new Set(runs.map(({ table }) => table)).size, 3);
});

Deno.test("sections() holds SMART-MS to its limits and says what Harmony is good for", () => {
  const runs = (id: string, ilisi: readonly number[]): Measured[] =>
    ilisi.map((value, i) => ({
      run: {
        study: "sections",
        table: "sd 2",
        row: row(id, "method"),
        job: {
          tissue: { kind: "sections", seed: i, factorSd: 2 },
          method: "smart_ms",
          options: {},
          seed: 0,
          readOuts: "scores",
        },
      },
      result: result({ mclust: 0.95 - i / 100, kmeans: 0.85 + i / 1000, probe: 1, ilisi: value, kbet: value }),
    }));
  const page = sections([...runs("smart_ms", [0.8, 0.82, 0.81]), ...runs("smart_ms_plain", [0.5, 0.51, 0.53])]);
  assert.match(page, /\*\*Factors of sd 2\*\*/);
  assert.match(page, /\| SMART_MS \| ARI, mclust, median ≥ \.900 \| \.940 \| met \|/);
  assert.match(page, /\| SMART_MS \| ARI, k-means, median ≥ \.900 \| \.851 \| \*\*missed\*\* \|/);
  assert.match(page, /\| SMART-MS is better with Harmony \| iLISI \| \+\.29\d [^|]+ \| holds \|/);
  assert.match(page, /\| SMART-MS is better with Harmony \| ARI, mclust \| [^|]+ \| not told apart \|/);
});
