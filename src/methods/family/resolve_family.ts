import { checkOneOf } from "../../core/check.ts";
import { resolveSettings } from "../resolve_settings.ts";
import { FAMILY_DATASETS, type FamilyDataset } from "./recipes.ts";

/** The settings of a preset and a data set with some changed; values are the method's to check. */
export function resolveFamily<T extends { readonly dataset: FamilyDataset | null }>(
  method: string,
  presets: Readonly<Record<string, T>>,
  datasets: Readonly<Record<FamilyDataset, Partial<T>>>,
  preset: string,
  change: Readonly<Record<string, unknown>>,
): T {
  const dataset = change.dataset ?? null;
  if (dataset === null) return resolveSettings(method, presets, preset, change);
  checkOneOf(dataset, "dataset", FAMILY_DATASETS);
  const ofDataset = Object.entries(presets).map(([name, base]) => [name, { ...base, ...datasets[dataset] }]);
  return resolveSettings<T>(method, Object.fromEntries(ofDataset), preset, change);
}
