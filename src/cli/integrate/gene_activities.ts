import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { genomicPlace } from "../../core/genomic_place.ts";
import type { AnnData } from "../../data/anndata.ts";
import { readGeneAnnotation } from "../../io/text/read_gene_annotation.ts";
import { geneActivity } from "../../preprocess/gene_activity.ts";
import { advised } from "./advised.ts";
import { contentHash } from "./content_hash.ts";
import type { ReadTissue } from "./read_tissue.ts";
import type { Settings } from "./settings.ts";

const NEXT = "Give an annotation of the genome that the peaks were called on.";

/**
 * The modalities with peaks turned into the activities of the genes they lie at, so that all share an axis of genes; a
 * modality of chromatin whose features are genes already stays as it is.
 *
 * @throws {WeftError} `Misaligned` for peaks beside other modalities without an annotation, `InvalidArgument` for an
 * annotation without peaks; also what reading it and joining it to the peaks finds.
 */
export async function withGeneActivities(read: ReadTissue, { annotation }: Settings): Promise<ReadTissue> {
  const { tissue, kinds } = read;
  const peaks = Object.entries(tissue.mod).filter(([name, adata]) => kinds[name] === "peaks" && hasPlaces(adata));
  if (annotation === undefined) {
    if (peaks.length > 0 && tissue.modalityNames.length > 1) throw withoutAnnotation(peaks[0]![0], peaks[0]![1]);
    return read;
  }
  if (peaks.length === 0) {
    throw new WeftError("InvalidArgument", {
      expected: "peaks named by their places, such as 'chr1:100-200', beside --annotation",
      found: `none in ${examples(tissue.modalityNames)}`,
      next: "Give the peaks by --atac, or leave --annotation out.",
    });
  }
  const genes = await readGeneAnnotation(annotation);
  const made = peaks.map(([name, adata]) => {
    const next = { Misaligned: NEXT, NotFound: NEXT };
    return [name, advised({ modality: name, next }, () => geneActivity(adata, genes, { stripChr: true }))] as const;
  });
  return {
    ...read,
    tissue: tissue.with({ mod: Object.fromEntries(made) }),
    inputs: { ...read.inputs, [annotation]: await contentHash(annotation) },
    notes: [
      ...read.notes,
      ...made.map(([name, { nVars }]) =>
        `The ${tissue.modality(name).nVars} peaks of modality ${show(name)} are added up to ${nVars} genes.`
      ),
    ],
  };
}

/** Whether the features tell where on the genome they lie. */
function hasPlaces({ var: variables, varNames }: AnnData): boolean {
  const told = ["chrom", "start", "end"].every((name) => variables.has(name)) && !variables.has("gene_id");
  return told || (varNames.length > 0 && varNames.every(genomicPlace));
}

function withoutAnnotation(name: string, { varNames }: AnnData): WeftError {
  return new WeftError("Misaligned", {
    expected: "modalities that share an axis of genes",
    found: `peaks (${examples(varNames)})`,
    where: `modality ${show(name)}`,
    next: "Say where genes lie with --annotation genes.gtf.gz (GENCODE or Ensembl, of the peaks' genome).",
  });
}
