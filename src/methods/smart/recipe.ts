import type { ModalityKind, Recipe } from "../../core/recipe.ts";

/**
 * The preprocessing of SMART's tutorials, by kind of modality. They scale all features before PCA; standardising inside
 * PCA gives the same components and leaves a sparse matrix sparse.
 */
export const RECIPES: Readonly<Record<ModalityKind, Recipe>> = {
  rna: [
    { verb: "filterGenes", options: { minCells: 10 } },
    { verb: "highlyVariableGenes", options: { flavor: "seurat_v3", nTopGenes: 3000 } },
    { verb: "normalizeTotal", options: { targetSum: 1e4 } },
    { verb: "log1p" },
    { verb: "pca", options: { nComps: 30, standardize: true } },
  ],
  protein: [
    { verb: "clr", options: { axis: "feature" } },
    { verb: "pca", options: { nComps: 30, standardize: true } },
  ],
  peaks: [
    { verb: "tfidf", options: { flavor: "muon" } },
    { verb: "normalizeTotal", options: { targetSum: 1e4 } },
    { verb: "log1p" },
    { verb: "pca", options: { nComps: 30 } },
  ],
};
