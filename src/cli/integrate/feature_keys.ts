import type { ModalityKind } from "../../core/recipe.ts";
import type { Method } from "../../methods/method.ts";
import { recipeRepresentation } from "../../preprocess/recipe_representation.ts";

/** Where the features of a modality stand in its `obsm`. */
export interface FeatureKeys {
  /** What the method's recipe makes. */
  readonly components: string;
  /** What the method reads: the components, or what Harmony makes of them. */
  readonly useRep: string;
}

/** The keys of a modality's features; a method that joins sections reads them as Harmony leaves them. */
export function featureKeys(method: Method, name: string, kind: ModalityKind): FeatureKeys {
  const components = recipeRepresentation(method.recipe(kind));
  const corrected = `${components}_harmony`;
  const asked = method.slots([name], {}).some(({ slot, key }) => slot === "obsm" && key === corrected);
  return { components, useRep: asked ? corrected : components };
}
