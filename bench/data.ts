import { Rng } from "../src/core/rng.ts";
import { AnnData } from "../src/data/anndata.ts";
import { Csr } from "../src/data/csr.ts";
import { Dense } from "../src/data/dense.ts";
import { Frame } from "../src/data/frame.ts";

/** Points in overlapping Gaussian clouds, and the cloud of each: float32, `nRows × nCols`. */
export function clouds(nRows: number, nCols: number, nClouds: number, seed: number): { x: Dense; labels: Int32Array } {
  const rng = new Rng(seed);
  const centers = Float64Array.from({ length: nClouds * nCols }, () => 2 * rng.normal());
  const data = new Float32Array(nRows * nCols);
  const labels = new Int32Array(nRows);
  for (let i = 0; i < nRows; i++) {
    labels[i] = rng.integer(nClouds);
    for (let j = 0; j < nCols; j++) data[i * nCols + j] = centers[labels[i]! * nCols + j]! + rng.normal();
  }
  return { x: new Dense(data, { shape: [nRows, nCols] }), labels };
}

/** Counts of the size of the lymph node: 3,484 × 18,085, about 8.4 % not zero, seven groups with their own genes. */
export function lymphNodeCounts(seed: number): AnnData {
  const [nObs, nVars, nGroups] = [3484, 18085, 7];
  const rng = new Rng(seed);
  const level = Float64Array.from({ length: nVars }, () => Math.exp(1.6 * rng.normal() - 2.55));
  const own = Int32Array.from({ length: nVars }, () => rng.uniform() < 0.1 ? rng.integer(nGroups) : -1);
  const indptr = new Int32Array(nObs + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < nObs; i++) {
    const depth = Math.exp(0.4 * rng.normal());
    const group = i % nGroups;
    for (let j = 0; j < nVars; j++) {
      const mean = level[j]! * depth * (own[j] === group ? 4 : 1);
      if (rng.uniform() >= 1 - Math.exp(-2 * mean)) continue;
      const count = rng.negativeBinomial(mean, 2);
      if (count === 0) continue;
      indices.push(j);
      values.push(count);
    }
    indptr[i + 1] = indices.length;
  }
  const X = new Csr({
    shape: [nObs, nVars],
    indptr,
    indices: Int32Array.from(indices),
    data: Float32Array.from(values),
  });
  return new AnnData({
    X,
    obs: new Frame(Array.from({ length: nObs }, (_, i) => `spot${i}`)),
    var: new Frame(Array.from({ length: nVars }, (_, j) => `gene${j}`)),
  });
}
