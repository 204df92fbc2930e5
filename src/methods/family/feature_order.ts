import { Rng } from "../../core/rng.ts";
import { Dense } from "../../data/dense.ts";
import { metricRows } from "../../graph/metric_rows.ts";
import { projectionTree } from "../../graph/nn_descent/projection_tree.ts";
import type { ModalityFeatures } from "../read_features.ts";

/** Up to so many spots the rows of a layer are in a cache whatever their order. */
const FEW_SPOTS = 50_000;
/** Spots that lie together in any order. */
const LEAF = 16;
/** A fixed one: a trained model must find its edges again, whatever the seed of its training was. */
const SEED = 0;

/**
 * An order of the spots in which those with like features lie close to each other, so that the neighbours of a feature
 * graph, several times as many as those in space, are found in the cache: leaf after leaf of a tree over all modalities
 * side by side, each row as correlation sees it.
 *
 * @returns The spot that comes at each place; `undefined` where spots are few.
 */
export function featureOrder(modalities: readonly ModalityFeatures[], nObs: number): Int32Array | undefined {
  if (nObs <= FEW_SPOTS) return undefined;
  const width = modalities.reduce((sum, { nFeatures }) => sum + nFeatures, 0);
  const rows = new Float64Array(nObs * width);
  let from = 0;
  for (const { nFeatures, data } of modalities) {
    const { values, width: stride } = metricRows(new Dense(data, { shape: [nObs, nFeatures] }), "correlation");
    for (let i = 0; i < nObs; i++) rows.set(values.subarray(i * stride, i * stride + nFeatures), i * width + from);
    from += nFeatures;
  }
  return projectionTree(rows, width, LEAF, new Rng(SEED)).order;
}
