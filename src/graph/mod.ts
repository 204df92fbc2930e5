/**
 * Graphs over cells and spots: neighbours in space and in feature space, and what is asked of them.
 *
 * @module
 */
export { approximateNeighbors, type ApproximateNeighborsOptions } from "./approximate_neighbors.ts";
export { detectGrid, type Grid } from "./detect_grid.ts";
export { exactNeighbors, type ExactNeighborsOptions, type NeighborTable } from "./exact_neighbors.ts";
export { featureNeighbors, type FeatureNeighborsOptions } from "./feature_neighbors.ts";
export { fuzzySimplicialSet } from "./fuzzy_simplicial_set.ts";
export { gaussConnectivities } from "./gauss_connectivities.ts";
export { type Edges, Graph } from "./graph.ts";
export type { NeighborMetric } from "./metric_rows.ts";
export { mutualNeighbors, type MutualNeighborsOptions } from "./mutual_neighbors.ts";
export { mutualNeighborsAcross, type MutualNeighborsAcrossOptions, type RowPairs } from "./mutual_neighbors_across.ts";
export { neighbors, type NeighborsOptions } from "./neighbors.ts";
export { normalizeAdjacency, type NormalizeAdjacencyOptions } from "./normalize_adjacency.ts";
export type { SpatialNeighborsOptions } from "./spatial/spatial_neighbors_options.ts";
export { spatialCoordinates, type SpatialCoordinatesOptions } from "./spatial_coordinates.ts";
export { spatialNeighbors } from "./spatial_neighbors.ts";
export { symmetrize, type SymmetrizeOptions } from "./symmetrize.ts";
export { type Triplets, triplets, type TripletsOptions } from "./triplets.ts";
export type { Components } from "./weak_components.ts";
export { weightedNeighbors, type WeightedNeighborsOptions } from "./weighted_neighbors.ts";
