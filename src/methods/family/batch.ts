import type { Engine } from "../../engine/engine.ts";
import { spmm } from "../../engine/ops/spmm.ts";
import { unitRows } from "../../engine/ops/unit_rows.ts";
import type { SparseOperator } from "../../engine/sparse_operator.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { Disposable } from "../method.ts";
import { rowOfSpot, spatialOperator } from "./connect.ts";
import type { FamilyInputs } from "./inputs.ts";
import type { FamilyNet } from "./network.ts";

/** What the network of the PRAGA family is applied to. */
export interface FamilyFeatures {
  /** Each modality's features on the engine. */
  readonly x: readonly Tensor[];
  /** The spatial graph. */
  readonly operator: SparseOperator;
}

/** The constants the PRAGA family trains on: the full batch. */
export interface FamilyBatch extends FamilyFeatures, Disposable {
  /** The modalities' names in their order. */
  readonly names: readonly string[];
  /** Weights of the learned graphs from before the step, where the mean that follows them takes those in. */
  held: readonly Tensor[];
}

/** What a pass through the network makes. */
export interface FamilyPass {
  /** The weights of each modality's feature graph that were used. */
  readonly adjacency: readonly Tensor[];
  /** Each modality's encoding, `nObs × nLatent`. */
  readonly encodings: readonly Tensor[];
  /** The embedding before its rows are normalised, `nObs × nLatent`. */
  readonly z: Tensor;
}

/** Puts the constants of training on the engine. */
export function familyBatch(engine: Engine, inputs: FamilyInputs): FamilyBatch {
  const { nObs, modalities } = inputs;
  const x = modalities.map(({ data, nFeatures }) => engine.tensor(data, [nObs, nFeatures]));
  const batch: FamilyBatch = {
    names: modalities.map(({ name }) => name),
    x,
    operator: spatialOperator(inputs),
    held: [],
    dispose: () => engine.tf.dispose([...x, ...batch.held] as never),
  };
  return batch;
}

/**
 * A pass through the network.
 *
 * @param first Whether this is the first epoch, in which feature graphs have the weights they start from, as constants.
 */
export function familyPass(net: FamilyNet, { x, operator }: FamilyFeatures, first = false): FamilyPass {
  const adjacency = net.graphs.map((graph) => first ? graph.start() : graph.adjacency());
  const encodings = x.map((features, m) => net.encode(m, features, adjacency[m]!, operator));
  return { adjacency, encodings, z: net.fuse(encodings) };
}

/** A network as far as it brings features back. */
export type FamilyDecoder = Pick<FamilyNet, "engine" | "decode">;

/** Each modality's features as the embedding tells them, `nObs × nFeatures`. */
export function familyDecode(net: FamilyDecoder, { x, operator }: FamilyFeatures, z: Tensor): Tensor[] {
  const propagated = spmm(net.engine, operator, z);
  return x.map((_, m) => net.decode(m, propagated));
}

/** The embedding, rows of length 1, by the spots' own order. */
export function familyEmbedding(net: FamilyNet, inputs: FamilyInputs): Tensor {
  const { nObs, modalities } = inputs;
  const x = modalities.map(({ data, nFeatures }) => net.engine.tensor(data, [nObs, nFeatures]));
  const rows = unitRows(net.engine, familyPass(net, { x, operator: spatialOperator(inputs) }).z);
  return inSpotOrder(net.engine, inputs, rows);
}

/** Rows of a pass by the spots' own order. */
export function inSpotOrder({ tf }: Engine, inputs: FamilyInputs, rows: Tensor): Tensor {
  const places = rowOfSpot(inputs);
  return places ? tf.gather(rows as never, tf.tensor1d(places, "int32")) : rows;
}
