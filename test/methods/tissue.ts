import { Rng } from "../../src/core/rng.ts";
import { AnnData, Csr, Dense, Frame, MuData } from "../../src/data/mod.ts";

/** Names of the spots of a `side × side` grid. */
export function spotNames(side: number): string[] {
  return Array.from({ length: side * side }, (_, i) => `spot${i}`);
}

/** The graph of the up to four neighbours on a grid. */
export function gridGraph(side: number): Csr {
  const indptr = new Int32Array(side * side + 1);
  const indices: number[] = [];
  for (let i = 0; i < side * side; i++) {
    const row = Math.floor(i / side), column = i % side;
    if (row > 0) indices.push(i - side);
    if (column > 0) indices.push(i - 1);
    if (column < side - 1) indices.push(i + 1);
    if (row < side - 1) indices.push(i + side);
    indptr[i + 1] = indices.length;
  }
  const data = new Float32Array(indices.length).fill(1);
  return new Csr({ shape: [side * side, side * side], indptr, indices: Int32Array.from(indices), data });
}

/** A modality with two halves of the grid apart in its features. */
export function modality(side: number, nFeatures: number, seed: number): AnnData {
  const rng = new Rng(seed);
  const data = new Float32Array(side * side * nFeatures);
  for (let i = 0; i < side * side; i++) {
    const shift = i % side < side / 2 ? 1 : -1;
    for (let j = 0; j < nFeatures; j++) data[i * nFeatures + j] = rng.normal() + (j < 2 ? 2 * shift : 0);
  }
  return new AnnData({
    obs: new Frame(spotNames(side)),
    obsm: { X_pca: new Dense(data, { shape: [side * side, nFeatures] }) },
  });
}

/** Two modalities on a grid with its graph, ready for SMART. */
export function tissue(side = 6, seed = 1): MuData {
  const mod = { rna: modality(side, 7, seed), adt: modality(side, 4, seed + 100) };
  return new MuData({ mod }).with({ obsp: { spatial_connectivities: gridGraph(side) } });
}
