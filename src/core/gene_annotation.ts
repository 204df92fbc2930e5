/** Where the genes of a genome lie: plain columns of one length, one entry a gene. */
export interface GeneAnnotation {
  /** Names, such as `CD3E`; the identifier where a gene has no name. Need not be unique. */
  readonly names: readonly string[];
  /** Identifiers, such as `ENSG00000198851`. */
  readonly ids: readonly string[];
  /** Chromosomes, named as the file names them. */
  readonly chroms: readonly string[];
  /** First base of the gene's body, counted from 0. */
  readonly starts: Int32Array;
  /** Base after the last one, counted from 0: a body is `[start, end)`. */
  readonly ends: Int32Array;
  /** `"+"` or `"-"`; `"."` where it is not known. */
  readonly strands: readonly string[];
  /** Kinds of gene, such as `protein_coding`; empty where the file does not say. */
  readonly biotypes: readonly string[];
}
