import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { AnnData } from "../../src/data/anndata.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import type { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { readH5mu } from "../../src/io/read_h5mu.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { writeH5mu } from "../../src/io/write_h5mu.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { captured, inFolder } from "./captured.ts";
import { smallModality, spotNames } from "./small_tissue.ts";

const NETWORK = ["--set", "hidden=16,16", "--set", "nLatent=4", "--set", "nSpecific=3", "--set", "batchSize=32"];
const FEW = ["--n-epochs", "2", "--cluster", "kmeans", "--n-clusters", "2", ...NETWORK];

/** Cells of two kinds and two donors, named by a letter, without places. */
function cells(
  letter: string,
  { nObs = 60, nVars = 30, ...change }: { nObs?: number; nVars?: number; kind?: null } = {},
) {
  const names = spotNames(nObs).map((name) => `${letter}${name}`);
  const obs = new Frame(names, {
    ...("kind" in change ? {} : { kind: names.map((_, i) => i < 3 ? null : i < nObs / 2 ? "T" : "B") }),
    donor: categorical(names.map((_, i) => i % 2 === 0 ? "one" : "two")),
  });
  return smallModality({ nObs, nVars, obs, obsm: {} });
}

/** A peak for each gene, and an annotation in which each gene lies at its peak. */
function peaksAndGenes(letter: string): { readonly peaks: AnnData; readonly gtf: string } {
  const genes = cells(letter);
  const at = genes.varNames.map((_, j) => 10_000 * (j + 1));
  const lines = genes.varNames.map((gene, j) =>
    `1\tHAVANA\tgene\t${at[j]! + 1}\t${at[j]! + 900}\t.\t+\t.\tgene_id "G${j}"; gene_name "${gene}";`
  );
  return {
    peaks: genes.with({ var: new Frame(at.map((start) => `chr1:${start}-${start + 500}`)) }),
    gtf: `${lines.join("\n")}\n`,
  };
}

async function files(folder: string, objects: Readonly<Record<string, AnnData>>): Promise<string[]> {
  const flags = [];
  for (const [name, adata] of Object.entries(objects)) {
    const path = join(folder, `${name}.h5ad`);
    await writeH5ad(adata, path);
    flags.push(`--${name}`, path);
  }
  return flags;
}

async function integrated(folder: string, flags: readonly string[]) {
  const out = join(folder, "out");
  const said = await captured(["integrate", "--method", "scmrdr", "--out", out, ...flags]);
  assert.equal(said.code, 0, said.stderr);
  return {
    ...said,
    summary: JSON.parse(readFileSync(join(out, "summary.json"), "utf8")),
    cells: await readH5mu(join(out, "result.h5mu")),
    html: readFileSync(join(out, "report.html"), "utf8"),
  };
}

async function refused(flags: readonly string[], says: RegExp): Promise<void> {
  await inFolder(async (folder) => {
    const { code, stderr } = await captured([
      ...["integrate", "--method", "scmrdr", "--out", join(folder, "out"), ...flags],
    ]);
    assert.equal(code, 2, stderr);
    assert.match(stderr, says);
  });
}

Deno.test("weft integrate --method scmrdr joins cells of two files, sums peaks over genes, and scores what it mixed", () =>
  inFolder(async (folder) => {
    const { peaks, gtf } = peaksAndGenes("b");
    const annotation = join(folder, "genes.gtf.gz");
    writeFileSync(annotation, gzipSync(gtf));
    const { summary, cells: joined, html, stdout } = await integrated(folder, [
      ...await files(folder, { rna: cells("a"), atac: peaks }),
      ...["--annotation", annotation, "--labels-key", "kind", "--batch-key", "donor", ...FEW],
    ]);
    assert.deepEqual([summary.method, summary.nObs, summary.nEpochs], ["scmrdr", 120, 2]);
    assert.deepEqual(summary.modalities.atac, { kind: "peaks", nVars: 30 });
    assert.equal(summary.inputs[annotation].length, 64);
    assert.deepEqual(summary.notes, [
      "The 30 peaks of modality 'atac' are added up to 30 genes.",
      "6 of 120 cells have no label in obs['kind'] and are not scored.",
      "None of the 30 genes of modality 'rna' vary enough: all are taken.",
      "None of the 30 genes of modality 'atac' vary enough: all are taken.",
    ]);
    for (const name of ["total", "bio", "batch", "modality", "batch.kbetPerLabel", "modality.pcrComparison"]) {
      assert(name in summary.scores, name);
    }
    assert(summary.scores.bio > 0 && summary.scores.total > 0);
    assert.deepEqual(joined.modality("atac").varNames, joined.modality("rna").varNames);
    const { X_scmrdr, X_scmrdr_specific, X_umap, X_pca } = joined.obsm as Record<string, Dense>;
    assert.deepEqual([X_scmrdr!.shape, X_scmrdr_specific!.shape, X_umap!.shape], [[120, 4], [120, 3], [120, 2]]);
    assert.equal(X_pca!.nRows, 120);
    assert.deepEqual(joined.obs.columnNames, ["modality", "kind", "donor", "cluster_scmrdr"]);
    assert.deepEqual(joined.obs.column("modality").toArray().slice(59, 61), ["rna", "atac"]);
    const { settings } = (joined.uns.weft as Record<string, UnsDict>).scmrdr as { settings: UnsDict };
    assert.equal(settings.batchKey, "donor");
    assert.match(html, /2 clusters in 120 cells/);
    for (
      const title of ["Clusters by scMRDR", "Known labels \\(kind\\)", "Modality", "Batch \\(donor\\)", "kbetPerLabel"]
    ) {
      assert.match(html, new RegExp(title));
    }
    assert.doesNotMatch(html, /<script/);
    assert.match(stdout, /cells +120 cells; rna \(rna, 30\), atac \(peaks, 30\)/);
  }));

Deno.test("weft integrate --method scmrdr --unpair takes paired cells apart and scores how near partners come", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5mu");
    await writeH5mu(new MuData({ mod: { rna: cells("a"), adt: cells("a"), atac: cells("a") } }), input);
    const { summary, cells: apart, html } = await integrated(folder, ["--input", input, "--unpair", ...FEW]);
    assert.deepEqual(apart.obsNames.slice(0, 1).concat(apart.obsNames.slice(-1)), ["rna:as0", "atac:as59"]);
    assert.equal(apart.nObs, 180);
    assert.deepEqual(Object.keys(summary.scores), ["foscttm"]);
    assert.equal(summary.scores.foscttm, 0, "equal counts are embedded alike");
    assert.match(html, /<dt>FOSCTTM<\/dt>/);
    assert.doesNotMatch(html, /Known labels|How many clusters/);
  }));

Deno.test("weft integrate --method scmrdr gives the same object for the same seed", () =>
  inFolder(async (folder) => {
    const flags = await files(folder, { rna: cells("a"), adt: cells("b", { nObs: 40 }) });
    const bytes: Uint8Array[] = [];
    for (const out of ["one", "two"]) {
      const args = ["integrate", "--method", "scmrdr", ...flags, ...FEW, "--out", join(folder, out)];
      assert.equal((await captured(args)).code, 0);
      bytes.push(readFileSync(join(folder, out, "result.h5mu")));
    }
    assert.deepEqual(bytes[0], bytes[1]);
  }));

Deno.test("weft integrate --method scmrdr takes labels and batches from the whole, and genes of one name apart", () =>
  inFolder(async (folder) => {
    const input = join(folder, "x.h5mu");
    const twice = new Frame(cells("a").varNames.map((name, j) => j === 4 ? "f3" : name));
    const bare = (letter: string) => cells(letter).with({ obs: { kind: undefined, donor: undefined }, var: twice });
    const mdata = new MuData({ mod: { rna: bare("a"), adt: bare("b") } });
    const tags = mdata.obsNames.map((_, i) => i % 3);
    await writeH5mu(mdata.with({ obs: { kind: tags, batch: tags.map((tag) => `b${tag}`) } }), input);
    const { summary, cells: joined } = await integrated(folder, [
      ...["--input", input, "--labels-key", "kind", "--batch-key", "batch", "--n-epochs", "1", "--cluster", "kmeans"],
      ...NETWORK,
    ]);
    assert.equal(summary.cluster.nClusters, 3);
    assert(summary.scores.batch > 0);
    assert.deepEqual(joined.modality("rna").varNames.slice(3, 5), ["f3", "f3-1"]);
    assert.deepEqual(joined.modality("adt").obs.column("batch").toArray().slice(0, 3), ["b0", "b1", "b2"]);
  }));

Deno.test("weft integrate --method scmrdr refuses peaks without an annotation, and an annotation without peaks", () =>
  inFolder(async (folder) => {
    const { peaks, gtf } = peaksAndGenes("b");
    const flags = await files(folder, { rna: cells("a"), atac: peaks });
    await refused(
      flags,
      /share an axis of genes but found peaks \('chr1:10000.*modality 'atac'.*--annotation genes\.gtf\.gz/,
    );
    const annotation = join(folder, "genes.gtf");
    writeFileSync(annotation, gtf);
    await refused(
      [...flags.slice(0, 2), "--annotation", annotation],
      /peaks named by their places.*leave --annotation out/,
    );
    writeFileSync(annotation, gtf.replaceAll(/^1\t/gm, "7\t"));
    const elsewhere = [...flags, "--annotation", annotation];
    await refused(elsewhere, /peaks on '1', genes on '7' .*modality 'atac'.*genome that the peaks were called on/s);
    await refused([...flags, "--annotation", join(folder, "none.gtf")], /found none/);
  }));

Deno.test("weft integrate --method scmrdr refuses cells of several modalities, and says what --unpair does", () =>
  inFolder(async (folder) => {
    const flags = await files(folder, { rna: cells("a"), adt: cells("a") });
    await refused(flags, /modalities with cells of their own but found 60 cells in several .*Pass --unpair/);
  }));

Deno.test("weft integrate --method scmrdr refuses batches and labels that are not there, before it trains", () =>
  inFolder(async (folder) => {
    const without = cells("b").with({ obs: { donor: undefined } });
    const flags = await files(folder, { rna: cells("a"), adt: without });
    await refused([...flags, "--labels-key", "nope"], /a column 'nope' in obs .*'kind'/);
    await refused([...flags, "--batch-key", "donor"], /a batch in obs\['donor'\] .*none at all .*modality 'adt'/s);
    await refused([...flags, "--batch-key", "kind"], /3 cells without \('as0'.*leave --batch-key out/s);
  }));

Deno.test("weft integrate --method scmrdr refuses modalities of too few cells, or without features in common", () =>
  inFolder(async (folder) => {
    const one = cells("b", { nObs: 1 });
    await refused(await files(folder, { rna: cells("a"), adt: one }), /at least 3 cells but found 1 .*modality 'adt'/);
    const other = cells("b").with({ var: new Frame(cells("b").varNames.map((name) => `CD${name}`)) });
    const flags = [...await files(folder, { rna: cells("a"), adt: other }), ...FEW];
    await refused(flags, /features in common but found .*'CDf0'/);
  }));

Deno.test("weft integrate --method scmrdr refuses values that are no counts", () =>
  inFolder(async (folder) => {
    const half = cells("b").with({ X: smallModality({ nObs: 60, nVars: 30, value: (count) => count / 2 }).X! });
    const flags = await files(folder, { rna: cells("a"), adt: half });
    await refused(flags, /counts \(whole numbers\) .*modality 'adt'/);
  }));
