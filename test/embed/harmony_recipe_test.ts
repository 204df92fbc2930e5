import assert from "node:assert/strict";
import { harmonyRecipe } from "../../src/embed/harmony/recipe.ts";

Deno.test("harmonyRecipe() knows both programs' defaults and puts the user's in their place", () => {
  const pytorch = harmonyRecipe({}, 1000);
  assert.deepEqual([pytorch.theta, pytorch.maxIterHarmony, pytorch.nClusters, pytorch.nInit], [10, 20, 33, 10]);
  const harmonypy = harmonyRecipe({ preset: "harmonypy" }, 1010);
  assert.deepEqual([harmonypy.theta, harmonypy.maxIterHarmony, harmonypy.nClusters, harmonypy.lambda], [
    2,
    10,
    34,
    "dynamic",
  ]);
  assert.equal(harmonyRecipe({}, 20).nClusters, 1);
  assert.equal(harmonyRecipe({}, 1e6).nClusters, 100);
  const own = harmonyRecipe({ theta: 1, sigma: 0.2 }, 100);
  assert.deepEqual([own.theta, own.sigma], [1, 0.2]);
});

Deno.test("harmonyRecipe() refuses what cannot be", () => {
  for (
    const [settings, message] of [
      [{ preset: "seurat" as never }, /preset to be one of 'harmony-pytorch', 'harmonypy'/],
      [{ nClusters: 0 }, /nClusters to be an integer from 1 to 50/],
      [{ nClusters: 51 }, /nClusters/],
      [{ theta: -1 }, /theta to be a finite number ≥ 0/],
      [{ sigma: 0 }, /sigma/],
      [{ lambda: 0 }, /lambda/],
      [{ centersFrom: "cells" as never }, /centersFrom to be one of 'assignments', 'correction'/],
      [{ blockSize: 1.5 }, /blockSize/],
      [{ maxIterHarmony: 0 }, /maxIterHarmony/],
    ] as const
  ) {
    assert.throws(() => harmonyRecipe(settings, 50), { name: "WeftError[InvalidArgument]", message });
  }
});
