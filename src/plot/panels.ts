import { houseSpec } from "./house_spec.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Panels beside each other, so many in a row; a single one by itself. Each has a legend of its own. */
export function panels(
  list: readonly object[],
  nCols: number,
  parts: Readonly<Record<string, unknown>> = {},
): VegaSpec {
  if (list.length === 1) return houseSpec({ ...list[0], ...parts });
  return houseSpec({
    ...parts,
    concat: list,
    columns: nCols,
    align: "each",
    spacing: 24,
    resolve: { scale: { color: "independent", size: "independent" } },
  });
}
