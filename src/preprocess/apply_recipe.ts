import { checkOneOf, examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import type { Recipe, RecipeStep } from "../core/recipe.ts";
import { throwIfAborted } from "../core/abort.ts";
import type { AnnData } from "../data/anndata.ts";
import { clr } from "./clr.ts";
import { keptCounts } from "./counts.ts";
import { filterCells } from "./filter_cells.ts";
import { filterGenes } from "./filter_genes.ts";
import { highlyVariableGenes } from "./highly_variable_genes.ts";
import { log1p } from "./log1p.ts";
import { lsi } from "./lsi.ts";
import { maxComponents } from "./components/max_components.ts";
import { normalizeTotal } from "./normalize_total.ts";
import { pca } from "./pca.ts";
import { qcMetrics } from "./qc_metrics.ts";
import { scale } from "./scale.ts";
import { tfidf } from "./tfidf.ts";

/** Options of {@linkcode applyRecipe}. */
export interface ApplyRecipeOptions extends Watched {
  /**
   * What the recipe starts from: `"counts"` (default), `layers["counts"]` where there is one, else `X`; or `"X"`, the
   * values of `X` whatever they are, as published pipelines do that run on values logged before.
   */
  readonly input?: "counts" | "X";
  /** Seed handed to steps that draw; a step's own seed goes first. Default 0. */
  readonly seed?: number;
}

type Options = Readonly<Record<string, unknown>>;
type Verb = (adata: AnnData, options: Options) => AnnData;

const VERBS: Readonly<Record<string, Verb>> = {
  clr,
  filterCells,
  filterGenes,
  highlyVariableGenes,
  log1p,
  lsi,
  normalizeTotal,
  pca,
  qcMetrics,
  scale,
  tfidf,
};

// Steps that read layers["counts"] by themselves: with input "X" they are told to take X as it is.
const READ_COUNTS = new Set(["clr", "highlyVariableGenes", "lsi", "qcMetrics", "tfidf"]);

/**
 * Runs a method's preprocessing of one modality: the steps of a recipe, each a verb of this room with its options.
 *
 * Numbers of components are lowered to what there can be (one less than observations and variables used), so that one
 * recipe serves panels of any size. All steps are checked before the first runs.
 *
 * @param adata The modality, `nObs × nVars`.
 * @param recipe Steps in order, as a method's `recipe(kind)` gives them.
 * @param options What to start from, seed, signal, progress.
 * @returns The object after the last step.
 * @throws {WeftError} `Unsupported` for a step that is no verb; what the steps throw; `Aborted` between steps.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { applyRecipe } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[1, 3, 0], [2, 0, 5], [0, 4, 1]]) });
 * const ready = applyRecipe(adata, [
 *   { verb: "normalizeTotal", options: { targetSum: 1e4 } },
 *   { verb: "log1p" },
 *   { verb: "pca", options: { nComps: 30 } },
 * ]);
 * assert.equal(ready.obsm.X_pca!.nCols, 2);
 * assert.deepEqual(ready.layers.counts, adata.X);
 * ```
 */
export function applyRecipe<T extends AnnData>(adata: T, recipe: Recipe, options: ApplyRecipeOptions = {}): T {
  const { input = "counts", signal, onProgress } = options;
  checkOneOf(input, "input", ["counts", "X"]);
  const verbs = recipe.map(verbOf);
  let state: AnnData = input === "counts" ? fromCounts(adata) : adata;
  recipe.forEach((step, i) => {
    throwIfAborted(signal, "the recipe");
    onProgress?.({ stage: step.verb, done: i, total: recipe.length });
    state = verbs[i]!(state, stepOptions(state, step, options));
  });
  return state as T;
}

function verbOf({ verb }: RecipeStep): Verb {
  const found = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (found) return found;
  throw new WeftError("Unsupported", {
    expected: `a recipe step to be one of ${examples(Object.keys(VERBS), 20)}`,
    found: show(verb),
  });
}

/** The object with its counts as `X`, kept as a layer too. */
function fromCounts(adata: AnnData): AnnData {
  const { counts } = adata.layers;
  if (!counts) return adata.with({ layers: keptCounts(adata) });
  return counts === adata.X ? adata : adata.with({ X: counts, uns: { log1p: undefined } });
}

function stepOptions(
  state: AnnData,
  { verb, options = {} }: RecipeStep,
  { input, seed = 0 }: ApplyRecipeOptions,
): Options {
  const asIs = input !== "X"
    ? {}
    : READ_COUNTS.has(verb)
    ? { layer: "X", allowNonCounts: true }
    : verb === "log1p" || verb === "normalizeTotal"
    ? { allowLogged: true }
    : {};
  if (verb !== "pca" && verb !== "lsi") return { ...asIs, ...options };
  const most = maxComponents(state, options.useHighlyVariable as boolean | undefined);
  const { nComps } = options as { nComps?: number };
  return { ...asIs, seed, ...options, ...(nComps !== undefined && most > 0 && { nComps: Math.min(nComps, most) }) };
}
