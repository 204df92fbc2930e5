import type { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import { exactNeighbors, type NeighborTable } from "../graph/exact_neighbors.ts";
import { csrOperator } from "../linalg/csr_operator.ts";
import { lanczos } from "../linalg/lanczos.ts";

/** Keeps a weight λ/(1 − λ) from dividing by zero, as scib-metrics does. */
const EPSILON = 1e-8;

/**
 * The nearest rows by diffusion distance over a symmetric graph: of the transition matrix, corrected for density
 * (Coifman et al. 2005) and made symmetric, the leading eigenvectors times λ/(1 − λ), which sums over all numbers of
 * steps; then Euclidean neighbours in them.
 */
export function diffusionNeighbors(
  graph: Csr,
  options: { nNeighbors: number; nComps: number; signal?: AbortSignal | undefined },
): NeighborTable {
  const { nNeighbors, nComps, signal } = options;
  const { nRows: n, indptr, indices } = graph;
  const data = Float64Array.from(graph.data as Float32Array);
  const density = rowSums(indptr, data);
  divide(indptr, indices, data, density);
  divide(indptr, indices, data, rowSums(indptr, data).map(Math.sqrt));
  const operator = csrOperator({ nRows: n, nCols: n, indptr, indices, data });
  const count = Math.min(n - 1, nComps);
  const { values, vectors } = lanczos(operator, { nComps: count, tolerance: 1e-6 });
  // In float32 the first eigenvalue rounds to exactly 1 and is kept as it is; the steps of the rest are summed.
  const weights = values.map((value) => {
    const lambda = Math.fround(Math.fround(value) + EPSILON);
    return lambda === 1 ? 1 : lambda / (1 - lambda);
  });
  const embedding = vectors.map((value, at) => value * weights[at % count]!);
  return exactNeighbors(new Dense(embedding, { shape: [n, count] }), { nNeighbors, signal });
}

function rowSums(indptr: Int32Array, data: Float64Array): Float64Array {
  const sums = new Float64Array(indptr.length - 1);
  for (let i = 0; i < sums.length; i++) for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sums[i]! += data[p]!;
  return sums;
}

/** Divides every entry by the numbers of its row and of its column. */
function divide(indptr: Int32Array, indices: Int32Array, data: Float64Array, by: Float64Array): void {
  for (let i = 0; i < by.length; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) data[p]! /= by[i]! * by[indices[p]!]!;
  }
}
