import type { Recipe, RecipeStep } from "../../core/recipe.ts";

/** A recipe that chooses variable genes batch by batch. */
export function batched(recipe: Recipe, batchKey: string | undefined): Recipe {
  if (batchKey === undefined) return recipe;
  return recipe.map((step): RecipeStep =>
    step.verb === "highlyVariableGenes" ? { ...step, options: { ...step.options, batchKey } } : step
  );
}
