import type { ModalityKind, Recipe } from "../../../core/recipe.ts";
import { familyRecipe } from "../../family/recipes.ts";
import type { SpatialGlueConfig } from "./config.ts";

/** The preprocessing of a modality, which is the family's. */
export function spatialGlueRecipe(kind: ModalityKind, { dataset }: SpatialGlueConfig): Recipe {
  return familyRecipe(dataset, kind);
}
