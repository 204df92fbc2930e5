import { checkOneOf, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { GeneAnnotation } from "../../core/gene_annotation.ts";
import type { Watched } from "../../core/progress.ts";
import { GENE_LINES, type GeneFormat, type GeneLine } from "./gene_lines.ts";
import { lineBlocks } from "./line_blocks.ts";

/** Options of {@linkcode readGeneAnnotation}. */
export interface ReadGeneAnnotationOptions extends Pick<Watched, "signal"> {
  /** The file's format; by default told from its name. */
  readonly format?: GeneFormat;
  /** Kinds of gene to keep, such as `["protein_coding"]`; default all. A BED file does not tell kinds. */
  readonly biotypes?: readonly string[];
}

const FORMATS: Readonly<Record<string, GeneFormat>> = {
  gtf: "gtf",
  gff: "gff3",
  gff3: "gff3",
  bed: "bed",
};

/**
 * Reads where genes lie from an annotation: the gene lines of a GTF or GFF3 file (GENCODE, Ensembl), or a BED file with
 * a gene a line and six columns. Gzip is told by the first bytes; the file is read in blocks, genes alone are kept.
 *
 * Names are `gene_name` (GFF3 also `Name`, `gene`), identifiers `gene_id` (`ID`); each stands in for the other where it
 * is missing. All places come out as `[start, end)` counted from 0, whatever the file counts from.
 *
 * @param path Path of a `.gtf`, `.gff`, `.gff3` or `.bed` file, `.gz` or not.
 * @param options `format`, `biotypes`.
 * @returns The genes in the order of the file.
 * @throws {WeftError} `InvalidArgument` when the name does not tell the format; `NotFound` when there is no file, no gene
 * in it, or none of the kinds asked for; `Corrupt` with the number of a line that cannot be read; `Permission`,
 * `Aborted`.
 *
 * @example
 * ```ts
 * import { readGeneAnnotation } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".gtf" });
 * const attributes = 'gene_id "ENSG1"; gene_name "CD3E"; gene_type "protein_coding";';
 * await Deno.writeTextFile(path, `chr11\tHAVANA\tgene\t101\t200\t.\t+\t.\t${attributes}\n`);
 * const genes = await readGeneAnnotation(path);
 * assert.deepEqual(genes.names, ["CD3E"]);
 * assert.deepEqual([genes.starts[0], genes.ends[0]], [100, 200]);
 * await Deno.remove(path);
 * ```
 */
export async function readGeneAnnotation(
  path: string,
  options: ReadGeneAnnotationOptions = {},
): Promise<GeneAnnotation> {
  const format = options.format ?? formatOf(path);
  checkOneOf(format, "format", Object.keys(GENE_LINES) as GeneFormat[]);
  const genes = await readGenes(path, format, options.signal);
  if (genes.length === 0) {
    throw new WeftError("NotFound", {
      expected: `lines of genes in a ${format.toUpperCase()} file`,
      found: "none",
      where: path,
      next: "Take an annotation with a line a gene, such as GENCODE's or Ensembl's, or name another format.",
    });
  }
  return columns(ofBiotypes(genes, path, options.biotypes));
}

function formatOf(path: string): GeneFormat {
  const ending = path.toLowerCase().replace(/\.b?gz$/, "").match(/\.([^./\\]+)$/)?.[1] ?? "";
  const format = FORMATS[ending];
  if (format !== undefined) return format;
  throw new WeftError("InvalidArgument", {
    expected: "an annotation of genes named .gtf, .gff, .gff3 or .bed (also .gz)",
    found: show(path),
    next: 'Say what it is with format: "gtf", "gff3" or "bed".',
  });
}

async function readGenes(path: string, format: GeneFormat, signal: AbortSignal | undefined): Promise<GeneLine[]> {
  const reader = GENE_LINES[format];
  const decoder = new TextDecoder();
  const genes: GeneLine[] = [];
  let number = 0;
  for await (const block of lineBlocks(path, signal)) {
    const lines = decoder.decode(block).split("\n");
    if (lines.at(-1) === "") lines.pop();
    for (const text of lines) {
      number++;
      // From here on a GFF3 file holds sequences.
      if (format === "gff3" && text.startsWith("##FASTA")) return genes;
      const line = text.endsWith("\r") ? text.slice(0, -1) : text;
      if (line === "" || line.startsWith("#")) continue;
      const gene = reader(line);
      if (gene === undefined) continue;
      if ("expected" in gene) {
        throw new WeftError("Corrupt", { ...gene, where: `line ${number} of ${path}`, line: number });
      }
      genes.push(gene);
    }
  }
  return genes;
}

function ofBiotypes(genes: readonly GeneLine[], path: string, biotypes: readonly string[] | undefined) {
  if (biotypes === undefined) return genes;
  const kept = genes.filter(({ biotype }) => biotypes.includes(biotype));
  if (kept.length > 0) return kept;
  const known = [...new Set(genes.map(({ biotype }) => biotype))].filter((biotype) => biotype !== "");
  throw new WeftError("NotFound", {
    expected: `genes of the kinds ${biotypes.map(show).join(", ")}`,
    found: known.length === 0 ? "a file that tells no kinds" : `the kinds ${known.slice(0, 8).map(show).join(", ")}`,
    where: path,
    next: known.length === 0 ? "Leave biotypes out." : "Ask for some of these.",
  });
}

function columns(genes: readonly GeneLine[]): GeneAnnotation {
  return {
    names: genes.map(({ name, id }) => name || id),
    ids: genes.map(({ name, id }) => id || name),
    chroms: genes.map(({ chrom }) => chrom),
    starts: Int32Array.from(genes, ({ start }) => start),
    ends: Int32Array.from(genes, ({ end }) => end),
    strands: genes.map(({ strand }) => strand),
    biotypes: genes.map(({ biotype }) => biotype),
  };
}
