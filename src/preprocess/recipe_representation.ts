import type { Recipe } from "../core/recipe.ts";

/** The key in `obsm` that a recipe leaves its features under: that of its last step that makes components. */
export function recipeRepresentation(recipe: Recipe): string {
  const step = recipe.findLast(({ verb }) => verb === "pca" || verb === "lsi");
  if (step?.verb === "lsi") return "X_lsi";
  return String(step?.options?.keyAdded ?? "X_pca");
}
