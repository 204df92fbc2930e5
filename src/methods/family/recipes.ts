import type { ModalityKind, Recipe, RecipeStep } from "../../core/recipe.ts";

/** Data sets that SpatialGlue, PRAGA and RIA have settings for. */
export type FamilyDataset = "hln" | "mouseBrain" | "spots" | "stereoCite" | "simulation";

/** Their names. */
export const FAMILY_DATASETS: readonly FamilyDataset[] = ["hln", "mouseBrain", "spots", "stereoCite", "simulation"];

interface Preparation {
  /** Filters of genes and spots before anything else. */
  readonly rna: readonly RecipeStep[];
  readonly protein?: readonly RecipeStep[];
  readonly standardize: boolean;
  readonly nComps: number;
}

const TEN_CELLS: RecipeStep = { verb: "filterGenes", options: { minCells: 10 } };

const PREPARATIONS: Readonly<Record<FamilyDataset, Preparation>> = {
  hln: { rna: [TEN_CELLS], standardize: true, nComps: 30 },
  spots: { rna: [TEN_CELLS], standardize: true, nComps: 20 },
  stereoCite: {
    rna: [TEN_CELLS, { verb: "filterCells", options: { minGenes: 80 } }],
    protein: [{ verb: "filterGenes", options: { minCells: 50 } }],
    standardize: false,
    nComps: 30,
  },
  mouseBrain: {
    rna: [TEN_CELLS, { verb: "filterCells", options: { minGenes: 200 } }],
    standardize: true,
    nComps: 50,
  },
  simulation: { rna: [], standardize: false, nComps: 100 },
};

/** Without a data set named: PCA and LSI of the two data sets that have 30 and 50 components. */
const PEAK_COMPONENTS = 50;

/**
 * The preprocessing of SpatialGlue, PRAGA and RIA. Counts of components that a panel does not have are lowered to one
 * less than its features, as their code does with proteins.
 */
export function familyRecipe(dataset: FamilyDataset | null, kind: ModalityKind): Recipe {
  const { rna, protein = [], standardize, nComps } = PREPARATIONS[dataset ?? "hln"];
  const chosen: RecipeStep = { verb: "highlyVariableGenes", options: { flavor: "seurat_v3", nTopGenes: 3000 } };
  const pca: RecipeStep = { verb: "pca", options: { nComps, standardize } };
  const nPeakComps = dataset === "simulation" ? nComps : PEAK_COMPONENTS;
  const recipes: Readonly<Record<ModalityKind, Recipe>> = {
    rna: [...rna, chosen, { verb: "normalizeTotal", options: { targetSum: 1e4 } }, { verb: "log1p" }, pca],
    protein: [...protein, { verb: "clr", options: { axis: "cell" } }, pca],
    peaks: [chosen, { verb: "lsi", options: { flavor: "seurat", nComps: nPeakComps } }],
  };
  return recipes[kind];
}
