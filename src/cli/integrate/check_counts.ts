import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { AnnData } from "../../data/anndata.ts";
import { countsOf } from "../../preprocess/counts.ts";
import type { RowMajor } from "../../preprocess/row_major.ts";
import { columnPositives, rowSums } from "../../preprocess/values/axis_sums.ts";
import { columnMoments } from "../../preprocess/values/column_moments.ts";
import { advised } from "./advised.ts";

const NEXT = `Give a file that holds the counts, in X or in layers["counts"].`;

/**
 * Checks that a modality can be preprocessed, before anything long is done: whole numbers without NaN, and at least two
 * features that tell spots (or cells) apart.
 *
 * @returns What a reader should know of it, one sentence each.
 */
export function checkCounts(name: string, adata: AnnData, recipe: Recipe, word: "spots" | "cells" = "spots"): string[] {
  const counts = advised(
    { modality: name, next: { BadValues: NEXT, NotFound: NEXT } },
    () => countsOf(adata, "integrate", {}),
  );
  checkFeatures(name, counts, leastCells(recipe), word);
  const empty = rowSums(counts).filter((sum) => sum === 0).length;
  return empty === 0 ? [] : [`${empty} of ${counts.nRows} ${word} have no counts at all in modality ${show(name)}.`];
}

function checkFeatures(name: string, counts: RowMajor, minCells: number, word: string): void {
  const { variances } = columnMoments(counts);
  const cells = columnPositives(counts);
  const useful = cells.filter((n, j) => n >= minCells && variances[j]! > 0).length;
  if (useful >= 2) return;
  const among = minCells > 0 ? `, each in at least ${minCells} ${word},` : "";
  throw new WeftError("TooSmall", {
    expected: `at least 2 features${among} that differ between ${word}`,
    found: `${useful} of ${counts.nCols}`,
    where: `modality '${name}'`,
    next: `Leave the modality out, or bring more ${word}.`,
  });
}

/** In how many spots the recipe wants a feature to be. */
function leastCells(recipe: Recipe): number {
  return Math.max(0, ...recipe.map(({ options }) => Number(options?.minCells ?? 0)));
}
