import assert from "node:assert/strict";
import { BASELINES, beforeIntegration } from "../../../src/cli/benchmark/cells/baselines.ts";
import { cellsPlan } from "../../../src/cli/benchmark/cells/cells_plan.ts";
import { cellsScores } from "../../../src/cli/benchmark/cells/cells_scores.ts";
import { CellsPreparation, runCells } from "../../../src/cli/benchmark/cells/run_cells.ts";
import { simulatedCells } from "../../../src/cli/benchmark/cells/simulated_cells.ts";
import { hasSnareseq, snareseqCells } from "../../../src/cli/benchmark/cells/snareseq.ts";
import { unpairedCells } from "../../../src/cli/benchmark/cells/unpaired_cells.ts";
import type { CellsJob } from "../../../src/cli/benchmark/job.ts";
import { keyOf } from "../../../src/cli/benchmark/key.ts";
import { shardOf } from "../../../src/cli/benchmark/shards.ts";
import { Rng } from "../../../src/core/rng.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import { toDense } from "../../../src/data/matrix.ts";
import { SEEDS } from "./fixtures.ts";

const N = 60;
const GENES = Array.from({ length: 30 }, (_, g) => `gene${g}`);

/** Cells of two types and batches; each modality measures every gene on a scale of its own. */
function modality(scale: number, genes = GENES): AnnData {
  const rng = new Rng(scale);
  const counts = Array.from(
    { length: N },
    (_, i) => genes.map((_, g) => Math.round(scale * (g % 2 === i % 2 ? 6 : 1) * (0.5 + rng.uniform()))),
  );
  return new AnnData({
    X: Dense.fromRows(counts),
    obs: new Frame(Array.from({ length: N }, (_, i) => `c${i}`), {
      type: Array.from({ length: N }, (_, i) => `t${i % 2}`),
      batch: Array.from({ length: N }, (_, i) => `b${Math.floor(i / 2) % 2}`),
    }),
    var: new Frame(genes),
  });
}

const both = unpairedCells({ rna: modality(1), atac: modality(4) }, { labelsKey: "type", batchKey: "batch" });
const job = (more: Partial<CellsJob> = {}): CellsJob => ({
  tissue: { kind: "unpaired", seed: 5, modalities: "two" },
  method: "pca",
  options: {},
  seed: 0,
  readOuts: "scores",
  ...more,
});

Deno.test("unpairedCells() lays modalities one behind the other, with types, batches and pairs", () => {
  assert.deepEqual([both.whole.nObs, both.whole.obsNames[0], both.whole.obsNames[N]], [2 * N, "rna:c0", "atac:c0"]);
  assert.deepEqual([both.modality[N - 1], both.modality[N]], [0, 1]);
  assert.deepEqual(both.labels.slice(0, N), both.labels.slice(N));
  assert.equal(both.scored.length, 2 * N);
  assert.deepEqual([both.partners[0][3], both.partners[1][3]], [3, N + 3]);
  const few = unpairedCells({ rna: modality(1), atac: modality(4) }, { labelsKey: "type", scored: [2, 7] });
  assert.deepEqual([...few.scored], [2, 7, N + 2, N + 7]);
  assert.deepEqual(few.partners.map((rows) => [...rows]), [[2, 7], [N + 2, N + 7]]);
  assert.equal(few.batch, undefined);
});

Deno.test("baselines: z-scores per modality take away what separates scales, plain components do not", () => {
  const scores = (name: string) => cellsScores(BASELINES[name]!(both.whole, 0), beforeIntegration(both.whole), both, 0);
  const [plain, zscore] = [scores("pca"), scores("zscore")];
  assert(zscore["modality.ilisi"]! > plain["modality.ilisi"]! || plain["modality.ilisi"]! > 0.9);
  assert(zscore["transfer"]! > 0.95 && zscore["bio.kmeansAri"]! > 0.9);
  for (const name of Object.keys(BASELINES)) {
    const embedding = BASELINES[name]!(both.whole, 0);
    assert.deepEqual([embedding.nRows, embedding.nCols], [2 * N, 20], name);
  }
});

Deno.test("baselines see the genes that all modalities measure; what was before takes lacking ones for 0", () => {
  const part = unpairedCells({ rna: modality(1), atac: modality(4, GENES.slice(0, 24)) }, { labelsKey: "type" });
  const alone = unpairedCells({
    rna: modality(1).subset({ var: GENES.slice(0, 24) }),
    atac: modality(4, GENES.slice(0, 24)),
  }, { labelsKey: "type" });
  assert.equal(BASELINES["zscore"]!(part.whole, 0).nCols, 20);
  assert.equal(beforeIntegration(part.whole).nCols, 29);
  assert.equal(beforeIntegration(alone.whole).nCols, 23);
});

Deno.test("cellsScores() is perfect for partners at one place, and tells undefined scores by leaving them out", () => {
  const rng = new Rng(3);
  const places = Array.from({ length: N }, (_, i) => [i % 2 * 50 + rng.normal(), rng.normal()]);
  const embedding = Dense.fromRows([...places, ...places]);
  const scores = cellsScores(embedding, beforeIntegration(both.whole), both, 0);
  assert.deepEqual([scores.foscttm, scores.foscttmBack, scores.transfer, scores["bio.kmeansAri"]], [0, 0, 1, 1]);
  assert(Math.abs(scores.total! - (0.4 * scores.bio! + 0.3 * scores.batch! + 0.3 * scores.modality!)) < 1e-12);
  const { batch: _, ...unbatched } = both;
  const without = cellsScores(embedding, beforeIntegration(both.whole), { ...unbatched, batch: undefined }, 0);
  assert(!("batch" in without) && !("batch.ilisi" in without));
  assert(Math.abs(without.total! - (0.6 * without.bio! + 0.4 * without.modality!)) < 1e-12);
});

Deno.test("simulatedCells() pairs cells within their domain, each at most once", () => {
  const { whole, labels, partners: [left, right], modality } = simulatedCells({
    kind: "unpaired",
    seed: 5,
    modalities: "three",
  });
  assert.deepEqual(whole.modalityNames, ["rna", "atac", "adt"]);
  assert.equal(whole.nObs, 1296);
  assert.equal(new Set(left).size, left.length);
  assert.equal(new Set(right).size, right.length);
  assert(left.length > 350);
  left.forEach((row, i) => {
    assert.equal(labels[row], labels[right[i]!]);
    assert.deepEqual([modality[row], modality[right[i]!]], [0, 1]);
  });
  assert(toDense(whole.modality("rna").X!).data.every((count) => Number.isInteger(Number(count))));
});

Deno.test("runCells() gives a trained row and a plain one the same scores by name", async () => {
  const preparation = new CellsPreparation();
  const plain = await runCells(job({ method: "zscore" }), preparation);
  const trained = await runCells(
    job({ method: "scmrdr", options: { nEpochs: 1, hidden: "8", nLatent: 4, nSpecific: 2 } }),
    preparation,
  );
  assert.deepEqual([plain.nEpochs, trained.nEpochs], [0, 1]);
  assert.deepEqual(Object.keys(trained.scores).sort(), Object.keys(plain.scores).sort());
  assert(Object.values(plain.scores).every(Number.isFinite));
});

Deno.test("cellsPlan() trains all rows of a table equally long, and pairs panels with seeds", () => {
  const runs = cellsPlan(SEEDS);
  const of = (study: string) => runs.filter((run) => run.study === study);
  for (const study of ["snareseq", "snareseq_mask", "unpaired"]) {
    const epochs = of(study).filter(({ row }) => row.group === "method").map(({ job }) =>
      (keyOf(job, "test").config as { nEpochs: number }).nEpochs
    );
    assert.deepEqual(new Set(epochs), new Set([100]), study);
  }
  const panels = of("snareseq_mask").map(({ job }) => job.tissue.kind === "snareseq" && [job.tissue.panel, job.seed]);
  assert.deepEqual(new Set(panels.map(String)), new Set(["71,0", "72,1"]));
  assert.equal(new Set(runs.map(({ job }) => JSON.stringify(keyOf(job, "test")))).size, runs.length);
});

Deno.test("shardOf() deals runs on the same real cells out one by one", () => {
  const runs = cellsPlan(SEEDS).filter(({ study }) => study === "snareseq");
  const sizes = [0, 1].map((place) => shardOf(runs, { place, count: 2 }).length);
  assert.deepEqual(sizes, [runs.length / 2, runs.length / 2]);
});

if (!hasSnareseq()) console.error("SKIPPED: SNARE-seq is not there");
Deno.test({
  name: "snareseqCells() are the 10,309 cells twice over genes that both met, or a tenth of them for chromatin",
  ignore: !hasSnareseq(),
  async fn() {
    const { whole, scored, batch, labels } = await snareseqCells({ kind: "snareseq", panel: 71 });
    assert.deepEqual(whole.modality("rna").X!.shape, [10309, 1670]);
    assert.deepEqual(whole.modality("atac").X!.shape, [10309, 167]);
    assert.deepEqual([new Set(batch).size, new Set(labels).size, scored.length], [12, 15, 5000]);
    const genes = new Set(whole.modality("rna").varNames);
    assert(whole.modality("atac").varNames.every((gene) => genes.has(gene)));
    assert.deepEqual(labels.slice(0, 10309), labels.slice(10309));
  },
});
