import { AnnData } from "../../../data/anndata.ts";
import type { Dense } from "../../../data/dense.ts";
import type { Csr } from "../../../data/csr.ts";
import { filterObs } from "../../../data/filter_obs.ts";
import { toDense } from "../../../data/matrix.ts";
import { representation } from "../../../data/representation.ts";
import { spatialNeighbors } from "../../../graph/spatial_neighbors.ts";
import { transfer } from "../../../impute/transfer.ts";
import { readH5ad } from "../../../io/read_h5ad.ts";
import { log1p } from "../../../preprocess/log1p.ts";
import { normalizeTotal } from "../../../preprocess/normalize_total.ts";
import { pca } from "../../../preprocess/pca.ts";
import { scale } from "../../../preprocess/scale.ts";
import { RNA } from "../cells/snareseq.ts";
import { OSMFISH } from "../osmfish.ts";

/** What SNARE-seq's cells were taken from: osmFISH's section shows more of the brain. */
const CORTEX = [
  "Pia Layer 1",
  "Layer 2-3 medial",
  "Layer 2-3 lateral",
  "Layer 3-4",
  "Layer 4",
  "Layer 5",
  "Layer 6",
  "White matter",
];
const N_COMPS = 20;
const N_NEIGHBORS = 6;
const MAX_VALUE = 10;

/** Cells without places and a tissue with them, in logarithms of counts of the same size. */
export interface PlacementData {
  /** Cells by all their genes. */
  readonly cells: AnnData;
  /** Spots of the tissue by the genes imaged. */
  readonly spots: AnnData;
  /** Genes that both measured. */
  readonly shared: readonly string[];
  /** Components of the cells by all genes. */
  readonly components: Dense;
  /** Which spots are near each other. */
  readonly graph: Csr;
}

/** SNARE-seq's RNA and osmFISH's cortex. */
export async function placementData(): Promise<PlacementData> {
  const [rna, imaged] = await Promise.all([readH5ad(RNA), readH5ad(OSMFISH)]);
  const cells = log1p(normalizeTotal(rna, { targetSum: 1e4 }));
  const tissue = filterObs(imaged, ({ region }) => CORTEX.includes(`${region}`));
  const spots = spatialNeighbors(log1p(normalizeTotal(tissue)), { nNeighbors: N_NEIGHBORS, coordType: "generic" });
  const genes = new Set(cells.varNames);
  return {
    cells,
    spots,
    shared: spots.varNames.filter((gene) => genes.has(gene)),
    components: representation(pca(cells, { nComps: N_COMPS }), "X_pca"),
    graph: spots.obsp["spatial_connectivities"] as Csr,
  };
}

/** Values of some genes, `nObs × nGenes`, float64. */
export function valuesOf(data: AnnData, genes: readonly string[]): Dense {
  return toDense(data.subset({ var: genes }).X!).astype("float64");
}

/** Each cell's mean over those that are like it by all genes, itself among them. */
export function smoothed(values: Dense, components: Dense, nNeighbors: number): Dense {
  // So soft that near and far ones of the few weigh alike.
  return nNeighbors === 0 ? values : transfer(components, components, values, { nNeighbors, softening: 1e6 });
}

/** Columns with mean 0 and standard deviation 1, cut where they are far off. */
export function standardized(values: Dense): Dense {
  return scale(new AnnData({ X: values }), { maxValue: MAX_VALUE }).X as Dense;
}
