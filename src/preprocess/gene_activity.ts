import { checkInteger, checkLength, checkOneOf, examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { GeneAnnotation } from "../core/gene_annotation.ts";
import type { GenomicPlace } from "../core/genomic_place.ts";
import type { AnnData } from "../data/anndata.ts";
import { Frame } from "../data/frame.ts";
import { remakeAnnData } from "../data/remake.ts";
import { uniqueNames } from "../data/unique_names.ts";
import { countsOf, type CountsOptions } from "./counts.ts";
import { type Overlaps, overlaps } from "./gene_activity/overlaps.ts";
import { peakPlaces } from "./gene_activity/peak_places.ts";
import { sumColumns } from "./gene_activity/sum_columns.ts";

/** Options of {@linkcode geneActivity}. */
export interface GeneActivityOptions extends CountsOptions {
  /** Bases in front of a gene that count as its promoter, in the direction it is read. Default 2000. */
  readonly upstream?: number;
  /** Bases behind a gene that count as well. Default 0. */
  readonly downstream?: number;
  /** Whether variables are called by the genes' names or identifiers. Default `"name"`. */
  readonly geneNames?: "name" | "id";
  /** Takes `chr1` and `1` for the same chromosome, and `chrM` and `MT`. Default false. */
  readonly stripChr?: boolean;
  /** Keeps genes that no peak touches, as columns of zeros. Default false: nothing was measured of them. */
  readonly keepEmpty?: boolean;
}

/**
 * Gene activity: the counts of the peaks that touch a gene's body or its promoter, added up.
 *
 * y_ig = Σ x_ip over the peaks p with a base in [start − upstream, end + downstream) of gene g; for a gene on the minus
 * strand the promoter lies behind its end. A peak that touches several genes counts for each of them, once. A gene of
 * unknown strand is taken as one on the plus strand. This is scMRDR's preparation of chromatin (gene body plus promoter,
 * after episcanpy); 2000 bases is a common length of promoter, which the paper does not state.
 *
 * Peaks lie where columns `chrom`, `start`, `end` of `var` say, else where their names do (`chr1:100-200`,
 * `chr1-100-200`, `chr1_100_200`); both as in BED, from 0 and without the end. Reads `layers["counts"]`, else `X`.
 *
 * @param adata `nObs × nPeaks`.
 * @param annotation Where the genes lie, see `readGeneAnnotation`.
 * @param options `upstream`, `downstream`, `geneNames`, `stripChr`, `keepEmpty`, `layer`, `allowNonCounts`.
 * @returns A new object `nObs × nGenes` with the sums in `X` and `layers["counts"]` (sparse, float32 or float64), `obs`
 *   and `obsm` as they were, and in `var` of every gene `gene_id`, `chrom`, `start`, `end`, `strand`, `n_peaks`. Genes
 *   of one name get "-1", "-2", …. What was done stands in `uns["gene_activity"]`.
 * @throws {WeftError} `InvalidArgument` without an annotation; `BadValues` when a peak has no place or values are not
 *   counts; `Misaligned` when peaks and genes name chromosomes differently; `NotFound` when no peak touches a gene.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame, toDense } from "weft/data";
 * import { geneActivity } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const peaks = new Frame(["chr1:500-900", "chr1:4000-4200", "chr1:9000-9500"]);
 * const atac = new AnnData({ X: Dense.fromRows([[1, 2, 4], [0, 3, 0]]), var: peaks });
 * const genes = geneActivity(atac, {
 *   names: ["A", "B"],
 *   ids: ["G1", "G2"],
 *   chroms: ["chr1", "chr1"],
 *   starts: new Int32Array([2500, 4100]), // A from its start on, B from its end back
 *   ends: new Int32Array([5000, 8000]),
 *   strands: ["+", "-"],
 *   biotypes: ["", ""],
 * });
 * assert.deepEqual(genes.varNames, ["A", "B"]);
 * assert.deepEqual([...toDense(genes.X!).data], [3, 6, 3, 3]);
 * ```
 */
export function geneActivity<T extends AnnData>(
  adata: T,
  annotation: GeneAnnotation,
  options: GeneActivityOptions = {},
): T {
  const { upstream = 2000, downstream = 0, geneNames = "name", stripChr = false, keepEmpty = false } = options;
  checkInteger(upstream, "upstream", 0);
  checkInteger(downstream, "downstream", 0);
  checkOneOf(geneNames, "geneNames", ["name", "id"]);
  checkAnnotation(annotation);
  const [peaks, genes] = [peakPlaces(adata), windows(annotation, upstream, downstream)]
    .map((places) => stripChr ? plainNames(places) : places) as [readonly GenomicPlace[], readonly GenomicPlace[]];
  checkChromosomes(peaks, genes, stripChr);
  const touched = overlaps(peaks, genes);
  checkTouched(touched, upstream, downstream);
  const counts = countsOf(adata, "geneActivity()", options);

  const nPeaks = new Int32Array(genes.length);
  for (const gene of touched.targets) nPeaks[gene]!++;
  const kept = Int32Array.from(genes.keys()).filter((gene) => keepEmpty || nPeaks[gene]! > 0);
  const X = sumColumns(counts, onto(touched, kept, genes.length), kept.length);
  const { log1p: _, ...unlogged } = adata.uns;
  return remakeAnnData(adata, {
    X,
    layers: { counts: X },
    obs: adata.obs,
    var: describe(annotation, geneNames, kept, nPeaks),
    obsm: adata.obsm,
    obsp: adata.obsp,
    uns: { ...unlogged, gene_activity: { upstream, downstream, n_peaks: usedPeaks(touched) } },
  });
}

function checkAnnotation(annotation: GeneAnnotation): void {
  // Notebooks have no compiler between a forgotten argument and this call.
  if (typeof annotation !== "object" || annotation === null || !Array.isArray(annotation.names)) {
    throw new WeftError("InvalidArgument", {
      expected: "an annotation that tells where genes lie",
      found: show(annotation),
      where: "geneActivity()",
      next: 'Read one of your genome first: await readGeneAnnotation("genes.gtf.gz").',
    });
  }
  const { names, ids, chroms, starts, ends, strands } = annotation;
  for (const [name, { length }] of Object.entries({ ids, chroms, starts, ends, strands })) {
    checkLength(length, names.length, `${name} of the annotation`, "its names");
  }
}

/** What a peak must touch to count for a gene: its body, and what lies in front of and behind it as it is read. */
function windows(annotation: GeneAnnotation, upstream: number, downstream: number): GenomicPlace[] {
  const { chroms, starts, ends, strands } = annotation;
  return chroms.map((chrom, gene) => {
    const [left, right] = strands[gene] === "-" ? [downstream, upstream] : [upstream, downstream];
    return { chrom, start: Math.max(0, starts[gene]! - left), end: ends[gene]! + right };
  });
}

function plainNames(places: readonly GenomicPlace[]): readonly GenomicPlace[] {
  return places.map(({ chrom, start, end }) => ({ chrom: plainChrom(chrom), start, end }));
}

function plainChrom(chrom: string): string {
  const plain = chrom.replace(/^chr/i, "");
  return plain === "M" ? "MT" : plain;
}

function checkChromosomes(peaks: readonly GenomicPlace[], genes: readonly GenomicPlace[], stripChr: boolean): void {
  const [ofPeaks, ofGenes] = [peaks, genes].map((places) => new Set(places.map(({ chrom }) => chrom)));
  if (!ofPeaks!.isDisjointFrom(ofGenes!)) return;
  const plain = new Set(Array.from(ofPeaks!, plainChrom));
  const helps = !stripChr && [...ofGenes!].some((chrom) => plain.has(plainChrom(chrom)));
  throw new WeftError("Misaligned", {
    expected: "peaks and genes to name chromosomes alike",
    found: `peaks on ${examples(ofPeaks!)}, genes on ${examples(ofGenes!)}`,
    next: helps
      ? "Pass stripChr: true to compare the names without 'chr'."
      : "Take an annotation of the genome that the peaks were called on.",
  });
}

function checkTouched({ targets }: Overlaps, upstream: number, downstream: number): void {
  if (targets.length > 0) return;
  throw new WeftError("NotFound", {
    expected: `peaks in the body of a gene, ${upstream} bases in front of it or ${downstream} behind it`,
    found: "none, although chromosomes are named alike",
    next: "Take an annotation of the genome (and its version) that the peaks were called on.",
  });
}

/** The same pairs with genes counted among those kept. */
function onto({ starts, targets }: Overlaps, kept: Int32Array, nGenes: number): Overlaps {
  const position = new Int32Array(nGenes);
  kept.forEach((gene, at) => position[gene] = at);
  return { starts, targets: targets.map((gene) => position[gene]!) };
}

function usedPeaks({ starts }: Overlaps): number {
  let count = 0;
  for (let i = 1; i < starts.length; i++) if (starts[i]! > starts[i - 1]!) count++;
  return count;
}

function describe(annotation: GeneAnnotation, geneNames: "name" | "id", kept: Int32Array, nPeaks: Int32Array): Frame {
  const { names, ids, chroms, starts, ends, strands } = annotation;
  const take = (values: readonly string[]) => Array.from(kept, (gene) => values[gene]!);
  return new Frame(uniqueNames(take(geneNames === "name" ? names : ids), "-"), {
    gene_id: take(ids),
    chrom: take(chroms),
    start: kept.map((gene) => starts[gene]!),
    end: kept.map((gene) => ends[gene]!),
    strand: take(strands),
    n_peaks: kept.map((gene) => nPeaks[gene]!),
  });
}
