import assert from "node:assert/strict";
import { recipeRepresentation } from "../../src/preprocess/recipe_representation.ts";

Deno.test("recipeRepresentation() is the key that pca writes, by its own name where it has one", () => {
  assert.equal(recipeRepresentation([{ verb: "log1p" }, { verb: "pca", options: { nComps: 3 } }]), "X_pca");
  assert.equal(recipeRepresentation([{ verb: "pca", options: { keyAdded: "X_parts" } }]), "X_parts");
});

Deno.test("recipeRepresentation() follows the last step that makes components", () => {
  assert.equal(recipeRepresentation([{ verb: "lsi" }]), "X_lsi");
  assert.equal(recipeRepresentation([{ verb: "lsi" }, { verb: "pca" }, { verb: "scale" }]), "X_pca");
  assert.equal(recipeRepresentation([{ verb: "pca" }, { verb: "lsi" }]), "X_lsi");
});

Deno.test("recipeRepresentation() of steps without components is where a method looks unless told", () => {
  assert.equal(recipeRepresentation([]), "X_pca");
});
