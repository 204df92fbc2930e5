/**
 * Pictures as pure functions: maps as SVG, curves as vega-lite specifications.
 *
 * @module
 */
export { bicCurve } from "./bic_curve.ts";
export { escapeMarkup } from "./escape_markup.ts";
export { lossCurves, type LossCurvesOptions } from "./loss_curves.ts";
export { palette } from "./palette.ts";
export { pointMap, type PointMapOptions } from "./point_map.ts";
export { prefixIds } from "./prefix_ids.ts";
export { specBundle } from "./spec_bundle.ts";
export { specToSvg, type SpecToSvgOptions } from "./spec_to_svg.ts";
export type { VegaSpec } from "./vega_spec.ts";
