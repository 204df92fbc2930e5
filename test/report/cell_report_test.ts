import assert from "node:assert/strict";
import { codesOf } from "../../src/data/columns/codes_of.ts";
import { column } from "../../src/data/columns/column.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { IntegrationScores } from "../../src/metrics/integration_scores.ts";
import type { CellIntegration } from "../../src/report/cell_integration.ts";
import { cellReport } from "../../src/report/cell_report.ts";

const HOSTILE = `"><script>alert(1)</script>`;

function scores(word: string): IntegrationScores {
  const header = { useRep: word, labelsKey: word, modalityKey: word, nObs: 4, nLeftOut: 1 };
  return new IntegrationScores(header, [
    { group: "bio", metric: "clisi", value: 0.9, meaning: word },
    { group: "modality", metric: "ilisi", value: 0.5, meaning: word },
    { group: "modality", metric: word, value: null, meaning: word },
  ]);
}

function integration(change: Partial<CellIntegration> = {}): CellIntegration {
  const labels = codesOf(column(["T", "T", "B", "B"]));
  return {
    method: "scMRDR",
    preset: "kidney",
    modalities: ["rna (1,000 genes)", "atac (900 peaks)"],
    umap: Dense.fromRows([[0, 0], [1, 0], [5, 1], [6, 1]]),
    clusters: { title: "Clusters by scMRDR", labels: codesOf(column(["2", "2", "1", "1"])) },
    known: { title: "Known labels (kind)", labels },
    sources: [
      { title: "Modality", labels: codesOf(column(["rna", "atac", "rna", "atac"])) },
      { title: "Batch (donor)", labels: codesOf(column(["d1", "d1", null, "d2"])) },
    ],
    scores: scores("kind"),
    foscttm: 0.125,
    history: new Frame(["1", "2"], { total: [2, 1], recon: [1, 0.5] }),
    ending: "All epochs were done.",
    criterion: { nClusters: [2, 3], values: [10, 12], chosen: 2 },
    settings: { seed: "0" },
    seconds: { read: 0.5, train: 12.25 },
    inputs: { "rna.h5ad": "ab12" },
    versions: { weft: "0.1.0" },
    notes: ["6 of 120 cells have no label."],
    ...change,
  };
}

Deno.test("cellReport() says the result first, and shows every part", async () => {
  const html = await cellReport(integration());
  assert.match(html, /<h1>2 clusters in 4 cells<\/h1>/);
  assert.match(html, /Found by scMRDR from rna \(1,000 genes\) and atac \(900 peaks\)\./);
  for (const heading of ["The cells", "The scores", "The training", "How many clusters", "To do it again"]) {
    assert.match(html, new RegExp(`<h2>${heading}</h2>`));
  }
  for (const picture of ["Clusters by scMRDR", "Known labels (kind)", "Modality", "Batch (donor)"]) {
    assert(html.includes(`<h3>${picture}</h3>`));
  }
  for (const [label, value] of [["total", "0.740"], ["bio", "0.900"], ["modality", "0.500"], ["FOSCTTM", "0.125"]]) {
    assert(html.includes(`<dt>${label}</dt><dd>${value}</dd>`), label);
  }
  assert.match(html, /What should be mixed/);
  assert.match(html, /width:90%/);
  assert.match(html, /6 of 120 cells have no label\./);
});

Deno.test("cellReport() gives a cluster the colour of the label that it shares most cells with", async () => {
  const html = await cellReport(integration());
  const colorOf = (title: string, name: string) =>
    html.match(new RegExp(`aria-label="${title}".*?data-category="${name}" fill="(#\\w+)"`))![1];
  assert.equal(colorOf("Clusters by scMRDR", "2"), colorOf("Known labels \\(kind\\)", "T"));
  assert.equal(colorOf("Clusters by scMRDR", "1"), colorOf("Known labels \\(kind\\)", "B"));
});

Deno.test("cellReport() leaves out what there is not", async () => {
  const none = {
    known: undefined,
    sources: [],
    scores: undefined,
    foscttm: undefined,
    criterion: undefined,
    notes: [],
  };
  const html = await cellReport(integration({ ...none, history: new Frame([], {}) }));
  assert.doesNotMatch(html, /be mixed|The scores|The training|How many clusters|Known labels|FOSCTTM|class="note"/);
});

Deno.test("cellReport() of cells without labels tells FOSCTTM, of which less is better", async () => {
  const html = await cellReport(integration({ known: undefined, scores: undefined }));
  assert.match(html, /FOSCTTM 0\.125: .* 0 is perfect/s);
  assert.doesNotMatch(html, /more is better/);
});

Deno.test("cellReport() loads nothing, runs nothing and escapes every text", async () => {
  const partition = { title: HOSTILE, caption: HOSTILE, labels: codesOf(column([HOSTILE, "b", HOSTILE, "b"])) };
  const texts = { method: HOSTILE, preset: HOSTILE, modalities: [HOSTILE], ending: HOSTILE, notes: [HOSTILE] };
  const tables = { settings: { [HOSTILE]: HOSTILE }, inputs: { [HOSTILE]: HOSTILE }, versions: { [HOSTILE]: HOSTILE } };
  const parts = { clusters: partition, known: partition, sources: [partition], scores: scores(HOSTILE) };
  const html = await cellReport(integration({ ...texts, ...tables, ...parts }));
  assert.doesNotMatch(html, /<script|<link|<iframe|@import|url\(|\s(src|href)=/);
  assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
  assert.match(html, /&lt;script&gt;/);
});
