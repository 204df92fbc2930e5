import type { ModalityKind } from "../../src/core/recipe.ts";
import type { Column } from "../../src/data/columns/column.ts";
import type { MuData } from "../../src/data/mudata.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import { permuteCoordinates, simulatedTissue } from "../../src/io/datasets/mod.ts";
import { smart } from "../../src/methods/mod.ts";
import { applyRecipe } from "../../src/preprocess/apply_recipe.ts";

/** Which tissue is simulated. */
export interface TissueSpec {
  /** The simulator's preset. */
  readonly preset: "default" | "hard";
  /** Seed of the data. */
  readonly seed: number;
  /** What is taken from it, to see the scores fall. */
  readonly control?: "permuted coordinates" | "pure noise";
}

const KINDS: Readonly<Record<string, ModalityKind>> = { rna: "rna", adt: "protein", atac: "peaks" };

/** A simulated tissue, preprocessed by SMART's recipes from its counts, with the graph of the 4 nearest spots. */
export function preparedTissue({ preset, seed, control }: TissueSpec): MuData {
  const method = smart();
  let tissue: MuData = simulatedTissue({ preset, seed, pureNoise: control === "pure noise" });
  if (control === "permuted coordinates") tissue = permuteCoordinates(tissue, { seed });
  for (const [name, kind] of Object.entries(KINDS)) {
    tissue = tissue.with({ mod: { [name]: applyRecipe(tissue.modality(name), method.recipe(kind)) } });
  }
  return spatialNeighbors(tissue, { nNeighbors: 4, coordType: "generic" });
}

/** The true domains. */
export function truthOf(tissue: MuData): Column {
  return tissue.obs.column("domain");
}
