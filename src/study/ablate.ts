import type { Annotated } from "../data/annotated.ts";
import type { Method } from "../methods/method.ts";
import { checkVariants } from "./check_variants.ts";
import { Study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";
import { studyPlan } from "./study_plan.ts";
import { termNames } from "./term_names.ts";
import { ablationVariants, isTermName, type Without } from "./variants/ablation_variants.ts";
import { checkPrefix } from "./without_terms.ts";

/** Options of {@linkcode ablate}. */
export interface AblateOptions extends StudyOptions {
  /**
   * What to leave out, a line each: a name of `method.ablations`, a modality, or the beginning of the names of loss
   * terms; a list leaves several out at once. Default: every name of `method.ablations`.
   */
  readonly without?: readonly Without[] | undefined;
}

/**
 * Asks whether the parts of a method are needed: trains it as it is and without each of them, with several seeds, and
 * compares the scores seed by seed. Starts and returns at once.
 *
 * @param data What the method reads, and what scores are made of: the truth, coordinates, the spatial graph.
 * @param method A method with its settings.
 * @param options What to leave out, seeds, clusters, truth, workers and the like.
 * @returns The study; its first line is `full`.
 * @throws {WeftError} `NotFound` when a slot or column is missing, `InvalidArgument` for a bad option, before any work;
 * `result()` throws `InvalidArgument` for a name that is neither a part, a modality nor the beginning of a loss term.
 *
 * @example
 * ```ts
 * import { ablate } from "weft/study";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 90 }, (_, i) => Math.sin(i * i)), { shape: [30, 3] });
 * const study = ablate(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), {
 *   without: ["triplet", "recon_"],
 *   seeds: [1, 2],
 *   nEpochs: 2,
 *   nClusters: 2,
 *   useRep: "X",
 *   workers: 0,
 *   cacheDir: null,
 * });
 * assert.deepEqual(study.lines, ["full", "without triplet", "without recon_"]);
 * const table = await study.result();
 * assert.equal(table.column("n").get(0), 2);
 * ```
 */
export function ablate(data: Annotated, method: Method, options: AblateOptions = {}): Study {
  const plan = studyPlan(data, options);
  const { without = Object.keys(method.ablations) } = options;
  const variants = ablationVariants(data, method, without);
  checkVariants(data, variants, options);
  const terms = without.flat().filter((name) => isTermName(name, data, method));
  return new Study({
    kind: "ablation",
    name: `ablation of ${method.name}`,
    data,
    variants,
    clusters: [plan.nClusters],
    plan,
    options,
    finish: (study) => study.table,
    async check() {
      if (terms.length === 0) return;
      const names = await termNames(data, method, options);
      for (const prefix of terms) checkPrefix(prefix, names);
    },
  });
}
