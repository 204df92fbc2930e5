import type { Method } from "../../methods/method.ts";
import type { Settings } from "./settings.ts";

/**
 * The method with what the command line knows and its settings ask for, where `--set` does not say otherwise: as many
 * prototypes as clusters are wanted, the columns of sections and batches, the slot of coordinates.
 */
export function completed(
  method: Method,
  nClusters: number | undefined,
  { options, libraryKey, batchKey, spatialKey }: Pick<Settings, "options" | "libraryKey" | "batchKey" | "spatialKey">,
): Method {
  const known = { nPrototypes: nClusters, libraryKey, batchKey, spatialKey };
  const change = Object.entries(known).filter(([name, value]) =>
    value !== undefined && name in method.config && !(name in options)
  );
  return change.length === 0 ? method : method.variant(Object.fromEntries(change));
}
