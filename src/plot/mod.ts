/**
 * Pictures as pure functions: vega-lite specifications that a notebook shows, and SVG.
 *
 * @module
 */
export { bicCurve } from "./bic_curve.ts";
export type { ColorOptions } from "./channel.ts";
export type { ColorMap } from "./color_maps.ts";
export { type CategoryColors, colorsOf } from "./colors_of.ts";
export { confusion, type ConfusionOptions } from "./confusion.ts";
export { dotplot, type DotplotOptions } from "./dotplot.ts";
export { embedding, type EmbeddingOptions } from "./embedding.ts";
export { escapeMarkup } from "./escape_markup.ts";
export type { GenePlotOptions } from "./gene_plot.ts";
export type { GeneSource, VarNames } from "./gene_table.ts";
export { heatmap, type HeatmapOptions } from "./heatmap.ts";
export { integrationScores, type IntegrationScoresOptions } from "./integration_scores.ts";
export { lossCurves, type LossCurvesOptions } from "./loss_curves.ts";
export { matrixplot, type MatrixplotOptions } from "./matrixplot.ts";
export { palette } from "./palette.ts";
export { pointMap, type PointMapOptions } from "./point_map.ts";
export { prefixIds } from "./prefix_ids.ts";
export type { ScatterOptions } from "./scatter.ts";
export { spatial, type SpatialOptions } from "./spatial.ts";
export { specBundle } from "./spec_bundle.ts";
export { specToSvg, type SpecToSvgOptions } from "./spec_to_svg.ts";
export { sweepHeatmap, type SweepHeatmapOptions, type SweptRows } from "./sweep_heatmap.ts";
export type { VegaSpec } from "./vega_spec.ts";
export { violin, type ViolinOptions } from "./violin.ts";
