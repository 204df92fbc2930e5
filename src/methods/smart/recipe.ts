import type { ModalityKind, Recipe } from "../../core/recipe.ts";

/** The preprocessing of SMART's tutorials, by kind of modality. */
export const RECIPES: Readonly<Record<ModalityKind, Recipe>> = {
  rna: [
    { verb: "filterGenes", options: { minCells: 10 } },
    { verb: "highlyVariableGenes", options: { flavor: "seurat_v3", nTopGenes: 3000 } },
    { verb: "normalizeTotal", options: { targetSum: 1e4 } },
    { verb: "log1p" },
    { verb: "scale" },
    { verb: "pca", options: { nComps: 30 } },
  ],
  protein: [
    { verb: "clr", options: { axis: "feature" } },
    { verb: "scale" },
    { verb: "pca", options: { nComps: 30 } },
  ],
  peaks: [
    { verb: "tfidf", options: { flavor: "muon" } },
    { verb: "normalizeTotal", options: { targetSum: 1e4 } },
    { verb: "log1p" },
    { verb: "pca", options: { nComps: 30 } },
  ],
};
