import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { ModalityKind } from "../core/recipe.ts";
import type { AnnData } from "../data/anndata.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { isCounts } from "./counts.ts";

/** What a modality measures, and how that was found out. */
export interface ModalityGuess {
  /** Gene counts, protein counts or chromatin peaks. */
  readonly kind: ModalityKind;
  /** The ground of the guess, as the end of the sentence "taken for … because …". */
  readonly reason: string;
}

const KINDS: readonly ModalityKind[] = ["rna", "protein", "peaks"];

const WORDS: Readonly<Record<ModalityKind, readonly string[]>> = {
  rna: ["rna", "mrna", "scrna", "gex", "gene", "genes", "transcripts", "transcriptome", "expression"],
  protein: ["adt", "protein", "proteins", "prot", "antibody", "antibodies", "proteome", "cite"],
  peaks: ["atac", "peaks", "peak", "chromatin", "epigenome", "cuttag", "h3k27me3", "h3k27ac", "h3k4me3"],
};

// Fewer whole-number features than this are taken for a panel of proteins.
const PANEL = 500;

// Up to this share of names may look like regions (or not) by chance.
const STRAYS = 0.1;

/**
 * Finds out what a modality measures, which decides how it is preprocessed.
 *
 * In this order: what the caller says; `var["feature_types"]` (10x: Gene Expression, Antibody Capture, Peaks); the
 * name of the modality (`rna`, `adt`, `atac` …); variables named like `chr1:100-200` are peaks; fewer than 500
 * variables of whole numbers are proteins; anything else is genes.
 *
 * @param adata The modality, `nObs × nVars`.
 * @param name Its name.
 * @param told What the caller says it is, if anything.
 * @returns The kind and the reason.
 * @throws {WeftError} `Ambiguous` when the feature types, the name or the variables point to several kinds;
 *   `InvalidArgument` when `told` is not a kind.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { modalityKind } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[1, 2]]), var: new Frame(["chr1:10-90", "chrX:5-70"]) });
 * assert.deepEqual(modalityKind(adata, "second"), {
 *   kind: "peaks",
 *   reason: "its variables are named like 'chr1:10-90'",
 * });
 * ```
 */
export function modalityKind(adata: AnnData, name: string, told?: string): ModalityGuess {
  if (told !== undefined) return { kind: checkTold(told, name), reason: "you said so" };
  return byFeatureTypes(adata, name) ?? byName(name) ?? byVariableNames(adata, name) ?? byNumbers(adata);
}

function checkTold(told: string, name: string): ModalityKind {
  const kind = KINDS.find((known) => known === told);
  if (kind) return kind;
  throw new WeftError("InvalidArgument", {
    expected: `the kind of modality ${show(name)} to be one of ${KINDS.join(", ")}`,
    found: show(told),
  });
}

function byFeatureTypes(adata: AnnData, name: string): ModalityGuess | undefined {
  if (!adata.var.has("feature_types")) return undefined;
  const { codes, categories } = codesOf(adata.var.column("feature_types"));
  const present = categories.filter((_, code) => codes.includes(code));
  const found = new Map(present.map((type) => [kindOfType(type), type]));
  found.delete(undefined);
  if (found.size > 1) {
    ambiguous(name, `var["feature_types"] to name one kind of feature`, examples(found.values() as Iterable<string>));
  }
  const [first] = found;
  return first && { kind: first[0]!, reason: `var["feature_types"] says ${show(first[1])}` };
}

function kindOfType(type: string): ModalityKind | undefined {
  const text = type.toLowerCase();
  if (text.includes("gene expression")) return "rna";
  if (text.includes("antibody") || text.includes("protein")) return "protein";
  return text.includes("peak") || text.includes("chromatin") ? "peaks" : undefined;
}

function byName(name: string): ModalityGuess | undefined {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  const found = KINDS.filter((kind) => words.some((word) => WORDS[kind].includes(word)));
  if (found.length > 1) ambiguous(name, "its name to point to one kind", found.join(" and "));
  return found[0] && { kind: found[0], reason: `it is named ${show(name)}` };
}

function byVariableNames(adata: AnnData, name: string): ModalityGuess | undefined {
  const regions = adata.varNames.filter(isRegion);
  const share = regions.length / adata.nVars;
  if (regions.length === 0 || share < STRAYS) return undefined;
  if (share <= 1 - STRAYS) {
    ambiguous(
      name,
      "all or none of its variables to be named as regions",
      `${regions.length} of ${adata.nVars} that are, such as ${examples(regions, 1)}`,
    );
  }
  return { kind: "peaks", reason: `its variables are named like ${show(regions[0])}` };
}

/** Whether a name is a chromosome, a start and a later end: chr1:100-200, 2-5-9, chrX_10_90. */
function isRegion(name: string): boolean {
  const [, start, end] = /^[\w.]+[:_-](\d+)[_-](\d+)$/.exec(name) ?? [];
  return start !== undefined && Number(start) < Number(end);
}

function byNumbers(adata: AnnData): ModalityGuess {
  const counts = adata.layers.counts ?? adata.X;
  if (adata.nVars < PANEL && counts && isCounts(counts)) {
    return { kind: "protein", reason: `it has ${adata.nVars} variables (fewer than ${PANEL}) of whole numbers` };
  }
  return {
    kind: "rna",
    reason: adata.nVars < PANEL
      ? `its ${adata.nVars} variables are not whole numbers, and nothing else is known about them`
      : `it has ${adata.nVars} variables, and nothing else is known about them`,
  };
}

function ambiguous(name: string, expected: string, found: string): never {
  throw new WeftError("Ambiguous", {
    expected,
    found,
    where: `modality ${show(name)}`,
    next: `Say what it is: --mod ${name}=PATH:KIND with KIND one of ${KINDS.join(", ")} (or split it).`,
  });
}
