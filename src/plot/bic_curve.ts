import { checkLength } from "../core/check.ts";
import { CURVE_COLOR } from "./curve_color.ts";
import { houseSpec } from "./house_spec.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Vermilion: stands out from the curve, from white and from black. */
const CHOSEN = "#d55e00";
const AXIS = { tickCount: 4, format: "~s" };

/**
 * The criterion against the number of clusters, with the chosen number marked.
 *
 * @param nClusters Numbers of clusters tried.
 * @param values The criterion at each; the least is best.
 * @param chosen The number taken.
 * @returns A vega-lite specification with its data inside.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { bicCurve } from "weft/plot";
 * import assert from "node:assert/strict";
 *
 * const spec = bicCurve([2, 3, 4], [30, 10, 12], 3);
 * assert.equal((spec.layer as unknown[]).length, 2);
 * ```
 */
export function bicCurve(nClusters: readonly number[], values: readonly number[], chosen: number): VegaSpec {
  checkLength(values.length, nClusters.length, "values", "the numbers of clusters");
  const rows = nClusters.map((n, i) => ({ n, bic: values[i], chosen: n === chosen })).filter(({ bic }) =>
    Number.isFinite(bic)
  );
  const x = {
    field: "n",
    type: "quantitative",
    title: "number of clusters",
    axis: { grid: false, tickMinStep: 1, format: "d" },
  };
  const y = {
    field: "bic",
    type: "quantitative",
    title: "BIC (least is best)",
    scale: { zero: false, padding: 10 },
    axis: AXIS,
  };
  return houseSpec({
    description: `BIC by number of clusters, ${chosen} chosen`,
    width: 300,
    height: 150,
    data: { values: rows },
    layer: [
      { mark: { type: "line", color: CURVE_COLOR, point: { filled: true, color: CURVE_COLOR } }, encoding: { x, y } },
      {
        transform: [{ filter: "datum.chosen" }],
        mark: { type: "point", size: 160, color: CHOSEN, strokeWidth: 2.5 },
        encoding: { x, y },
      },
    ],
  });
}
