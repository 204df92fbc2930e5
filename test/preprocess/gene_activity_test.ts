import assert from "node:assert/strict";
import type { GeneAnnotation } from "../../src/core/gene_annotation.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData as ChainAnnData } from "../../src/chain/anndata.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { geneActivity, type GeneActivityOptions } from "../../src/preprocess/gene_activity.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { assertThrows, elements, randomCounts, storages } from "./support.ts";

type Gene = readonly [name: string, chrom: string, start: number, end: number, strand: string];

function annotationOf(genes: readonly Gene[]): GeneAnnotation {
  return {
    names: genes.map(([name]) => name),
    ids: genes.map((_, g) => `G${g}`),
    chroms: genes.map(([, chrom]) => chrom),
    starts: Int32Array.from(genes, ([, , start]) => start),
    ends: Int32Array.from(genes, ([, , , end]) => end),
    strands: genes.map(([, , , , strand]) => strand),
    biotypes: genes.map(() => ""),
  };
}

function peaksOf(names: readonly string[], X = Dense.fromRows([names.map((_, j) => 10 ** j)], "float64")): AnnData {
  return new AnnData({ X, var: new Frame(names) });
}

/** The genes that each peak counts for, each peak by itself. */
function touched(peak: string, genes: readonly Gene[], options?: GeneActivityOptions): string[] {
  const activity = geneActivity(peaksOf([peak]), annotationOf(genes), { keepEmpty: true, ...options });
  return activity.varNames.filter((_, g) => elements(activity.X)[g] === 1);
}

const BOTH: readonly Gene[] = [["plus", "c", 5000, 6000, "+"], ["minus", "c", 20_000, 21_000, "-"]];
const touches = (peak: string, options?: GeneActivityOptions) => {
  // Far off every gene, so that no call is without an overlap.
  const far: Gene = ["far", "c", 0, 1_000_000, "+"];
  return touched(peak, [...BOTH, far], options).filter((name) => name !== "far");
};

Deno.test("geneActivity() puts the promoter in front of the gene as it is read, to the base", () => {
  assert.deepEqual(touches("c:2990-3000"), []);
  assert.deepEqual(touches("c:2990-3001"), ["plus"]);
  assert.deepEqual(touches("c:5999-6100"), ["plus"]);
  assert.deepEqual(touches("c:6000-6100"), []);
  assert.deepEqual(touches("c:19900-20000"), []);
  assert.deepEqual(touches("c:19900-20001"), ["minus"]);
  assert.deepEqual(touches("c:22999-23500"), ["minus"]);
  assert.deepEqual(touches("c:23000-23500"), []);
  assert.deepEqual(touches("c:4000-20100"), ["plus", "minus"]);
});

Deno.test("geneActivity() takes other lengths upstream and downstream", () => {
  assert.deepEqual(touches("c:4990-5000", { upstream: 0 }), []);
  assert.deepEqual(touches("c:4990-5001", { upstream: 0 }), ["plus"]);
  assert.deepEqual(touches("c:6099-6200", { downstream: 100 }), ["plus"]);
  assert.deepEqual(touches("c:6100-6200", { downstream: 100 }), []);
  assert.deepEqual(touches("c:19800-19901", { downstream: 100 }), ["minus"]);
  assert.deepEqual(touches("c:19800-19900", { downstream: 100 }), []);
});

Deno.test("geneActivity() takes unknown strands as plus, and stops at the chromosome's first base", () => {
  const genes: readonly Gene[] = [["open", "c", 500, 600, "."]];
  assert.deepEqual(touched("c:0-1", genes), ["open"]);
  const data = peaksOf(["c:700-800", "c:0-1"]);
  assert.deepEqual(elements(geneActivity(data, annotationOf(genes)).X), [10]);
});

Deno.test("geneActivity() is the sum that every pair compared gives, in every storage", () => {
  for (let seed = 0; seed < 25; seed++) {
    const rng = new Rng(seed);
    const [upstream, downstream] = [rng.integer(60), rng.integer(30)];
    const place = (longest: number): [string, number, number] => {
      const start = rng.integer(500);
      return [`c${rng.integer(3)}`, start, start + 1 + rng.integer(longest)];
    };
    const genes = Array.from(
      { length: 1 + rng.integer(20) },
      (_, g): Gene => [`g${g}`, ...place(120), rng.uniform() < 0.5 ? "+" : "-"],
    );
    const peaks = Array.from({ length: 1 + rng.integer(25) }, () => place(40));
    peaks.push([genes[0]![1], genes[0]![2], genes[0]![3]]);
    const counts = randomCounts(seed, 1 + rng.integer(6), peaks.length);
    const hit = ([, chrom, start, end, strand]: Gene, [on, from, to]: typeof peaks[number]) =>
      on === chrom && from < end + (strand === "-" ? upstream : downstream) &&
      to > Math.max(0, start - (strand === "-" ? downstream : upstream));
    const want = counts.toRows().flatMap((row) =>
      genes.map((gene) => row.reduce((sum, value, j) => sum + (hit(gene, peaks[j]!) ? value : 0), 0))
    );
    const names = peaks.map(([chrom, start, end], j) => `${chrom}${":-_"[j % 3]}${start}-${end}`);
    for (const [name, X] of storages(counts)) {
      const options = { upstream, downstream, keepEmpty: true };
      const activity = geneActivity(peaksOf(names, X as Dense), annotationOf(genes), options);
      assert.deepEqual(elements(activity.X), want, `seed ${seed}, ${name}`);
      const reached = genes.map((gene) => peaks.filter((peak) => hit(gene, peak)).length);
      assert.deepEqual(activity.var.column("n_peaks").toArray(), reached);
    }
  }
});

Deno.test("geneActivity() describes genes and keeps what belongs to the cells", () => {
  const obs = new Frame(["a", "b"], { batch: ["x", "y"] });
  const place = Dense.fromRows([[0, 1], [2, 3]]);
  const adata = new AnnData({
    X: Dense.fromRows([[1, 2], [0, 4]]),
    obs,
    var: new Frame(["c:10-20", "d:10-20"]),
    obsm: { spatial: place },
    varm: { PCs: place },
    uns: { note: "kept" },
  });
  const genes: readonly Gene[] = [["A", "c", 15, 30, "-"], ["Z", "c", 90_000, 90_001, "+"], ["B", "d", 1, 11, "+"]];
  const activity = geneActivity(adata, annotationOf(genes));
  assert.deepEqual(activity.varNames, ["A", "B"]);
  assert.deepEqual(activity.var.columnNames, ["gene_id", "chrom", "start", "end", "strand", "n_peaks"]);
  assert.deepEqual(activity.var.row(0), {
    index: "A",
    gene_id: "G0",
    chrom: "c",
    start: 15,
    end: 30,
    strand: "-",
    n_peaks: 1,
  });
  assert.equal(activity.obs, obs);
  assert.equal(activity.obsm.spatial, place);
  assert.deepEqual(Object.keys(activity.varm), []);
  assert.equal(activity.X!.kind, "csr");
  assert.equal(activity.layers.counts, activity.X);
  assert.deepEqual({ ...activity.uns }, { note: "kept", gene_activity: { upstream: 2000, downstream: 0, n_peaks: 2 } });
});

Deno.test("geneActivity() calls genes by name or identifier, and makes names unique", () => {
  const genes: readonly Gene[] = [["Y_RNA", "c", 0, 9, "+"], ["Y_RNA", "c", 5, 20, "+"], ["A", "c", 2, 4, "+"]];
  const data = peaksOf(["c:0-10"]);
  assert.deepEqual(geneActivity(data, annotationOf(genes)).varNames, ["Y_RNA", "Y_RNA-1", "A"]);
  assert.deepEqual(geneActivity(data, annotationOf(genes), { geneNames: "id" }).varNames, ["G0", "G1", "G2"]);
});

Deno.test("geneActivity() reads counts, a layer by name, and other values only when told", () => {
  const genes = annotationOf([["A", "c", 0, 100, "+"]]);
  const counts = peaksOf(["c:1-5", "c:7-9"], Dense.fromRows([[1, 2], [3, 0]], "float64"));
  const logged = log1p(counts);
  assert.deepEqual(elements(geneActivity(logged, genes).X), [3, 3]);
  assert.equal(geneActivity(logged, genes).uns.log1p, undefined);
  assertThrows(() => geneActivity(logged, genes, { layer: "X" }), "BadValues", /counts .* for geneActivity\(\)/);
  const sums = elements(geneActivity(logged, genes, { layer: "X", allowNonCounts: true }).X);
  assert.deepEqual(sums, [Math.log1p(1) + Math.log1p(2), Math.log1p(3)]);
});

Deno.test("geneActivity() says that chromosomes are named differently, and what joins them", () => {
  const data = peaksOf(["chr1:0-10", "chrM:5-9", "chr1:30-40"]);
  const genes = annotationOf([["A", "1", 3, 8, "+"], ["MT-CO1", "MT", 7, 9, "-"]]);
  const sentence = /peaks on 'chr1', 'chrM', genes on '1', 'MT'.*stripChr: true/;
  assertThrows(() => geneActivity(data, genes), "Misaligned", sentence);
  const joined = geneActivity(data, genes, { stripChr: true, upstream: 0 });
  assert.deepEqual(elements(joined.X), [1, 10]);
  assert.deepEqual(joined.var.column("chrom").toArray(), ["1", "MT"]);
  const reversed = annotationOf([["A", "chr1", 3, 8, "+"]]);
  assert.deepEqual(elements(geneActivity(peaksOf(["1:0-10"]), reversed, { stripChr: true }).X), [1]);
});

Deno.test("geneActivity() offers no stripping where it would not help", () => {
  const genes = annotationOf([["A", "NC_000001.11", 3, 8, "+"]]);
  for (const stripChr of [false, true]) {
    const call = () => geneActivity(peaksOf(["chr1:0-10"]), genes, { stripChr });
    assertThrows(call, "Misaligned", /genes on 'NC_000001\.11'\. Take an annotation of the genome/);
  }
});

Deno.test("geneActivity() says when nothing overlaps, or names tell no place", () => {
  const genes = annotationOf([["A", "c", 50_000, 60_000, "+"]]);
  assertThrows(() => geneActivity(peaksOf(["c:0-10"]), genes), "NotFound", /2000 bases in front.*its version/);
  assertThrows(() => geneActivity(peaksOf(["CD3E"]), genes), "BadValues", /'chr1:100-200'.*'CD3E'/);
});

Deno.test("geneActivity() refuses a missing or broken annotation and wrong options", () => {
  const data = peaksOf(["c:0-10"]);
  const call = geneActivity as (adata: AnnData, ...rest: unknown[]) => unknown;
  for (const nothing of [undefined, null, "genes.gtf", {}]) {
    assertThrows(
      () => call(data, nothing),
      "InvalidArgument",
      /where genes lie.*readGeneAnnotation\("genes\.gtf\.gz"\)/,
    );
  }
  const genes = annotationOf([["A", "c", 0, 10, "+"]]);
  assertThrows(() => geneActivity(data, { ...genes, starts: new Int32Array(2) }), "Misaligned", /starts of the annot/);
  assertThrows(() => geneActivity(data, genes, { upstream: -1 }), "InvalidArgument", /upstream/);
  assertThrows(() => geneActivity(data, genes, { downstream: 0.5 }), "InvalidArgument", /downstream/);
  assertThrows(() => geneActivity(data, genes, { geneNames: "symbol" as "id" }), "InvalidArgument", /'name', 'id'/);
});

Deno.test("geneActivity() does not change its input, works without cells, and stays a chain", () => {
  const genes = annotationOf([["A", "c", 0, 10, "+"]]);
  const data = peaksOf(["c:0-10", "c:5000-5001"]);
  geneActivity(data, genes);
  assert.deepEqual([data.varNames, elements(data.X)], [["c:0-10", "c:5000-5001"], [1, 10]]);
  assert.deepEqual(geneActivity(data.subset({ obs: [] as number[] }), genes).shape, [0, 1]);
  const chained = new ChainAnnData(data.parts()).geneActivity(genes, { keepEmpty: true }).log1p();
  assert(chained instanceof ChainAnnData);
  assert.deepEqual(elements(chained.X), [Math.log1p(1)]);
});

Deno.test("geneActivity() gives the same whether places are names or columns", () => {
  const genes = annotationOf(BOTH);
  const named = peaksOf(["c:3500-3600", "c:5500-5600", "c:22000-22100"]);
  const columns = new Frame(["p1", "p2", "p3"], {
    chrom: ["c", "c", "c"],
    start: [3500, 5500, 22_000],
    end: [3600, 5600, 22_100],
  });
  const told = new AnnData({ X: named.X, var: columns });
  assert.deepEqual(elements(geneActivity(told, genes).X), [11, 100]);
  assert.deepEqual(elements(geneActivity(named, genes).X), [11, 100]);
});

Deno.test("geneActivity() does not hang on the order of peaks, and follows that of genes", () => {
  const names = ["c:3500-3600", "c:5500-5600", "c:22000-22100", "c:900000-900100"];
  const counts = randomCounts(5, 7, names.length);
  const data = peaksOf(names, counts);
  const want = geneActivity(data, annotationOf(BOTH));
  const shuffled = geneActivity(data.subset({ var: [2, 0, 3, 1] }), annotationOf(BOTH));
  assert.deepEqual(elements(shuffled.X), elements(want.X));
  const turned = geneActivity(data, annotationOf([...BOTH].reverse()));
  assert.deepEqual(turned.varNames, ["minus", "plus"]);
  assert.deepEqual(elements(turned.subset({ var: ["plus", "minus"] }).X), elements(want.X));
});

Deno.test("geneActivity() passes over peaks and genes of chromosomes that the other side does not know", () => {
  const data = peaksOf(["c:100-200", "scaffold_7:1-50", "d:5-9"]);
  const genes = annotationOf([["A", "c", 150, 300, "+"], ["M", "MT", 1, 9, "+"]]);
  const activity = geneActivity(data, genes);
  assert.deepEqual([activity.varNames, elements(activity.X)], [["A"], [1]]);
  const all = geneActivity(data, genes, { keepEmpty: true });
  assert.deepEqual([all.varNames, elements(all.X)], [["A", "M"], [1, 0]]);
  assert.deepEqual(all.var.column("n_peaks").toArray(), [1, 0]);
});

Deno.test("geneActivity() counts a peak once for a gene that it covers wholly, and for each gene that it touches", () => {
  const genes: readonly Gene[] = [["A", "c", 5000, 5100, "+"], ["B", "c", 5050, 9000, "-"]];
  const activity = geneActivity(peaksOf(["c:0-20000"]), annotationOf(genes));
  assert.deepEqual(elements(activity.X), [1, 1]);
  assert.equal((activity.uns.gene_activity as { n_peaks: number }).n_peaks, 1);
});

Deno.test("geneActivity() leaves varp, varm, raw and layers of peaks behind", () => {
  const data = peaksOf(["c:0-10", "c:20-30"]);
  const square = Dense.fromRows([[1, 0], [0, 1]]);
  const full = data.with({ varm: { LSI: square }, varp: { linked: square }, layers: { tfidf: data.X! } });
  const activity = geneActivity(full, annotationOf([["A", "c", 0, 100, "+"]]));
  assert.deepEqual([Object.keys(activity.varm), Object.keys(activity.varp)], [[], []]);
  assert.deepEqual(Object.keys(activity.layers), ["counts"]);
  assert.equal(activity.raw, null);
});
