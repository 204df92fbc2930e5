import type { TransferOptions } from "../../../impute/transfer.ts";

/** How cells are placed. */
export interface Placement {
  /** How values are carried over. */
  readonly transfer: TransferOptions;
  /** Cells alike by all genes whose mean a cell is placed by; 0: it is placed by itself. */
  readonly nSmoothed: number;
}

/** Ways of placing cells, by the name of the row's method. */
export const PLACEMENTS: Readonly<Record<string, Placement>> = {
  transport: { transfer: { method: "emd" }, nSmoothed: 0 },
  "transport_smoothed": { transfer: { method: "emd" }, nSmoothed: 15 },
  "entropic_smoothed": { transfer: { method: "sinkhorn" }, nSmoothed: 15 },
  "nearest_smoothed": { transfer: { method: "knn", nNeighbors: 10 }, nSmoothed: 15 },
};
