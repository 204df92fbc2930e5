import { Csr } from "../data/csr.ts";
import type { NeighborTable } from "../graph/exact_neighbors.ts";
import { strongComponents } from "../graph/strong_components.ts";
import { checkLabels, labelCodes, type Labels, rowsOfCodes } from "./labels.ts";

/**
 * Graph connectivity (scIB): the share of each cell type's cells that lie in the largest strongly connected component
 * of its part of the directed graph of nearest neighbours, averaged over types.
 *
 * @param neighbors Nearest rows of every row, itself not among them; 14 for scib-metrics' neighbourhoods of 15.
 * @param labels Cell type of every row; rows without one are left out.
 * @returns A number from 0 to 1; NaN when no row has a label.
 * @throws {WeftError} `Misaligned` when there is not one label a row.
 *
 * @example
 * ```ts
 * import { graphConnectivity } from "weft/metrics";
 * import { exactNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const near = exactNeighbors(Dense.fromRows([[0], [1], [50], [51]]), { nNeighbors: 1 });
 * assert.equal(graphConnectivity(near, ["T", "T", "T", "T"]), 0.5);
 * ```
 */
export function graphConnectivity(neighbors: NeighborTable, labels: Labels): number {
  const { indices, nNeighbors: k } = neighbors;
  checkLabels(labels, indices.length / k, "the neighbours");
  const types = labelCodes(labels);
  let sum = 0;
  for (const rows of rowsOfCodes(types)) {
    const { labels: parts, count } = strongComponents(within(neighbors, rows, types.codes));
    const sizes = new Int32Array(count);
    for (const part of parts) sizes[part]!++;
    sum += sizes.reduce((most, size) => Math.max(most, size), 0) / rows.length;
  }
  return types.names.length === 0 ? NaN : sum / types.names.length;
}

/** The edges among rows of one label, with these rows numbered from 0. */
function within({ indices, nNeighbors: k }: NeighborTable, rows: Int32Array, codes: Int32Array): Csr {
  const place = new Int32Array(codes.length);
  rows.forEach((row, i) => place[row] = i);
  const indptr = new Int32Array(rows.length + 1);
  const targets: number[] = [];
  rows.forEach((row, i) => {
    for (let p = row * k; p < (row + 1) * k; p++) {
      if (codes[indices[p]!] === codes[row]) targets.push(place[indices[p]!]!);
    }
    indptr[i + 1] = targets.length;
  });
  const shape: [number, number] = [rows.length, rows.length];
  return new Csr({ shape, indptr, indices: Int32Array.from(targets), data: new Uint8Array(targets.length).fill(1) });
}
