import type { Csr } from "../data/csr.ts";

/** The connected components of a graph. */
export interface Components {
  /** How many there are. */
  readonly count: number;
  /** Component of every node, from 0; components are numbered by their smallest node. */
  readonly labels: Int32Array;
}

/** Connected components by union-find, edges taken in both directions. */
export function weakComponents({ nRows, indptr, indices }: Csr): Components {
  const parent = Int32Array.from({ length: nRows }, (_, i) => i);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const a = root(parent, i);
      const b = root(parent, indices[p]!);
      // The smaller node becomes the root, so that labels come in the order of the smallest nodes.
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
  const labels = new Int32Array(nRows);
  let count = 0;
  for (let i = 0; i < nRows; i++) {
    const top = root(parent, i);
    labels[i] = top === i ? count++ : labels[top]!;
  }
  return { count, labels };
}

function root(parent: Int32Array, node: number): number {
  let at = node;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!;
    at = parent[at]!;
  }
  return at;
}
