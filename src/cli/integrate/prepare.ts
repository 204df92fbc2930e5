import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import type { ModalityKind } from "../../core/recipe.ts";
import type { AnnData } from "../../data/anndata.ts";
import { intersectObs } from "../../data/intersect_obs.ts";
import type { MuData } from "../../data/mudata.ts";
import { obsColumn } from "../../data/obs_column.ts";
import { harmony } from "../../embed/harmony.ts";
import { spatialCoordinates } from "../../graph/spatial_coordinates.ts";
import { spatialNeighbors } from "../../graph/spatial_neighbors.ts";
import { batchedRecipe } from "../../methods/batched_recipe.ts";
import type { Method } from "../../methods/method.ts";
import { applyRecipe } from "../../preprocess/apply_recipe.ts";
import { neighborsFor } from "../neighbors_for.ts";
import { advised } from "./advised.ts";
import { checkPlaces } from "./check_places.ts";
import { type FeatureKeys, featureKeys } from "./feature_keys.ts";
import type { Settings } from "./settings.ts";

/** A tissue on its way to be trained on, and what a reader should know of that. */
export interface PreparedTissue {
  /** The tissue. */
  readonly tissue: MuData;
  /** What was left out or taken otherwise, one sentence each. */
  readonly notes: readonly string[];
}

/** Fewest spots that anything can be said about. */
const LEAST = 3;

const WITHOUT_PLACE = {
  NotFound: "The coordinates are missing: put them into obsm of a file, or name their slot with --spatial-key.",
  Ambiguous: "Remove the wrong ones from their file, or name another slot with --spatial-key.",
  BadValues: "Remove the spots without a place from the files.",
};
const TOO_FEW = { TooSmall: "Bring more spots, or leave the section out." };

/** Joins the modalities by name, and finds the coordinates and the columns that were named. */
export function joinModalities(tissue: MuData, settings: Settings): PreparedTissue {
  const shared = intersectObs(tissue);
  const left = tissue.nObs - shared.nObs;
  const notes = left === 0 ? [] : [`${left} of ${tissue.nObs} spots are not in every modality and are left out.`];
  if (shared.nObs < LEAST) {
    throw new WeftError("TooSmall", { expected: `at least ${LEAST} spots`, found: `${shared.nObs}` });
  }
  const { spatialKey, labelsKey, libraryKey, batchKey } = settings;
  const spatial = advised({ next: WITHOUT_PLACE }, () => spatialCoordinates(shared, { spatialKey }));
  const flags = { "--labels-key": labelsKey, "--library-key": libraryKey, "--batch-key": batchKey };
  const columns = Object.fromEntries(
    Object.entries(flags).flatMap(([flag, key]) => {
      const next = { NotFound: `Name one of them with ${flag}.` };
      return key === undefined ? [] : [[key, advised({ next }, () => obsColumn(shared, key))] as const];
    }),
  );
  notes.push(...checkPlaces(spatial, libraryKey === undefined ? undefined : columns[libraryKey]));
  return { tissue: shared.with({ obsm: { [spatialKey]: spatial }, obs: columns }), notes };
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
    const recipe = batchedRecipe(method.recipe(kinds[name]!), settings.batchKey);
    mod[name] = advised({ modality: name }, () => {
      const ready = applyRecipe(withColumn(tissue, name, settings.batchKey), recipe);
      return corrected(tissue.with({ mod: { [name]: ready } }), name, method, featureKeys(method, name, kinds[name]!));
    });
  });
  onProgress?.({ stage: "preprocessing", done: names.length, total: names.length });
  return tissue.with({ mod });
}

/** The modality with a column of the whole, such as the batch by which variable genes are chosen. */
function withColumn(tissue: MuData, name: string, key: string | undefined): AnnData {
  const adata = tissue.modality(name);
  return key === undefined ? adata : adata.with({ obs: { [key]: tissue.obs.column(key) } });
}

/** The modality with its components corrected for sections, where the method reads them so. */
function corrected(tissue: MuData, name: string, { config }: Method, { components, useRep }: FeatureKeys): AnnData {
  const adata = tissue.modality(name);
  if (useRep === components) return adata;
  const key = String(config.libraryKey);
  const whole = tissue.with({ obs: { [key]: obsColumn(tissue, key) } });
  return harmony(withColumn(whole, name, key), { key, useRep: components, keyAdded: useRep });
}

/** Joins every spot with as many neighbours as the method wants, if any; no edge crosses sections. */
export function joinSpots(
  tissue: MuData,
  method: Method,
  { libraryKey, spatialKey, nSpatialNeighbors }: Settings,
  watched: Watched,
): MuData {
  const neighbors = neighborsFor(method, nSpatialNeighbors);
  if (!neighbors) return tissue;
  const options = { spatialKey, ...neighbors, ...(libraryKey === undefined ? {} : { libraryKey }), ...watched };
  return advised({ next: TOO_FEW }, () => spatialNeighbors(tissue, options));
}
