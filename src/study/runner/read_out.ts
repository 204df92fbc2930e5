import { type Annotated, withAnnotations } from "../../data/annotated.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import { Dense } from "../../data/dense.ts";
import { report } from "../../metrics/report.ts";
import { partition } from "../partition.ts";
import { LIBRARY, TRUTH } from "./scoring.ts";
import type { ReadOut, ReadOutSpec, Trained } from "./task.ts";

/** How to read, and what breaks it off. */
export interface ReadOutOptions extends ReadOutSpec {
  readonly seed: number;
  readonly signal: AbortSignal;
}

const [EMBEDDING, DOMAIN] = ["X_study", "domain"] as const;

/** Clusters an embedding and scores it, against a truth where there is one. */
export function readOut(scoring: Annotated, trained: Trained, options: ReadOutOptions): ReadOut {
  const { embedding, nLatent } = trained;
  const { useCluster, nClusters, seed, signal } = options;
  const Z = new Dense(embedding, { shape: [scoring.nObs, nLatent] });
  const placed = withAnnotations(scoring, { obsm: { [EMBEDDING]: Z } });
  const wanted = Math.min(nClusters, scoring.nObs - 1);
  const found = partition(placed, useCluster, { useRep: EMBEDDING, keyAdded: DOMAIN, nClusters: wanted, seed, signal });
  const { rows } = report(found, {
    key: DOMAIN,
    useRep: EMBEDDING,
    ...(scoring.obs.has(TRUTH) && { labelsKey: TRUTH }),
    ...(scoring.obs.has(LIBRARY) && { libraryKey: LIBRARY }),
    signal,
  });
  const { codes, categories } = codesOf(found.obs.column(DOMAIN));
  return {
    labels: codes,
    names: categories,
    scores: Object.fromEntries(rows.map(({ metric, value }) => [metric, value])),
  };
}
