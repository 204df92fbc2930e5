import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import type { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";

/** Coordinates of the first `n` spots of a hexagonal array that is about as wide as high: float64, `n × 2`. */
export function hexGrid(n: number): Dense {
  const width = Math.ceil(Math.sqrt(n));
  const data = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const row = Math.floor(i / width);
    data[2 * i] = (i % width) + (row % 2) / 2;
    data[2 * i + 1] = row * Math.sqrt(3) / 2;
  }
  return new Dense(data, { shape: [n, 2] });
}

/** Who the `k` nearest spots of each spot are: row `i` lists the neighbours of spot `i`. */
export function nearestSpots(coordinates: Dense, k: number): Csr {
  const spots = new AnnData({ X: Dense.zeros(coordinates.nRows, 0), obsm: { spatial: coordinates } });
  const joined = spatialNeighbors(spots, { coordType: "generic", nNeighbors: k });
  return toCsr(joined.obsp.spatial_connectivities!);
}

/** Features that vary smoothly over the tissue in eight patterns, with noise, their columns centred: float32, `n × nCols`. */
export function smoothFeatures(coordinates: Dense, nCols: number, rng: Rng): Float32Array {
  const nPatterns = 8;
  const n = coordinates.nRows;
  const loadings = Float64Array.from({ length: nPatterns * nCols }, () => rng.normal());
  const data = new Float32Array(n * nCols);
  const size = Math.sqrt(n);
  const pattern = new Float64Array(nPatterns);
  for (let i = 0; i < n; i++) {
    const x = Number(coordinates.data[2 * i]) / size, y = Number(coordinates.data[2 * i + 1]) / size;
    for (let p = 0; p < nPatterns; p++) pattern[p] = Math.sin(3 * x * (p + 1)) + Math.cos(3 * y * (p + 2));
    for (let j = 0; j < nCols; j++) {
      let value = rng.normal();
      for (let p = 0; p < nPatterns; p++) value += pattern[p]! * loadings[p * nCols + j]!;
      data[i * nCols + j] = value;
    }
  }
  return centered(data, nCols);
}

function centered(data: Float32Array, nCols: number): Float32Array {
  const means = new Float64Array(nCols);
  data.forEach((value, i) => means[i % nCols]! += value * nCols / data.length);
  return data.map((value, i) => value - means[i % nCols]!);
}
