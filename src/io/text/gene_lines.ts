import { show } from "../../core/check.ts";

/** Formats that tell where genes lie. */
export type GeneFormat = "gtf" | "gff3" | "bed";

/** One gene as a line tells it. */
export interface GeneLine {
  /** Name; empty where the line has none. */
  readonly name: string;
  /** Identifier; empty where the line has none. */
  readonly id: string;
  /** Chromosome. */
  readonly chrom: string;
  /** First base, counted from 0. */
  readonly start: number;
  /** Base after the last. */
  readonly end: number;
  /** `+`, `-` or `.`. */
  readonly strand: string;
  /** Kind of gene; empty where the line does not say. */
  readonly biotype: string;
}

/** What is wrong with a line: what was expected, what was found. */
export interface LineFault {
  /** Completes "Expected …". */
  readonly expected: string;
  /** Completes "but found …". */
  readonly found: string;
}

/** The gene of a line, `undefined` for a line that is about something else, or what is wrong with the line. */
export type GeneLineReader = (line: string) => GeneLine | LineFault | undefined;

/** A reader for each format. GTF and GFF3 count from 1 and include the end; BED counts from 0 and excludes it. */
export const GENE_LINES: Readonly<Record<GeneFormat, GeneLineReader>> = {
  gtf: (line) => featureLine(line, gtfAttribute),
  gff3: (line) => featureLine(line, gff3Attribute),
  bed: bedLine,
};

/** Sequence Ontology's names for genes as Ensembl and NCBI write them in the third column. */
const GENE_TYPES: readonly string[] = ["gene", "ncRNA_gene", "pseudogene", "protein_coding_gene"];
const MOST = 2 ** 31 - 1;

type Attribute = (attributes: string, keys: readonly string[]) => string;

function featureLine(line: string, attribute: Attribute): GeneLine | LineFault | undefined {
  if (!GENE_TYPES.includes(thirdCell(line))) return undefined;
  const [chrom = "", , , first = "", last = "", , strand = ".", , attributes] = line.split("\t");
  if (attributes === undefined) return { expected: "9 cells", found: `${line.split("\t").length}` };
  const [from, end] = [Number(first), Number(last)];
  if (!isPlace(first, last, from - 1, end)) return placeFault(first, last);
  return {
    name: attribute(attributes, ["gene_name", "Name", "gene"]),
    id: attribute(attributes, ["gene_id", "ID"]),
    chrom,
    start: from - 1,
    end,
    strand,
    biotype: attribute(attributes, ["gene_type", "gene_biotype", "biotype"]),
  };
}

/** Without splitting the line: nine of ten lines of an annotation are no genes. */
function thirdCell(line: string): string {
  const from = line.indexOf("\t", line.indexOf("\t") + 1) + 1;
  return from === 0 ? "" : line.slice(from, line.indexOf("\t", from));
}

/** `gene_id "ENSG1"; gene_name "CD3E"; level 2;`. */
function gtfAttribute(attributes: string, keys: readonly string[]): string {
  for (const key of keys) {
    const [, quoted, plain] = new RegExp(`(?:^|;)\\s*${key}\\s+(?:"([^"]*)"|([^;\\s]+))`).exec(attributes) ?? [];
    if (quoted ?? plain) return (quoted ?? plain)!;
  }
  return "";
}

/** `ID=gene:ENSG1;Name=CD3E`, with characters that have a meaning written as %3B. */
function gff3Attribute(attributes: string, keys: readonly string[]): string {
  const cells = attributes.split(";").map((cell) => cell.trim());
  for (const key of keys) {
    const value = cells.find((cell) => cell.startsWith(`${key}=`))?.slice(key.length + 1);
    if (value) return unescaped(value).replace(/^gene:/, "");
  }
  return "";
}

function unescaped(value: string): string {
  return value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

function bedLine(line: string): GeneLine | LineFault | undefined {
  if (/^(track|browser)\b/.test(line)) return undefined;
  const [chrom = "", first = "", last = "", name = "", , strand] = line.split("\t");
  if (strand === undefined) {
    return { expected: "6 cells (chrom, start, end, name, score, strand)", found: `${line.split("\t").length}` };
  }
  const [start, end] = [Number(first), Number(last)];
  if (!isPlace(first, last, start, end)) return placeFault(first, last);
  return { name, id: name, chrom, start, end, strand, biotype: "" };
}

function isPlace(first: string, last: string, start: number, end: number): boolean {
  return /^\d+$/.test(first) && /^\d+$/.test(last) && start >= 0 && start < end && end <= MOST;
}

function placeFault(first: string, last: string): LineFault {
  return { expected: "whole numbers for the start and the end after it", found: `${show(first)} and ${show(last)}` };
}
