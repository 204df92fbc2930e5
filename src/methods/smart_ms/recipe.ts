import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import { RECIPES as SMART } from "../smart/recipe.ts";

/**
 * The joint preprocessing of the tonsil tutorial, for sections laid one behind the other: nothing is scaled. Harmony over
 * the sections follows on each modality's components.
 */
export const RECIPES: Readonly<Record<ModalityKind, Recipe>> = {
  rna: [
    { verb: "filterGenes", options: { minCells: 10 } },
    { verb: "highlyVariableGenes", options: { flavor: "seurat_v3", nTopGenes: 5000 } },
    { verb: "normalizeTotal", options: { targetSum: 1e4 } },
    { verb: "log1p" },
    { verb: "pca", options: { nComps: 50 } },
  ],
  protein: [
    { verb: "clr", options: { axis: "feature" } },
    { verb: "pca", options: { nComps: 30 } },
  ],
  peaks: SMART.peaks,
};
