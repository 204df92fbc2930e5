import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { Dense } from "../data/dense.ts";
import { obsColumn } from "../data/obs_column.ts";
import { representation } from "../data/representation.ts";
import { fitHarmony } from "./harmony/fit_harmony.ts";
import { harmonyRecipe, type HarmonySettings } from "./harmony/recipe.ts";

/** Options of {@linkcode harmony}. */
export interface HarmonyOptions extends HarmonySettings, Watched {
  /** Column of `obs` with the batches, or several whose combinations are the batches. */
  readonly key: string | readonly string[];
  /** Key in `obsm` (or `"X"`) of the embedding to correct. Default `"X_pca"`. */
  readonly useRep?: string;
  /** Key in `obsm` and `uns` of the result. Default `"<useRep>_harmony"`, such as `"X_pca_harmony"`. */
  readonly keyAdded?: string;
}

/**
 * Corrects an embedding for batches with Harmony, see {@linkcode fitHarmony}; scanpy's `external.pp.harmony_integrate`.
 *
 * @param data One modality or several.
 * @param options See {@linkcode HarmonyOptions}.
 * @returns The object with `obsm["X_pca_harmony"]` (`nObs × nDims`, float32) and the settings in
 * `uns["X_pca_harmony"]`.
 * @throws {WeftError} `NotFound` for a column or embedding that is not there; `BadValues` when an observation has no
 * batch or the embedding is not finite; `InvalidArgument`; `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { harmony } from "weft/embed";
 * import { Rng } from "weft/core";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rng = new Rng(2);
 * const obs = new Frame(Array.from({ length: 60 }, (_, i) => `${i}`), {
 *   section: Array.from({ length: 60 }, (_, i) => i < 30 ? "s1" : "s2"),
 * });
 * const pcs = Dense.fromRows(obs.index.map((_, i) => [8 + rng.normal(), rng.normal() + (i < 30 ? 2 : 0)]));
 * const cells = harmony(new AnnData({ obs, obsm: { X_pca: pcs } }), { key: "section", theta: 2 });
 * const moved = cells.obsm.X_pca_harmony as Dense;
 * const mean = (from: number) => moved.toRows().slice(from, from + 30).reduce((sum, row) => sum + row[1]! / 30, 0);
 * assert(Math.abs(mean(0) - mean(30)) < 0.3);
 * ```
 */
export function harmony<T extends Annotated>(data: T, options: HarmonyOptions): T {
  const { key, useRep = "X_pca", keyAdded = `${useRep}_harmony`, ...settings } = options;
  const x = representation(data, useRep).astype("float64");
  const keys = typeof key === "string" ? [key] : key;
  const batches = combinations(data, keys);
  const { nRows, nCols } = x;
  const fit = fitHarmony({ data: x.data as Float64Array, nRows, nCols }, batches, settings);
  const recipe = harmonyRecipe(settings, nRows);
  return withAnnotations(data, {
    obsm: { [keyAdded]: new Dense(Float32Array.from(fit.corrected), { shape: [nRows, nCols] }) },
    uns: {
      [keyAdded]: {
        params: {
          key: keys.join(","),
          use_rep: useRep,
          preset: recipe.preset,
          n_clusters: recipe.nClusters,
          theta: recipe.theta,
          sigma: recipe.sigma,
          lambda: recipe.lambda,
          alpha: recipe.alpha,
          tau: recipe.tau,
          centers_from: recipe.centersFrom,
          block_size: recipe.blockSize,
          max_iter_harmony: recipe.maxIterHarmony,
          max_iter_clustering: recipe.maxIterClustering,
          tol_harmony: recipe.tolHarmony,
          tol_clustering: recipe.tolClustering,
          n_init: recipe.nInit,
          random_state: settings.seed ?? 0,
        },
        objective: new Dense(Float64Array.from(fit.objective), { shape: [fit.objective.length] }),
        converged: fit.converged,
      },
    },
  });
}

/** The batch of every observation as a number from 0: each combination of the columns' values that occurs is one. */
function combinations(data: Annotated, keys: readonly string[]): Int32Array {
  const columns = keys.map((key) => {
    const { codes } = codesOf(obsColumn(data, key));
    const lacking = data.obsNames.filter((_, i) => codes[i]! < 0);
    if (lacking.length === 0) return codes;
    throw new WeftError("BadValues", {
      expected: "every observation to have a batch",
      found: `${lacking.length} that have none (${examples(lacking)})`,
      where: `obs[${show(key)}]`,
      next: "Fill these in or leave the observations out.",
    });
  });
  if (columns.length === 0) {
    throw new WeftError("InvalidArgument", { expected: "a column of obs or several as key", found: "none" });
  }
  const names = new Map<string, number>();
  return Int32Array.from({ length: data.nObs }, (_, i) => {
    const name = columns.map((codes) => codes[i]).join(",");
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  });
}
