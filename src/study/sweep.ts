import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import type { Method } from "../methods/method.ts";
import { checkVariants } from "./check_variants.ts";
import { Study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";
import { checkClusters, studyPlan } from "./study_plan.ts";
import { type Grid, gridVariants } from "./variants/grid_variants.ts";

/** Options of {@linkcode sweep}. */
export interface SweepOptions extends Omit<StudyOptions, "nClusters"> {
  /** Values to try of settings, by the setting's name; every combination is trained. Default: the method as it is. */
  readonly grid?: Grid | undefined;
  /** Numbers of clusters to look for, one or several; each training serves them all. Default: as many as there are labels, else 7. */
  readonly nClusters?: number | readonly number[] | undefined;
}

/**
 * Tries settings of a method, and numbers of clusters: every combination with several seeds. Starts and returns at once;
 * `sweepHeatmap` of `weft/plot` draws a score over one or two of the settings.
 *
 * @param data What the method reads, and what scores are made of.
 * @param method A method with the settings that are not tried.
 * @param options The grid, numbers of clusters, seeds and the like.
 * @returns The study; differences are to its first line.
 * @throws {WeftError} `NotFound` when a slot or column is missing, `InvalidArgument` for a setting that is none,
 * `Duplicate` for a value given twice, before any work.
 *
 * @example
 * ```ts
 * import { sweep } from "weft/study";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 90 }, (_, i) => Math.sin(i * i)), { shape: [30, 3] });
 * const study = sweep(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), {
 *   grid: { margin: [0.5, 1] },
 *   nClusters: [2, 3],
 *   seeds: 1,
 *   nEpochs: 2,
 *   useRep: "X",
 *   workers: 0,
 *   cacheDir: null,
 * });
 * assert.deepEqual(study.lines[1], "margin=0.5, nClusters=3");
 * await study.result();
 * ```
 */
export function sweep(data: Annotated, method: Method, options: SweepOptions = {}): Study {
  const { grid = {}, nClusters, ...others } = options;
  const clusters = typeof nClusters === "number" ? [nClusters] : nClusters;
  if (clusters?.length === 0) {
    throw new WeftError("InvalidArgument", { expected: "at least one number of clusters", found: "none" });
  }
  const common: StudyOptions = { ...others, ...(clusters && { nClusters: clusters[0] }) };
  const plan = studyPlan(data, common);
  for (const count of clusters ?? []) checkClusters(count, data);
  const twice = clusters?.find((count, i) => clusters.indexOf(count) < i);
  if (twice !== undefined) {
    throw new WeftError("Duplicate", { expected: "different numbers of clusters", found: `${twice} twice` });
  }
  const variants = gridVariants(method, grid);
  checkVariants(data, variants, common);
  return new Study({
    kind: "sweep",
    name: `sweep of ${method.name}`,
    data,
    variants,
    clusters: clusters ?? [plan.nClusters],
    plan,
    options: common,
    finish: (study) => study.table,
  });
}
