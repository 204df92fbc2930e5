import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AxisArray } from "../../data/mod.ts";
import type { Annotated } from "../../data/annotated.ts";

/** The entry of `obsm` that holds the coordinates; throws `NotFound` when it is not there. */
export function coordinatesOf({ obsm }: Annotated, spatialKey: string): AxisArray {
  const found = obsm[spatialKey];
  if (found) return found;
  const keys = Object.keys(obsm);
  throw new WeftError("NotFound", {
    expected: `coordinates in obsm[${show(spatialKey)}]`,
    found: keys.length === 0 ? "no obsm entries" : `the entries ${examples(keys, 12)}`,
    next: "Set them, or name the entry with spatialKey.",
  });
}
