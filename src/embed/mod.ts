/**
 * Pictures of high-dimensional data: layouts in two or three dimensions.
 *
 * @module
 */
export { type CurveParameters, curveParameters } from "./umap/curve_parameters.ts";
export { umapLayout, type UmapLayoutOptions } from "./umap/umap_layout.ts";
export { umap, type UmapOptions } from "./umap.ts";
export { loadUmapJs } from "./umap_js.ts";
