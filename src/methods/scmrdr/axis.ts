import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { genomicPlace } from "../../core/genomic_place.ts";
import type { AnnData } from "../../data/anndata.ts";
import type { ScmrdrConfig } from "./config.ts";

type Modalities = readonly (readonly [name: string, adata: AnnData])[];

/**
 * The shared feature axis: every gene that is `highly_variable` in some modality (all genes of a modality without that
 * column), in the order in which they are first met; with `intersection` only those that every modality measures.
 */
export function sharedAxis(modalities: Modalities, { features }: Pick<ScmrdrConfig, "features">): string[] {
  const wanted = new Set<string>();
  for (const [, adata] of modalities) {
    const variable = adata.var.has("highly_variable") ? adata.var.column("highly_variable") : undefined;
    adata.varNames.forEach((gene, j) => {
      if (!variable || variable.get(j) === true) wanted.add(gene);
    });
  }
  const measured = modalities.map(([, adata]) => new Set(adata.varNames));
  const count = (gene: string) => measured.filter((names) => names.has(gene)).length;
  const axis = features === "union" ? [...wanted] : [...wanted].filter((gene) => count(gene) === measured.length);
  if (axis.length === 0) throw noGenes(modalities, features);
  const isShared = modalities.length === 1 || axis.some((gene) => count(gene) > 1);
  if (isShared) return axis;
  throw new WeftError("Misaligned", {
    expected: "modalities with features in common",
    found: modalities.map(([name, { varNames }]) => `${name}: ${examples(varNames)}`).join("; "),
    next: peaksAdvice(modalities) ??
      "Name the features of every modality alike, say peaks as gene activities and proteins by their genes.",
  });
}

/** What to do about a modality whose features are named by places of the genome. */
function peaksAdvice(modalities: Modalities): string | undefined {
  const peaks = modalities.find(([, { varNames }]) => varNames.length > 0 && varNames.every(genomicPlace));
  return peaks &&
    `Modality ${show(peaks[0])} holds peaks: make gene activities of them first, with geneActivity() and ` +
      "an annotation read by readGeneAnnotation().";
}

function noGenes(modalities: Modalities, features: ScmrdrConfig["features"]): WeftError {
  return new WeftError("TooSmall", {
    expected: features === "union" ? "at least one feature" : "at least one feature that every modality measures",
    found: `none in ${modalities.map(([name]) => show(name)).join(", ")}`,
    next: features === "union" ? "Choose more with highlyVariableGenes()." : 'Set features: "union".',
  });
}

/** For each modality a row of 1 where it measures a gene of the axis, else 0: `nModalities × nGenes`. */
export function maskOf(modalities: Modalities, axis: readonly string[]): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(modalities.length * axis.length);
  modalities.forEach(([name, adata], m) => {
    const names = new Set(adata.varNames);
    let observed = 0;
    axis.forEach((gene, g) => observed += mask[m * axis.length + g] = names.has(gene) ? 1 : 0);
    if (observed > 0) return;
    throw new WeftError("Misaligned", {
      expected: `features of the shared axis (${examples(axis)})`,
      found: `none of them, but ${examples(adata.varNames)}`,
      where: `modality ${show(name)}`,
      next: "Name the features of every modality alike.",
    });
  });
  checkObserved(mask, modalities, axis);
  return mask;
}

/** A gene of a given axis that no modality measures cannot be told anything about. */
function checkObserved(mask: Float32Array, modalities: Modalities, axis: readonly string[]): void {
  const nowhere = axis.filter((_, g) => modalities.every((_, m) => mask[m * axis.length + g] === 0));
  if (nowhere.length === 0) return;
  throw new WeftError("NotFound", {
    expected: `every feature of the shared axis in some modality`,
    found: `${nowhere.length} that are in none (${examples(nowhere)})`,
    next: "Give the modalities the features that the model was trained on; counts of 0 do.",
  });
}
