import type { Csr } from "../../../data/csr.ts";
import type { Engine } from "../../../engine/engine.ts";
import type { SparseOperator } from "../../../engine/sparse_operator.ts";
import type { Tensor } from "../../../engine/tf.ts";
import { type CsrLike, csrOperator } from "../../../linalg/csr_operator.ts";
import { spatialOperator } from "../../family/connect.ts";
import type { FamilyInputs } from "../../family/inputs.ts";
import type { Disposable } from "../../method.ts";

/** One modality's constants of training. */
export interface SpatialGlueModality {
  /** The modality's name. */
  readonly name: string;
  /** Its features, `nObs × nFeatures`. */
  readonly x: Tensor;
  /** Them propagated along the graphs that it is encoded by: the spatial one, then its feature graph if that is used. */
  readonly propagated: readonly Tensor[];
}

/** The constants SpatialGlue trains on: the full batch. */
export interface SpatialGlueBatch extends Disposable {
  /** The modalities in their order. */
  readonly modalities: readonly SpatialGlueModality[];
  /** The spatial graph. */
  readonly operator: SparseOperator;
}

/** Puts the constants of training on the engine. Graphs and features never change, so they are multiplied here, once. */
export function spatialGlueBatch(engine: Engine, inputs: FamilyInputs): SpatialGlueBatch {
  const { nObs, modalities, spatial, features } = inputs;
  const batches = modalities.map(({ name, data, nFeatures }, m): SpatialGlueModality => {
    const tensor = (values: Float32Array) => engine.tensor(values, [nObs, nFeatures]);
    const graphs = [spatial, ...features.slice(m, m + 1)];
    return { name, x: tensor(data), propagated: graphs.map((graph) => tensor(propagate(graph, data, nFeatures))) };
  });
  const dispose = () => {
    for (const { x, propagated } of batches) engine.tf.dispose([x, ...propagated]);
  };
  return { modalities: batches, operator: spatialOperator(inputs), dispose };
}

function propagate(graph: Csr, rows: Float32Array, width: number): Float32Array {
  return Float32Array.from(csrOperator(graph as CsrLike).apply(Float64Array.from(rows), width));
}
