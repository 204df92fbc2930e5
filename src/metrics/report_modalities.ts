import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Annotated } from "../data/annotated.ts";
import type { AnnData } from "../data/anndata.ts";
import type { Dense } from "../data/dense.ts";
import { representation } from "../data/representation.ts";
import { modalityCorrelation } from "./modality_correlation.ts";
import { neighbourOverlap } from "./neighbour_overlap.ts";
import type { ReportScore } from "./report_scores.ts";

/** What the scores of modalities are made of. */
export interface ModalityScoresInputs {
  /** Key of the embedding, which is no feature of itself. */
  readonly useRep: string;
  /** The embedding, `nObs × nLatent`. */
  readonly embedding: Dense;
  /** Key in `obsm` of each modality; `undefined` for `"X_pca"` where there is one. */
  readonly modalityRep: string | undefined;
  readonly sampleSize: number;
  readonly seed: number;
  readonly watched: Watched;
}

/**
 * Two scores a modality: how well the embedding keeps its distances, and its neighbours. Spots that the modality lacks
 * are left out; of many a sample is looked at.
 *
 * @throws {WeftError} `NotFound` when the features are named and no modality has them.
 */
export function modalityScores(data: Annotated, inputs: ModalityScoresInputs): ReportScore[] {
  const { modalityRep, useRep } = inputs;
  const key = modalityRep ?? "X_pca";
  const modalities: [string, AnnData][] = data.kind === "mudata" ? Object.entries(data.mod) : [["", data]];
  const known = modalities.filter(([, { obsm }]) => key in obsm && !(data.kind === "anndata" && key === useRep));
  if (known.length === 0 && modalityRep !== undefined) {
    throw new WeftError("NotFound", {
      expected: `a modality with features in obsm[${show(key)}]`,
      found: "none",
      next: "Compute them first (pca()), or name others with modalityRep.",
    });
  }
  return known.flatMap(([name, modality]) => {
    const suffix = name === "" ? "" : `:${name}`;
    const what = name === "" ? `obsm["${key}"]` : name;
    const pair = pairOf(data, name, representation(modality, key), inputs);
    const { seed, watched } = inputs;
    return [
      {
        metric: `modalityCorrelation${suffix}`,
        range: [-1, 1],
        direction: "higher",
        meaning: `How well distances in the embedding follow those in ${what}, the median over spots.`,
        compute: () => modalityCorrelation(pair.features, pair.embedding, { seed, ...watched }).median,
      },
      {
        metric: `neighbourOverlap${suffix}`,
        range: [0, 1],
        direction: "higher",
        meaning: `Of the 50 nearest spots in the embedding or in ${what}, the share near in both.`,
        compute: () => neighbourOverlap(pair.features, pair.embedding, { ...watched }).mean,
      },
    ] satisfies ReportScore[];
  });
}

/** Features and embedding of the same spots: those that the modality has, or a sample of them. */
function pairOf(
  data: Annotated,
  name: string,
  features: Dense,
  { embedding, sampleSize, seed }: ModalityScoresInputs,
): { readonly features: Dense; readonly embedding: Dense } {
  // 1-based rows, 0 for none, as a MuData has them.
  const map = data.kind === "mudata" ? Array.from(data.obsmap[name]!) : data.obsNames.map((_, i) => i + 1);
  let rows = Int32Array.from(map.keys()).filter((i) => map[i]! > 0);
  if (rows.length > sampleSize) {
    const chosen = new Rng(seed).split("modality scores").sample(rows.length, sampleSize);
    rows = Int32Array.from(chosen, (place) => rows[place]!);
  }
  return { features: features.takeRows(rows.map((i) => map[i]! - 1)), embedding: embedding.takeRows(rows) };
}
