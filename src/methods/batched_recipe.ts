import type { Recipe, RecipeStep } from "../core/recipe.ts";

/** A recipe that chooses variable genes batch by batch; the recipe itself without a key. */
export function batchedRecipe(recipe: Recipe, batchKey: string | null | undefined): Recipe {
  if (batchKey === undefined || batchKey === null) return recipe;
  return recipe.map((step): RecipeStep =>
    step.verb === "highlyVariableGenes" ? { ...step, options: { ...step.options, batchKey } } : step
  );
}
