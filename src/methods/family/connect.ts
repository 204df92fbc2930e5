import type { Watched } from "../../core/progress.ts";
import { Csr } from "../../data/csr.ts";
import { localOrder } from "../../engine/local_order.ts";
import { placesOf, reorderOperator, reorderRows } from "../../engine/reorder.ts";
import { type SparseOperator, sparseOperator } from "../../engine/sparse_operator.ts";
import { featureGraph, type FeatureGraphOptions } from "./feature_graph.ts";
import { featureOrder } from "./feature_order.ts";
import type { FamilyInputs } from "./inputs.ts";

/** How feature graphs are made. */
export interface ConnectOptions extends Pick<FeatureGraphOptions, "nFeatureNeighbors" | "exactSpots"> {
  /** What an edge weighs; `auto` is `distance` for two modalities and `connectivity` for more, as in PRAGA's code. */
  readonly featureEdge: FeatureGraphOptions["featureEdge"] | "auto";
  /** What a network goes along most, by which spots of large tissues are moved; default `features`. */
  readonly orderedBy?: "features" | "space" | undefined;
}

const operators = new WeakMap<Csr, SparseOperator>();

/**
 * Completes the inputs with each modality's feature graph. In large tissues spots are moved first, close to those
 * with like features or to their neighbours in space, for the cache's sake; `order` then says who went where.
 */
export async function connectFeatures(
  given: FamilyInputs,
  config: ConnectOptions,
  options: Watched = {},
): Promise<FamilyInputs> {
  const { nFeatureNeighbors, exactSpots, featureEdge: told, orderedBy = "features" } = config;
  const inputs = moved(given, orderedBy);
  const featureEdge = told === "auto" ? inputs.modalities.length > 2 ? "connectivity" : "distance" : told;
  const features: Csr[] = [];
  for (const modality of inputs.modalities) {
    features.push(await featureGraph(modality, inputs.nObs, { nFeatureNeighbors, featureEdge, exactSpots }, options));
  }
  return { ...inputs, features };
}

/** The spatial graph as what layers propagate along; the same object for the same graph. */
export function spatialOperator({ spatial }: FamilyInputs): SparseOperator {
  let operator = operators.get(spatial);
  if (!operator) operators.set(spatial, operator = sparseOperator(spatial));
  return operator;
}

function moved(inputs: FamilyInputs, by: NonNullable<ConnectOptions["orderedBy"]>): FamilyInputs {
  const { nObs, modalities, spatial } = inputs;
  const order = by === "space" ? localOrder(spatialOperator(inputs)) : featureOrder(modalities, nObs);
  if (!order) return inputs;
  const { forward: { indptr, indices, values } } = reorderOperator(spatialOperator(inputs), order);
  return {
    ...inputs,
    order,
    spatial: new Csr({ shape: spatial.shape, indptr, indices, data: values }),
    modalities: modalities.map((one) => ({ ...one, data: reorderRows(one.data, one.nFeatures, order) })),
  };
}

/** Where each spot's row stands; `undefined` when rows are in the spots' own order. */
export function rowOfSpot({ order }: FamilyInputs): Int32Array | undefined {
  return order && placesOf(order);
}
