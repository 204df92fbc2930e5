import type { Annotated } from "../data/annotated.ts";
import { checkVariants } from "./check_variants.ts";
import { Study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";
import { studyPlan } from "./study_plan.ts";
import { type Compared, comparisonVariants } from "./variants/comparison_variants.ts";

/**
 * Compares methods on one tissue: each is trained with several seeds, and the scores are compared seed by seed with those
 * of the first. Starts and returns at once.
 *
 * All methods read the object given, unless one comes as `{ method, data, useRep }`: the same spots, prepared by its own
 * recipe. All are scored on the object given.
 *
 * @param data What the methods read, and what scores are made of.
 * @param methods A list of methods, or methods by the names that the table shall say, see {@linkcode Compared}; the first is the baseline.
 * @param options Seeds, clusters, truth, workers and the like.
 * @returns The study.
 * @throws {WeftError} `NotFound` when a slot or column is missing, `InvalidArgument` for a bad option, before any work.
 *
 * @example
 * ```ts
 * import { compare } from "weft/study";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 90 }, (_, i) => Math.sin(i * i)), { shape: [30, 3] });
 * const methods = [0.5, 1].map((margin) => smart({ useGraph: false, nLatent: 4, margin }));
 * const options = { useRep: "X", seeds: 1, nEpochs: 2, nClusters: 2, workers: 0, cacheDir: null };
 * const study = compare(new AnnData({ X: points }), methods, options);
 * assert.deepEqual(study.lines, ["smart (margin=0.5)", "smart (margin=1)"]);
 * await study.result();
 * ```
 */
export function compare(data: Annotated, methods: Compared, options: StudyOptions = {}): Study {
  const plan = studyPlan(data, options);
  const variants = comparisonVariants(methods);
  checkVariants(data, variants, options);
  return new Study({
    kind: "comparison",
    name: `comparison of ${variants.length} methods`,
    data,
    variants,
    clusters: [plan.nClusters],
    plan,
    options,
    finish: (study) => study.table,
  });
}
