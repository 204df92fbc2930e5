import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import type { ModalityKind, Recipe, RecipeStep } from "../../core/recipe.ts";
import type { AnnData } from "../../data/anndata.ts";
import { intersectObs } from "../../data/intersect_obs.ts";
import type { MuData } from "../../data/mudata.ts";
import { spatialCoordinates } from "../../graph/spatial_coordinates.ts";
import { spatialNeighbors } from "../../graph/spatial_neighbors.ts";
import type { Method } from "../../methods/method.ts";
import { applyRecipe } from "../../preprocess/apply_recipe.ts";
import { wholeLabels } from "./labels.ts";
import type { Settings } from "./settings.ts";
import { categorical } from "../../data/columns/categorical.ts";

/** A tissue ready to be trained on, and what was left out on the way. */
export interface PreparedTissue {
  /** Every modality with its representation, the whole with coordinates. */
  readonly tissue: MuData;
  /** What was left out, one sentence each. */
  readonly notes: readonly string[];
}

/** Joins the modalities by name, and checks everything that can be checked before long work. */
export function joinModalities(tissue: MuData, settings: Settings): PreparedTissue {
  const shared = intersectObs(tissue);
  const left = tissue.nObs - shared.nObs;
  const notes = left === 0 ? [] : [`${left} of ${tissue.nObs} spots are not in every modality and are left out.`];
  if (shared.nObs < 3) {
    throw new WeftError("TooSmall", { expected: "at least 3 spots", found: `${shared.nObs}`, where: "the tissue" });
  }
  const { spatialKey } = settings;
  const spatial = spatialCoordinates(shared, { spatialKey });
  const whole = shared.with({ obsm: { [spatialKey]: spatial } });
  const columns = [settings.labelsKey, settings.libraryKey, settings.batchKey].filter((key) => key !== undefined);
  return { tissue: columns.reduce(withColumn, whole), notes };
}

/** The whole with a column that may stand in a modality only. */
function withColumn(tissue: MuData, key: string): MuData {
  const { codes, categories } = wholeLabels(tissue, key);
  const values = Array.from(codes, (code) => categories[code] ?? null);
  return tissue.with({ obs: { [key]: categorical(values, { categories }) } });
}

/** Runs the method's recipe on every modality. */
export function preprocess(
  tissue: MuData,
  kinds: Readonly<Record<string, ModalityKind>>,
  method: Method,
  settings: Settings,
  { onProgress }: Watched,
): MuData {
  const names = tissue.modalityNames;
  const mod: Record<string, AnnData> = {};
  names.forEach((name, done) => {
    onProgress?.({ stage: "preprocessing", done, total: names.length });
    const recipe = batched(method.recipe(kinds[name]!), settings.batchKey);
    mod[name] = naming(name, () => applyRecipe(withBatch(tissue, name, settings.batchKey), recipe));
  });
  onProgress?.({ stage: "preprocessing", done: names.length, total: names.length });
  return tissue.with({ mod });
}

/** The modality with the whole's batch column, which variable genes are chosen by. */
function withBatch(tissue: MuData, name: string, batchKey: string | undefined): AnnData {
  const adata = tissue.modality(name);
  return batchKey === undefined ? adata : adata.with({ obs: { [batchKey]: tissue.obs.column(batchKey) } });
}

function batched(recipe: Recipe, batchKey: string | undefined): Recipe {
  if (batchKey === undefined) return recipe;
  return recipe.map((step): RecipeStep =>
    step.verb === "highlyVariableGenes" ? { ...step, options: { ...step.options, batchKey } } : step
  );
}

/** Runs something, and names the modality in the error it may throw. */
function naming<T>(modality: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof WeftError)) throw error;
    const { where, ...fields } = error.fields;
    const place = where === undefined ? `modality ${show(modality)}` : `${where} of modality ${show(modality)}`;
    throw new WeftError(error.tag, { ...fields, where: place }, { cause: error });
  }
}

/** Joins every spot with its neighbours: 4 on a square grid, else 6; no edge crosses sections. */
export function joinSpots(tissue: MuData, { libraryKey, spatialKey }: Settings, watched: Watched): MuData {
  return spatialNeighbors(tissue, { spatialKey, ...(libraryKey === undefined ? {} : { libraryKey }), ...watched });
}
