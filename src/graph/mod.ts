/**
 * Graphs over cells and spots: neighbours in space and in feature space, and what is asked of them.
 *
 * @module
 */
export { exactNeighbors, type ExactNeighborsOptions, type NeighborTable } from "./exact_neighbors.ts";
export type { NeighborMetric } from "./metric_rows.ts";
