import { show } from "../../core/check.ts";
import type { Watched } from "../../core/progress.ts";
import type { ModalityKind, Recipe } from "../../core/recipe.ts";
import { AnnData } from "../../data/anndata.ts";
import { concat } from "../../data/concat.ts";
import type { Dense } from "../../data/dense.ts";
import { Frame } from "../../data/frame.ts";
import type { MuData } from "../../data/mudata.ts";
import { rowsOfModality } from "../../data/rows_of_modality.ts";
import { batchedRecipe } from "../../methods/batched_recipe.ts";
import type { Method } from "../../methods/method.ts";
import { applyRecipe } from "../../preprocess/apply_recipe.ts";
import { advised } from "./advised.ts";
import type { PreparedTissue } from "./prepare.ts";
import type { Settings } from "./settings.ts";

/** Column of `var` with a recipe's choice of genes. */
const CHOSEN = "highly_variable";
/** What all modalities measure, in as few numbers as scIB compares. */
const BEFORE: Recipe = [
  { verb: "normalizeTotal", options: { targetSum: 1e4 } },
  { verb: "log1p" },
  { verb: "pca", options: { nComps: 50, useHighlyVariable: false } },
];

/**
 * Runs the method's recipe on every modality. A modality of which the recipe chooses no gene at all, such as a panel
 * whose genes are all abundant, brings every gene.
 */
export function preprocessCells(
  cells: MuData,
  kinds: Readonly<Record<string, ModalityKind>>,
  method: Method,
  { batchKey }: Settings,
  { onProgress }: Watched,
): PreparedTissue {
  const mod: Record<string, AnnData> = {};
  const notes: string[] = [];
  Object.entries(cells.mod).forEach(([name, adata], done, { length: total }) => {
    onProgress?.({ stage: "preprocessing", done, total });
    const recipe = batchedRecipe(method.recipe(kinds[name]!), batchKey);
    const ready = advised({ modality: name }, () => applyRecipe(adata, recipe));
    const isNone = ready.var.has(CHOSEN) && !ready.var.column(CHOSEN).toArray().includes(true);
    mod[name] = isNone ? ready.with({ var: { [CHOSEN]: undefined } }) : ready;
    if (isNone) notes.push(`None of the ${ready.nVars} genes of modality ${show(name)} vary enough: all are taken.`);
  });
  return { tissue: cells.with({ mod }), notes };
}

/**
 * Principal components of the cells before they are integrated: of the features that all modalities share, normalised
 * and logged; `undefined` when there are fewer than two.
 */
export function componentsBefore(cells: MuData): Dense | undefined {
  const counts = Object.values(cells.mod).map(({ layers, X, obs, var: { index } }) =>
    new AnnData({ X: layers.counts ?? X, obs: new Frame(obs.index), var: new Frame(index) })
  );
  const together = concat(counts);
  if (together.nVars < 2) return undefined;
  const { X_pca } = applyRecipe(together, BEFORE).obsm;
  const order = new Int32Array(cells.nObs);
  let next = 0;
  for (const name of cells.modalityNames) for (const row of rowsOfModality(cells, name)) order[row] = next++;
  return (X_pca as Dense).takeRows(order);
}
