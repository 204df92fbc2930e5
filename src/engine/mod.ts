/**
 * The tensor engine: opens the tensor library with a backend, and holds every fused op the models use.
 *
 * @module
 */
export { Engine, type EngineName, type EngineParts } from "./engine.ts";
export { type EngineOptions, openEngine } from "./open_engine.ts";
export { type SparseOperator, sparseOperator, type SparseRows } from "./sparse_operator.ts";
export type { Scalar, Tensor, Tf, Variable } from "./tf.ts";
