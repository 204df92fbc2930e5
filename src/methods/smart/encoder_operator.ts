import type { Csr } from "../../data/csr.ts";
import type { SparseOperator } from "../../engine/sparse_operator.ts";
import { neighborSum } from "../../nn/neighbor_sum.ts";
import { normalizedNeighbors } from "../../nn/normalized_neighbors.ts";
import type { SmartConfig } from "./config.ts";

/**
 * What encoders propagate along: for SAGE the mean over neighbours, which decoders use, for GraphConv their sum, for the
 * others the graph with an edge from every spot to itself.
 */
export function encoderOperator(graph: Csr, mean: SparseOperator, config: SmartConfig): SparseOperator {
  if (config.encoder === "sage") return mean;
  return config.encoder === "graphConv" ? neighborSum(graph, config) : normalizedNeighbors(graph, config);
}
