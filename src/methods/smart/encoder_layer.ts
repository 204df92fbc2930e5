import { Csr } from "../../data/csr.ts";
import { type EdgeStructure, edgeStructure } from "../../engine/edge_structure.ts";
import type { Engine } from "../../engine/engine.ts";
import type { SparseOperator } from "../../engine/sparse_operator.ts";
import type { Tensor } from "../../engine/tf.ts";
import { GatConv } from "../../nn/gat_conv.ts";
import { GcnConv } from "../../nn/gcn_conv.ts";
import type { ParameterSet } from "../../nn/parameter_set.ts";
import { type ConstantFeatures, SageConv, type SageConvOptions } from "../../nn/sage_conv.ts";
import type { SmartEncoder } from "./config.ts";

/** A layer of an encoder, whatever its kind. */
export interface EncoderLayer {
  /** Applies it, `nObs × nOut`. */
  apply(input: { readonly x: Tensor } | ConstantFeatures, operator: SparseOperator): Tensor;
}

const structures = new WeakMap<SparseOperator, EdgeStructure>();

/** Makes a layer of the wanted kind and adds its weights to the set. */
export function encoderLayer(
  engine: Engine,
  parameters: ParameterSet,
  name: string,
  kind: SmartEncoder,
  options: SageConvOptions,
): EncoderLayer {
  if (kind === "gcn") return new GcnConv(engine, parameters, name, options);
  if (kind !== "gat") return new SageConv(engine, parameters, name, options);
  const layer = new GatConv(engine, parameters, name, options);
  return { apply: (input, operator) => layer.apply(input, structureOf(operator)) };
}

/** The edges of an operator; the same object for the same operator. */
function structureOf(operator: SparseOperator): EdgeStructure {
  let structure = structures.get(operator);
  if (!structure) {
    const { nRows, nCols, indptr, indices, values } = operator.forward;
    structure = edgeStructure(new Csr({ shape: [nRows, nCols], indptr, indices, data: values }));
    structures.set(operator, structure);
  }
  return structure;
}
