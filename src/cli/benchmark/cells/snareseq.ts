import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { WeftError } from "../../../core/error.ts";
import { Rng } from "../../../core/rng.ts";
import { AnnData } from "../../../data/anndata.ts";
import { Frame } from "../../../data/frame.ts";
import { readH5ad } from "../../../io/read_h5ad.ts";
import { filterGenes } from "../../../preprocess/filter_genes.ts";
import { sumColumns } from "../../../preprocess/gene_activity/sum_columns.ts";
import { rowMajor } from "../../../preprocess/row_major.ts";
import type { SnareseqSpec } from "../job.ts";
import { type UnpairedCells, unpairedCells } from "./unpaired_cells.ts";

/** Where the data lies beside the repository; it is never part of it. */
export const SNARESEQ = "../shared/data/snareseq_mouse_cortex";
/** The cells that are scored, by their row in the files. */
const SCORED = "docs/methods/benchmark_snareseq_cells.txt";
/** Its RNA. */
export const RNA = `${SNARESEQ}/snareseq_rna.h5ad`;
const ATAC = `${SNARESEQ}/snareseq_atac.h5ad`;
const GENE_OF_REGION = `${SNARESEQ}/region_to_gene.tsv.gz`;
const OBSERVED = 0.1;

/** Whether the data is there. */
export function hasSnareseq(): boolean {
  return [RNA, ATAC, GENE_OF_REGION].every((path) => existsSync(path));
}

/**
 * Mouse cortex by SNARE-seq (Chen, Lake, Zhang 2019), RNA and chromatin of the same cells taken for cells of their own:
 * chromatin as gene activities, each the sum of a gene's regions, and the genes that both modalities met.
 */
export async function snareseqCells({ panel }: SnareseqSpec): Promise<UnpairedCells> {
  if (!hasSnareseq()) {
    throw new WeftError("NotFound", { expected: "the files of SNARE-seq", found: "none", where: SNARESEQ });
  }
  const genes = await readH5ad(RNA);
  const regions = (await readH5ad(ATAC)).subset({ obs: genes.obsNames });
  const activity = activities(
    regions,
    geneOfRegion(gunzipSync(await readFile(GENE_OF_REGION)).toString()),
    genes.varNames,
  );
  const inBoth = new Set(met(genes)).intersection(new Set(met(activity)));
  const kept = genes.varNames.filter((gene) => inBoth.has(gene));
  const rna = genes.subset({ var: kept });
  const atac = activity.subset({ var: panel === undefined ? kept : drawn(kept, panel) });
  const scored = (await readFile(SCORED, "utf8")).trim().split(/\s+/).map(Number);
  return unpairedCells({ rna, atac }, { labelsKey: "cell_type", batchKey: "batch", scored });
}

/** The gene that each region belongs to. */
function geneOfRegion(lines: string): ReadonlyMap<string, string> {
  return new Map(lines.trim().split("\n").slice(1).map((line) => line.split("\t") as [string, string]));
}

/** Regions added into the genes they belong to. */
function activities(regions: AnnData, geneOf: ReadonlyMap<string, string>, genes: readonly string[]): AnnData {
  const place = new Map(genes.map((gene, g) => [gene, g]));
  const of = regions.varNames.map((region) => place.get(geneOf.get(region) ?? ""));
  const starts = new Int32Array(of.length + 1);
  of.forEach((gene, r) => starts[r + 1] = starts[r]! + (gene === undefined ? 0 : 1));
  const targets = Int32Array.from(of.filter((gene) => gene !== undefined));
  const X = sumColumns(rowMajor(regions.X!), { starts, targets }, genes.length);
  return new AnnData({ X, obs: regions.obs, var: new Frame(genes) });
}

/** Genes that some cell shows. */
function met(cells: AnnData): readonly string[] {
  return filterGenes(cells, { minCells: 1 }).varNames;
}

/** A tenth of the genes, in their order. */
function drawn(genes: readonly string[], seed: number): string[] {
  const chosen = new Rng(seed).split("panel").sample(genes.length, Math.round(OBSERVED * genes.length));
  return Array.from(chosen.sort(), (g) => genes[g]!);
}
