import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MuData } from "../../src/data/mudata.ts";
import type { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { ari } from "../../src/metrics/ari.ts";
import { readH5mu } from "../../src/io/read_h5mu.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { writeH5mu } from "../../src/io/write_h5mu.ts";
import { captured, inFolder } from "./captured.ts";
import { places, smallModality, spotNames } from "./small_tissue.ts";

const FILES = ["report.html", "result.h5mu", "summary.json"];
const kmeans = ["--cluster", "kmeans"];
const few = ["--n-epochs", "12", "--n-clusters", "2", ...kmeans];

/** The figures and the object in a folder. */
async function results(out: string) {
  assert.deepEqual(readdirSync(out).sort(), FILES);
  const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
  return { summary, tissue: await readH5mu(join(out, "result.h5mu")) };
}

/** Integrates one protein panel and gives back what came out and was said. */
async function integrated(folder: string, flags: readonly string[]) {
  const out = join(folder, "out");
  const said = await captured(["integrate", "--out", out, ...flags]);
  assert.equal(said.code, 0, said.stderr);
  return { ...said, ...await results(out) };
}

Deno.test("weft integrate finds planted regions in two files, and writes figures, object and page", () =>
  inFolder(async (folder) => {
    const [rna, adt] = [join(folder, "a.h5ad"), join(folder, "b.h5ad")];
    await writeH5ad(smallModality({ nVars: 30 }), rna);
    await writeH5ad(smallModality({ obsm: {} }).subset({ obs: spotNames(36).reverse() }), adt);
    const { summary, tissue, stdout } = await integrated(folder, [
      ...["--rna", rna, "--adt", adt, "--labels-key", "region", "--seed", "3", "--n-epochs", "12", ...kmeans],
    ]);
    assert.deepEqual(Object.keys(summary), [
      ...["method", "preset", "seed", "engine", "engineWhy", "threads", "nObs", "modalities", "cluster", "nEpochs"],
      ...["stopped", "seconds", "scores", "peakBytes", "versions", "inputs", "notes"],
    ]);
    assert.deepEqual(
      [summary.method, summary.preset, summary.seed, summary.nObs, summary.nEpochs, summary.stopped],
      ["smart", "default", 3, 36, 12, false],
    );
    assert.deepEqual(
      Object.keys(summary.seconds).sort(),
      ["cluster", "graph", "preprocess", "read", "report", "total", "train"],
    );
    assert.deepEqual(summary.cluster, { method: "kmeans", nClusters: 2 });
    assert.deepEqual(summary.inputs, {
      [rna]: createHash("sha256").update(readFileSync(rna)).digest("hex"),
      [adt]: createHash("sha256").update(readFileSync(adt)).digest("hex"),
    });
    assert(summary.peakBytes > 1e7);
    assert.equal(summary.scores.ari, 1);
    assert.deepEqual(tissue.modalityNames, ["rna", "adt"]);
    assert.deepEqual(tissue.modality("adt").obsNames, tissue.obsNames);
    assert.equal((tissue.obsm.X_smart as Dense).nCols, 64);
    assert.equal(ari(tissue.obs.column("domain_smart"), tissue.obs.column("region")), 1);
    const { smart } = tissue.uns.weft as { smart: UnsDict };
    assert.deepEqual(Object.keys(smart).sort(), ["history", "receipt", "settings"]);
    assert.match(readFileSync(join(folder, "out", "report.html"), "utf8"), /2 domains in 36 spots/);
    assert.match(stdout, /ari +1\.0000[\s\S]*The page: /);
  }));

Deno.test("weft integrate gives the same object for the same seed", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5ad");
    await writeH5ad(smallModality(), input);
    const bytes: Uint8Array[] = [];
    for (const out of ["one", "two"]) {
      const { code } = await captured(["integrate", "--adt", input, ...few, "--out", join(folder, out)]);
      assert.equal(code, 0);
      bytes.push(readFileSync(join(folder, out, "result.h5mu")));
    }
    assert.deepEqual(bytes[0], bytes[1]);
  }));

Deno.test("weft integrate refuses a folder that is there and replaces it only with --force, when all has gone well", () =>
  inFolder(async (folder) => {
    const [input, out] = [join(folder, "x.h5ad"), join(folder, "out")];
    await writeH5ad(smallModality(), input);
    mkdirSync(out);
    writeFileSync(join(out, "summary.json"), "old");
    const again = ["integrate", "--adt", input, ...few, "--out", out];
    const refused = await captured(again);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /Give another, or --force to replace it/);
    assert.equal((await captured([...again, "--force", "--labels-key", "nope"])).code, 2);
    assert.equal(readFileSync(join(out, "summary.json"), "utf8"), "old");
    assert.equal((await captured([...again, "--force"])).code, 0);
    await results(out);
    assert.deepEqual(readdirSync(folder).sort(), ["out", "x.h5ad"]);
  }));

Deno.test("weft integrate prints what it took a modality for, and why", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5mu");
    await writeH5mu(new MuData({ mod: { panel: smallModality(), adt: smallModality() } }), input);
    const { summary } = await integrated(folder, ["--input", input, "--mod", "panel=:rna", ...few]);
    assert.deepEqual(summary.notes, ["Modality 'adt' is taken as protein: it is named 'adt'."]);
    assert.deepEqual(summary.modalities, {
      panel: { kind: "rna", nVars: 12 },
      adt: { kind: "protein", nVars: 12 },
    });
  }));

Deno.test("weft integrate goes on with spots that all modalities have, and says how many are left out", () =>
  inFolder(async (folder) => {
    const [rna, adt] = [join(folder, "a.h5ad"), join(folder, "b.h5ad")];
    await writeH5ad(smallModality(), rna);
    await writeH5ad(smallModality().subset({ obs: spotNames(36).slice(6) }), adt);
    const { summary } = await integrated(folder, ["--rna", rna, "--adt", adt, ...few]);
    assert.equal(summary.nObs, 30);
    assert.deepEqual(summary.notes, ["6 of 36 spots are not in every modality and are left out."]);
  }));

Deno.test("weft integrate takes empty spots, constant features and repeated feature names as they come", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5ad");
    const names = Array.from({ length: 12 }, (_, j) => j === 5 ? "PTPRC" : j === 7 ? "PTPRC" : `f${j}`);
    const value = (count: number, spot: number, feature: number) => spot < 3 ? 0 : feature < 2 ? 4 : count;
    await writeH5ad(smallModality({ value, var: new Frame(names) }), input);
    const { summary, tissue } = await integrated(folder, ["--adt", input, ...few]);
    assert.deepEqual(summary.notes, ["3 of 36 spots have no counts at all in modality 'adt'."]);
    assert.deepEqual(tissue.modality("adt").varNames, names);
    assert(Array.from((tissue.obsm.X_smart as Dense).data, Number).every(Number.isFinite));
  }));

Deno.test("weft integrate finds labels in a modality, leaves missing ones out, and takes their number for auto", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5mu");
    const region = spotNames(36).map((_, i) => i < 2 ? null : i < 18 ? 5 : 7);
    const adt = smallModality({ obs: new Frame(spotNames(36), { region }) });
    await writeH5mu(new MuData({ mod: { rna: smallModality({ obs: new Frame(spotNames(36)) }), adt } }), input);
    const { summary } = await integrated(folder, [
      ...["--input", input, "--labels-key", "region", "--n-clusters", "auto", "--n-epochs", "5", ...kmeans],
    ]);
    assert.equal(summary.cluster.nClusters, 2);
    assert.equal(summary.scores.ari, 1);
  }));

Deno.test("weft integrate chooses the number of domains by BIC when nobody tells it", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5ad");
    await writeH5ad(smallModality(), input);
    const { summary } = await integrated(folder, ["--adt", input, "--n-epochs", "12"]);
    assert(summary.cluster.nClusters >= 2);
    assert.match(
      summary.notes[0],
      /36 spots are few for a Gaussian mixture in 64 dimensions: consider --cluster kmeans/,
    );
    assert.match(readFileSync(join(folder, "out", "report.html"), "utf8"), /How many domains/);
  }));

for (const cluster of ["gmm", "kmeans", "leiden"]) {
  Deno.test(`weft integrate --cluster ${cluster} finds the number of domains it is told`, () =>
    inFolder(async (folder) => {
      const input = join(folder, "x.h5ad");
      await writeH5ad(smallModality({ nObs: 60 }), input);
      const flags = ["--adt", input, "--cluster", cluster, "--n-clusters", "3", "--n-epochs", "5"];
      const { summary, tissue } = await integrated(folder, flags);
      assert.deepEqual(summary.cluster, { method: cluster, nClusters: 3 });
      assert.equal(new Set(tissue.obs.column("domain_smart").toArray()).size, 3);
    }));
}

Deno.test("weft integrate joins no spots of different sections, and finds genes batch by batch", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5ad");
    const section = spotNames(72).map((_, i) => i < 36 ? "one" : "two");
    const spatial = places(36);
    const twice = spatial.takeRows(Array.from({ length: 72 }, (_, i) => i % 36));
    const adata = smallModality({ nObs: 72, obs: new Frame(spotNames(72), { section }), obsm: { spatial: twice } });
    await writeH5ad(adata, input);
    const keys = ["--library-key", "section", "--batch-key", "section"];
    const { tissue, summary } = await integrated(folder, ["--rna", input, ...keys, ...few]);
    assert.deepEqual(summary.notes, []);
    const graph = tissue.obsp.spatial_connectivities!;
    assert(graph.kind === "csr");
    for (let i = 0; i < 72; i++) {
      const neighbours = graph.indices.subarray(graph.indptr[i]!, graph.indptr[i + 1]!);
      assert(neighbours.length > 0 && neighbours.every((j) => (j < 36) === (i < 36)));
    }
  }));

Deno.test("weft integrate works on as few spots as can have neighbours", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5ad");
    await writeH5ad(smallModality({ nObs: 7 }), input);
    const { summary } = await integrated(folder, ["--adt", input, "--n-epochs", "3"]);
    assert.equal(summary.nObs, 7);
  }));
