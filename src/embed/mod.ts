/**
 * Embeddings made of embeddings: layouts in two or three dimensions to look at, and Harmony's correction for batches.
 *
 * @module
 */
export { fitHarmony, type FitHarmonyOptions, type HarmonyFit } from "./harmony/fit_harmony.ts";
export type { HarmonyPreset, HarmonySettings } from "./harmony/recipe.ts";
export { harmony, type HarmonyOptions } from "./harmony.ts";
export { type CurveParameters, curveParameters } from "./umap/curve_parameters.ts";
export { umapLayout, type UmapLayoutOptions } from "./umap/umap_layout.ts";
export { umap, type UmapOptions } from "./umap.ts";
export { loadUmapJs } from "./umap_js.ts";
