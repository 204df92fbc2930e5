import type { Watched } from "../../core/progress.ts";

/** Options of `spatialNeighbors`. */
export interface SpatialNeighborsOptions extends Watched {
  /** Key of the coordinates in `obsm`. Default `"spatial"`. */
  readonly spatialKey?: string;
  /**
   * `"generic"`: any points; `"grid"`: spots on a lattice, joined ring by ring. Left out it is `"grid"` for Visium data
   * (`uns["spatial"]` is there) and `"generic"` otherwise, as in squidpy; `radius`, `delaunay` and `percentile` mean
   * `"generic"`, `nRings` means `"grid"`.
   */
  readonly coordType?: "generic" | "grid";
  /** Neighbours per spot. Default 4 on a square lattice (see `detectGrid`), else 6. */
  readonly nNeighbors?: number;
  /**
   * All spots this near are joined, in the units of the coordinates; of a pair `[min, max]` only edges at least `min`
   * long are kept. With `delaunay`, prunes its edges.
   */
  readonly radius?: number | readonly [number, number];
  /** Joins spots by the Delaunay triangulation. Default false. */
  readonly delaunay?: boolean;
  /** Rings of neighbours on a grid. Default 1. */
  readonly nRings?: number;
  /** Edges longer than this percentile (0 … 100) of the lengths are dropped; generic coordinates only. */
  readonly percentile?: number;
  /** Column of `obs` that names sections: no edge runs across them. */
  readonly libraryKey?: string;
  /** Whether a spot counts as its own neighbour in the connectivities. Default false. */
  readonly setDiag?: boolean;
  /** Reweights the connectivities: `"spectral"` D^-½ A D^-½, `"cosine"` similarity of neighbourhoods. Default none. */
  readonly transform?: "spectral" | "cosine";
  /** Prefix of the slots written. Default `"spatial"`. */
  readonly keyAdded?: string;
}
