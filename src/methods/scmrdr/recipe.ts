import type { ModalityKind, Recipe } from "../../core/recipe.ts";

/**
 * The preprocessing of scMRDR: variable genes are found on a normalised copy, the model reads `layers["counts"]`. Proteins
 * are few, and all are kept. Peaks are to be turned into gene activities first, see `geneActivity`. With a `batchKey` the
 * method chooses genes batch by batch.
 */
export const RECIPES: Readonly<Record<ModalityKind, Recipe>> = {
  rna: variable(),
  protein: [],
  peaks: variable(),
};

function variable(): Recipe {
  return [
    { verb: "normalizeTotal", options: { targetSum: 1e4 } },
    { verb: "log1p" },
    { verb: "highlyVariableGenes", options: { flavor: "seurat", minMean: 0.02, maxMean: 4, minDisp: 0.5 } },
  ];
}
