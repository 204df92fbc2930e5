import { writeFile } from "node:fs/promises";
import { GRIDS } from "./grids.ts";
import type { Measured } from "./measured.ts";
import { chooseSettings, CRITERION } from "./tuning.ts";

/**
 * Writes what tuning chose, with the grids and the criterion. A row of which a run is missing is not chosen for, as its
 * budget was not the same.
 *
 * @returns The exit code: 0 when all rows were chosen for.
 */
export async function writeTuned(path: string, measured: readonly Measured[]): Promise<number> {
  const settings = chooseSettings(measured);
  const missing = Object.keys(GRIDS).filter((id) => !Object.hasOwn(settings, id));
  for (const id of missing) console.error(`MISSING: ${id} was not tuned, as not all of its runs are there`);
  const { length } = Object.keys(settings);
  if (length > 0) {
    await writeFile(path, `${JSON.stringify({ criterion: CRITERION, grids: GRIDS, settings }, null, 2)}\n`);
  }
  return missing.length === 0 ? 0 : 1;
}
