/**
 * Layers, initial weights and optimisers that the methods' networks are built of.
 *
 * @module
 */
export type { MixedGraphs } from "../engine/ops/mixed_product.ts";
export { Adam, type AdamOptions } from "./adam.ts";
export { AttentionFusion, type AttentionFusionOptions, type FusedEmbedding } from "./attention_fusion.ts";
export { type AugmentOptions, augmentRows } from "./augment_rows.ts";
export { BatchNorm, type BatchNormOptions, type BatchNormPass } from "./batch_norm.ts";
export { ClassStatistics, type ClassStatisticsOptions } from "./class_statistics.ts";
export type { DirectionOptions, EdgeDirection } from "./directed_graph.ts";
export { Dropout, type DropoutOptions, type DropoutPass } from "./dropout.ts";
export type { OptimizerState } from "./flat_state.ts";
export { GraphMix } from "./graph_mix.ts";
export {
  type GraphDistanceOptions,
  type GraphReference,
  LearnedGraph,
  type LearnedGraphOptions,
} from "./learned_graph.ts";
export { GatConv, type GatConvOptions } from "./gat_conv.ts";
export { GcnConv, type GcnConvOptions } from "./gcn_conv.ts";
export { Linear, type LinearOptions, type LinearPass } from "./linear.ts";
export { neighborMean, type NeighborMeanOptions } from "./neighbor_mean.ts";
export { neighborSum } from "./neighbor_sum.ts";
export { normalNoise } from "./normal_noise.ts";
export { normalizedNeighbors } from "./normalized_neighbors.ts";
export { openOptimizer, type Optimizer, type OptimizerOptions } from "./optimizer.ts";
export { ParameterSet, type Weights } from "./parameter_set.ts";
export { Projection } from "./projection.ts";
export { type ConstantFeatures, constantFeatures, SageConv, type SageConvOptions } from "./sage_conv.ts";
export { Sgd, type SgdOptions } from "./sgd.ts";
export type { StepOptions } from "./step_options.ts";
export { uniformInit } from "./uniform_init.ts";
export { xavierInit } from "./xavier_init.ts";
