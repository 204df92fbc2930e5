import { checkInteger, checkNumber, checkOneOf } from "../../core/check.ts";

/** Which program's formulas and defaults: harmony-pytorch as SMART-MS calls it, or harmonypy (R's Harmony 1.2). */
export type HarmonyPreset = "harmony-pytorch" | "harmonypy";

/** Settings of Harmony; what is left out is the preset's. */
export interface HarmonySettings {
  /** Formulas and defaults. Default `"harmony-pytorch"`. */
  readonly preset?: HarmonyPreset;
  /** Clusters. Default min(100, N/30): rounded down by harmony-pytorch, rounded by harmonypy, one at least. */
  readonly nClusters?: number;
  /** Weight of diversity: 0 mixes nothing by force, more mixes harder. Default 10 (harmony-pytorch, as SMART-MS), 2 (harmonypy). */
  readonly theta?: number;
  /** Width of the soft assignment. Default 0.1. */
  readonly sigma?: number;
  /** Ridge penalty of the correction; `"dynamic"` takes `alpha` times the expected cells. Default 1 (harmony-pytorch), `"dynamic"` (harmonypy). */
  readonly lambda?: number | "dynamic";
  /** Of the dynamic penalty. Default 0.2. */
  readonly alpha?: number;
  /** Lets small batches be corrected less: θ_b (1 − exp(−(N_b/(K τ))²)). Default 0: all alike. */
  readonly tau?: number;
  /**
   * Where clusters' centres come from: `"assignments"`, the mean directions of their cells before every sweep; or
   * `"correction"`, one set a round: those of k-means, then the intercepts of the regression. Default `"assignments"`
   * (harmony-pytorch, the paper), `"correction"` (harmonypy).
   */
  readonly centersFrom?: "assignments" | "correction";
  /** Share of the cells that are assigned at a time. Default 0.05. */
  readonly blockSize?: number;
  /** Rounds of clustering and correction. Default 20 (harmony-pytorch, as SMART-MS), 10 (harmonypy). */
  readonly maxIterHarmony?: number;
  /** Sweeps of a clustering. Default 200 (harmony-pytorch), 4 (harmonypy). */
  readonly maxIterClustering?: number;
  /** A round that lowers the objective by a smaller share is the last. Default 1e-4 (harmony-pytorch), 1e-2 (harmonypy). */
  readonly tolHarmony?: number;
  /** A sweep that lowers the objective by a smaller share is the last. Default 1e-5 (harmony-pytorch), 1e-3 (harmonypy). */
  readonly tolClustering?: number;
  /** Starts of the k-means that clusters first. Default 10 (harmony-pytorch), 1 (harmonypy). */
  readonly nInit?: number;
  /** Seed of k-means and of the order of cells. Default 0. */
  readonly seed?: number;
}

/** Settings with nothing left out. */
export type HarmonyRecipe = Required<Omit<HarmonySettings, "seed">>;

const COMMON = {
  sigma: 0.1,
  lambda: 1,
  alpha: 0.2,
  tau: 0,
  blockSize: 0.05,
  tolHarmony: 1e-4,
  tolClustering: 1e-5,
} as const;

const PRESETS = {
  "harmony-pytorch": {
    ...COMMON,
    theta: 10,
    centersFrom: "assignments",
    maxIterHarmony: 20,
    maxIterClustering: 200,
    nInit: 10,
  },
  harmonypy: {
    ...COMMON,
    lambda: "dynamic",
    theta: 2,
    centersFrom: "correction",
    maxIterHarmony: 10,
    maxIterClustering: 4,
    nInit: 1,
    tolHarmony: 1e-2,
    tolClustering: 1e-3,
  },
} as const;

/** The settings of a preset for so many cells, with the user's in their place; each is checked. */
export function harmonyRecipe(settings: HarmonySettings, nCells: number): HarmonyRecipe {
  const { preset = "harmony-pytorch" } = settings;
  checkOneOf(preset, "preset", ["harmony-pytorch", "harmonypy"]);
  const share = preset === "harmonypy" ? Math.round(nCells / 30) : Math.floor(nCells / 30);
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const nClusters = Math.max(1, Math.min(100, share));
  const recipe: HarmonyRecipe = { ...PRESETS[preset], preset, nClusters, ...given };
  checkInteger(recipe.nClusters, "nClusters", 1, Math.max(1, nCells));
  for (const name of ["theta", "alpha", "tau", "tolHarmony", "tolClustering"] as const) {
    checkNumber(recipe[name], name, 0);
  }
  checkNumber(recipe.sigma, "sigma", 1e-6);
  if (recipe.lambda !== "dynamic") checkNumber(recipe.lambda, "lambda", 1e-12);
  checkOneOf(recipe.centersFrom, "centersFrom", ["assignments", "correction"]);
  checkNumber(recipe.blockSize, "blockSize", 1e-6, 1);
  for (const name of ["maxIterHarmony", "maxIterClustering", "nInit"] as const) checkInteger(recipe[name], name, 1);
  return recipe;
}
