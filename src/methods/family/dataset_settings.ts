import type { FamilyDataset } from "./recipes.ts";
import type { FamilyWeight } from "./weights.ts";

/** What PRAGA's authors set for a data set and those who built on it took over. */
export interface DatasetSettings {
  /** Weight of each modality's reconstruction by its place: RNA, the second, the third. */
  readonly reconWeight: FamilyWeight;
  /** Number of prototypes. */
  readonly nPrototypes?: number;
  /** Neighbours of a spot in the spatial graph. */
  readonly nSpatialNeighbors?: number;
}

/** Settings of each data set that PRAGA, CRCT and TRSMI share. */
export const DATASET_SETTINGS: Readonly<Record<FamilyDataset, DatasetSettings>> = {
  hln: { reconWeight: { 0: 5, 1: 5 } },
  mouseBrain: { reconWeight: { 0: 1, 1: 10 }, nPrototypes: 14, nSpatialNeighbors: 6 },
  spots: { reconWeight: { 0: 5, 1: 5 } },
  stereoCite: { reconWeight: { 0: 5, 1: 5 }, nSpatialNeighbors: 6 },
  simulation: { reconWeight: { 0: 1, 1: 3, 2: 3 }, nPrototypes: 5 },
};
