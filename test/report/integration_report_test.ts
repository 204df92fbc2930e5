import assert from "node:assert/strict";
import { codesOf } from "../../src/data/columns/codes_of.ts";
import { column } from "../../src/data/columns/column.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import type { Integration } from "../../src/report/integration.ts";
import { integrationReport } from "../../src/report/integration_report.ts";

const HOSTILE = `"><script>alert(1)</script>`;

function integration(change: Partial<Integration> = {}): Integration {
  const labels = codesOf(column(["a", "b", "b", "a"]));
  return {
    method: "SMART",
    preset: "default",
    modalities: ["rna (1,000 genes)", "adt (100 proteins)", "atac (1,000 peaks)"],
    coordinates: Dense.fromRows([[0, 0], [1, 0], [0, 1], [1, 1]], "float64"),
    onGrid: true,
    imageAxes: false,
    sections: [],
    domains: { title: "Domains by SMART", labels },
    known: { title: "Known labels (domain)", labels },
    alone: [{ title: "rna alone", labels, caption: "ARI 0.5 with the known labels" }],
    umap: Dense.fromRows([[0, 0], [1, 0], [5, 1], [6, 1]]),
    history: new Frame(["1", "2"], { total: [2, 1], triplet_rna: [1, 0.5] }),
    ending: "All epochs were done.",
    scores: [
      { metric: "ari", value: 0.987654, range: [-0.5, 1], direction: "higher", meaning: "Agreement by pairs." },
      { metric: "silhouette", value: null, range: [-1, 1], direction: "higher", meaning: "How compact." },
    ],
    criterion: { nClusters: [2, 3], values: [10, 12], chosen: 2 },
    settings: { seed: "0" },
    seconds: { read: 0.5, train: 7.25, total: 12.3 },
    inputs: { "rna.h5ad": "ab12" },
    versions: { weft: "0.1.0" },
    notes: ["12 spots are left out."],
    ...change,
  };
}

Deno.test("integrationReport() says the result first, and shows every part", async () => {
  const html = await integrationReport(integration());
  assert.match(html, /<h1>2 domains in 4 spots<\/h1>/);
  assert.match(html, /Found by SMART from rna \(1,000 genes\), adt \(100 proteins\) and atac \(1,000 peaks\)\./);
  for (
    const heading of ["The tissue", "The embedding", "The training", "The scores", "How many domains", "To do it again"]
  ) {
    assert.match(html, new RegExp(`<h2>${heading}</h2>`));
  }
  assert.match(html, /<dt>ARI<\/dt><dd>0.988<\/dd>/);
  assert.match(html, /<dt>trained in<\/dt><dd>7\.3 s<\/dd>/);
  assert.match(html, /12 spots are left out\./);
  assert.match(html, /−0\.5\u00a0…\u00a01/);
  assert.match(html, /undefined/);
});

Deno.test("integrationReport() leaves out what there is not", async () => {
  const html = await integrationReport(
    integration({ known: undefined, alone: [], umap: undefined, scores: [], criterion: undefined, notes: [] }),
  );
  assert.doesNotMatch(html, /The embedding|The scores|How many domains|by itself|Known labels|class="note"/);
});

Deno.test("integrationReport() loads nothing and runs nothing", async () => {
  const html = await integrationReport(integration());
  assert.doesNotMatch(html, /<script|<link|<iframe|@import|url\(|\s(src|href)=/);
  assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
  assert.match(html, /prefers-color-scheme: dark/);
});

Deno.test("integrationReport() escapes every text that comes from outside", async () => {
  const labels = codesOf(column([HOSTILE, "b", HOSTILE, "b"]));
  const html = await integrationReport(integration({
    method: HOSTILE,
    preset: HOSTILE,
    modalities: [HOSTILE],
    domains: { title: HOSTILE, labels },
    known: { title: HOSTILE, labels },
    alone: [{ title: HOSTILE, caption: HOSTILE, labels }],
    ending: HOSTILE,
    settings: { [HOSTILE]: HOSTILE },
    inputs: { [HOSTILE]: HOSTILE },
    versions: { [HOSTILE]: HOSTILE },
    notes: [HOSTILE],
    history: new Frame(["1"], { [HOSTILE]: [1] }),
    proportions: new Frame([HOSTILE, "b"], { [HOSTILE]: [1, 0] }),
  }));
  assert.doesNotMatch(html, /<script/);
});

Deno.test("integrationReport() gives the same tissue the same colour in every map", async () => {
  const known = codesOf(column(["x", "y", "y", "x"]));
  const domains = codesOf(column(["2", "1", "1", "2"]));
  const html = await integrationReport(integration({
    domains: { title: "Domains", labels: domains },
    known: { title: "Known", labels: known },
  }));
  const colorOf = (name: string) => html.match(new RegExp(`data-category="${name}" fill="(#\\w+)"`))![1];
  assert.equal(colorOf("2"), colorOf("x"));
  assert.equal(colorOf("1"), colorOf("y"));
});

Deno.test("integrationReport() has a panel per loss term, and names the sections when there are several", async () => {
  const html = await integrationReport(integration({ sections: ["left", "right"] }));
  assert.equal(html.match(/<div class="figures panels">.*?<\/div>/s)![0].match(/<figure>/g)!.length, 2);
  assert.match(html, /Sections, row by row from the left: left and right\./);
});

Deno.test("integrationReport() says how much of each domain a section has, where there are several", async () => {
  const proportions = new Frame(["left", "right"], { "1": [0.25, NaN], "2": [0.75, NaN] });
  const html = await integrationReport(integration({ sections: ["left", "right"], proportions }));
  const [, part] = /How much of each domain a section has<\/h3>(.*?)<\/table>/s.exec(html)!;
  const cells = [...part!.matchAll(/<t[hd](?: [^>]*)?>(.*?)<\/t[hd]>/g)].map(([, cell]) =>
    cell!.replace("\u00a0", " ")
  );
  assert.deepEqual(cells, ["domain", "left", "right", "1", "25.0 %", "–", "2", "75.0 %", "–"]);
  for (const change of [{}, { proportions: new Frame(["left"], { "1": [1] }) }]) {
    assert.doesNotMatch(await integrationReport(integration(change)), /How much of each/);
  }
});
