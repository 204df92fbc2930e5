/**
 * The tensor engine: opens the tensor library with a backend, and holds every fused op the models use.
 *
 * @module
 */
export type { MeterReading } from "./backend/meter.ts";
export { describeEngines } from "./describe_engines.ts";
export { Engine, type EngineMemory, type EngineName, type EngineParts, type Metered } from "./engine.ts";
export { type EdgeStructure, edgeStructure } from "./edge_structure.ts";
export { type EngineChoice, type EngineFacts, EngineReport } from "./engine_report.ts";
export { type EngineOptions, openEngine } from "./open_engine.ts";
export { type SparseOperator, sparseOperator, type SparseRows } from "./sparse_operator.ts";
export { type UndirectedEdges, undirectedEdges } from "./undirected_edges.ts";
export type { MappedPattern, SparsePattern } from "./transposed_pattern.ts";
export type { Scalar, Tensor, Tf, Variable } from "./tf.ts";
