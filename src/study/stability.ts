import { WeftError } from "../core/error.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import { CategoricalColumn } from "../data/columns/categorical_column.ts";
import { StringColumn } from "../data/columns/string_column.ts";
import type { Method } from "../methods/method.ts";
import { agreement } from "./agreement.ts";
import { checkVariants } from "./check_variants.ts";
import { Study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";
import { studyPlan } from "./study_plan.ts";
import { plainVariant } from "./variant.ts";

/** Options of {@linkcode stability}. */
export interface StabilityOptions extends StudyOptions {
  /** Column of `obs` to write; default `stability_<method>`. The domains that most seeds agree on go to the same name with `_domain`. */
  readonly keyAdded?: string | undefined;
}

/**
 * Asks which spots a method is sure of: trains it with several seeds, matches the domains of every two, and tells for each
 * spot in what share of the pairs it lies in the same domain. Starts and returns at once.
 *
 * `await study.result()` gives the object with `obs["stability_<method>"]` (float64, 0 … 1) and
 * `obs["stability_<method>_domain"]`: the domain that most seeds put a spot into, named as in the seed that agrees best
 * with all others. `spatial` of `weft/plot` and `spatialMap` of `weft/bridge` draw either as a map.
 *
 * @param data What the method reads, and what scores are made of.
 * @param method A method with its settings.
 * @param options Seeds, clusters and the like.
 * @returns The study.
 * @throws {WeftError} `TooSmall` for fewer than two seeds, `NotFound` when a slot is missing, before any work.
 *
 * @example
 * ```ts
 * import { stability } from "weft/study";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 90 }, (_, i) => Math.sin(i * i)), { shape: [30, 3] });
 * const options = { useRep: "X", seeds: 2, nEpochs: 2, nClusters: 2, workers: 0, cacheDir: null };
 * const study = stability(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), options);
 * const adata = await study.result();
 * assert.deepEqual(adata.obs.columnNames, ["stability_smart", "stability_smart_domain"]);
 * ```
 */
export function stability<T extends Annotated>(data: T, method: Method, options: StabilityOptions = {}): Study<T> {
  const { keyAdded = `stability_${method.name}` } = options;
  const plan = studyPlan(data, options);
  checkSeeds(plan.seeds.length);
  const variants = [plainVariant(method.name, method)];
  checkVariants(data, variants, options);
  return new Study<T>({
    kind: "stability",
    name: `stability of ${method.name}`,
    data,
    variants,
    clusters: [plan.nClusters],
    plan,
    options,
    finish(study) {
      const found = study.rows.flatMap(({ domains }) => domains ? [domains] : []);
      checkSeeds(found.length);
      const names = [...new Set(found.flatMap(({ categories }) => categories.toArray().map(String)))];
      const { perSpot, consensus } = agreement(found.map((domains) => inNames(domains, names)));
      const domain = new CategoricalColumn(new StringColumn(names), consensus);
      return withAnnotations(data, { obs: { [keyAdded]: perSpot, [`${keyAdded}_domain`]: domain } });
    },
  });
}

function inNames({ categories, codes }: CategoricalColumn, names: readonly string[]): Int32Array {
  const places = categories.toArray().map((name) => names.indexOf(String(name)));
  return codes.map((code) => code < 0 ? -1 : places[code]!);
}

function checkSeeds(found: number): void {
  if (found >= 2) return;
  throw new WeftError("TooSmall", { expected: "at least two seeds to compare", found: `${found}` });
}
