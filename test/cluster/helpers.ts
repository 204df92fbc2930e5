import assert from "node:assert/strict";

import type { ErrorTag } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { gram } from "../../src/linalg/gram.ts";

/** Points around centres, and which centre each belongs to. */
export interface Blobs {
  readonly data: Float64Array;
  readonly nRows: number;
  readonly nCols: number;
  readonly truth: Int32Array;
}

/** Normal clouds: rows take turns among `nClusters` centres that lie about `distance` apart. */
export function blobs(seed: number, nRows: number, nCols: number, nClusters: number, distance: number): Blobs {
  const rng = new Rng(seed);
  const centers = Float64Array.from({ length: nClusters * nCols }, () => distance * rng.normal() / Math.SQRT2);
  const truth = Int32Array.from({ length: nRows }, (_, i) => i % nClusters);
  const data = Float64Array.from(
    { length: nRows * nCols },
    (_, at) => centers[truth[Math.floor(at / nCols)]! * nCols + at % nCols]! + rng.normal(),
  );
  return { data, nRows, nCols, truth };
}

/** Fails unless two partitions are the same but for names. */
export function assertSamePartition(got: ArrayLike<unknown>, want: ArrayLike<unknown>): void {
  assert.equal(got.length, want.length);
  const there = new Map<unknown, unknown>(), back = new Map<unknown, unknown>();
  for (let i = 0; i < got.length; i++) {
    if (!there.has(got[i])) there.set(got[i], want[i]);
    if (!back.has(want[i])) back.set(want[i], got[i]);
    assert(there.get(got[i]) === want[i] && back.get(want[i]) === got[i], `row ${i} is in another cluster`);
  }
}

/** Fails unless `action` throws a WeftError with a tag and a message. */
export function assertThrows(action: () => unknown, tag: ErrorTag, message: RegExp): void {
  assert.throws(action, (error) => {
    assert(isWeftError(error, tag), `expected a ${tag}, got ${error}`);
    assert.match(error.message, message);
    return true;
  });
}

/** An undirected graph from edges `[i, j, weight?]`. */
export function graphOf(nNodes: number, edges: readonly (readonly [number, number, number?])[]): Csr {
  const dense = new Float32Array(nNodes * nNodes);
  for (const [i, j, weight = 1] of edges) dense[i * nNodes + j] = dense[j * nNodes + i] = weight;
  return Csr.fromDense(new Dense(dense, { shape: [nNodes, nNodes] }));
}

/** Rings of `size` fully joined nodes, each joined to the next by one edge. */
export function cliques(count: number, size: number): Csr {
  const edges: [number, number][] = [];
  for (let c = 0; c < count; c++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) edges.push([c * size + i, c * size + j]);
    }
    if (count > 1) edges.push([c * size, ((c + 1) % count) * size + 1]);
  }
  return graphOf(count * size, edges);
}

/** An AnnData with a representation `X_pca`. */
export function withRep({ data, nRows, nCols }: Pick<Blobs, "data" | "nRows" | "nCols">): AnnData {
  const obs = new Frame(Array.from({ length: nRows }, (_, i) => `cell${i}`));
  return new AnnData({ obs, obsm: { X_pca: new Dense(data, { shape: [nRows, nCols] }) } });
}

/** A MuData of one modality whose whole carries the representation `X_pca`. */
export function multiWithRep(points: Pick<Blobs, "data" | "nRows" | "nCols">): MuData {
  const rna = withRep(points);
  return new MuData({ mod: { rna } }).with({ obsm: { X_pca: rna.obsm.X_pca! as Dense } });
}

/** Fails unless two numbers agree to `tolerance`. */
export function near(got: number, want: number, tolerance = 1e-10): void {
  assert(Math.abs(got - want) <= tolerance, `${got} is not ${want}`);
}

/** Centred rows of three columns with soft responsibilities of two clusters, and their Gram matrix. */
export function softProblem(seed: number, n = 40): { data: Float64Array; z: Float64Array; cross: Float64Array } {
  const rng = new Rng(seed);
  const data = Float64Array.from({ length: 3 * n }, (_, at) => (at % 3 + 1) * rng.normal());
  for (let j = 0; j < 3; j++) {
    let mean = 0;
    for (let at = j; at < data.length; at += 3) mean += data[at]! / n;
    for (let at = j; at < data.length; at += 3) data[at]! -= mean;
  }
  const z = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    z[2 * i] = rng.uniform();
    z[2 * i + 1] = 1 - z[2 * i]!;
  }
  return { data, z, cross: gram({ data, nRows: n, nCols: 3 }) };
}

/** Random edges with weights from `least` to `least` + 1. */
export function randomGraph(seed: number, nNodes: number, nEdges: number, least = 0.1): Csr {
  const rng = new Rng(seed);
  const edges: [number, number, number][] = [];
  while (edges.length < nEdges) {
    const [i, j] = [rng.integer(nNodes), rng.integer(nNodes)];
    if (i !== j) edges.push([i, j, least + rng.uniform()]);
  }
  return graphOf(nNodes, edges);
}

/** An AnnData with a graph as `obsp["connectivities"]`. */
export function withGraph(connectivities: Csr): AnnData {
  const obs = new Frame(Array.from({ length: connectivities.nRows }, (_, i) => `cell${i}`));
  return new AnnData({ obs, obsp: { connectivities } });
}

/** Which clique every node of `cliques(count, size)` is of. */
export function byClique(count: number, size: number): Int32Array {
  return Int32Array.from({ length: count * size }, (_, i) => Math.floor(i / size));
}

/** Every node a community of its own. */
export function singles(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** Names of spots. */
export function spotNames(n: number): string[] {
  return Array.from({ length: n }, (_, i) => `spot${i}`);
}

/** A tissue of spots on a square grid, row after row, with labels in `obs["domain"]`. */
export function spotGrid(width: number, labels: readonly (string | null)[]): AnnData {
  const places = labels.map((_, i) => [i % width, Math.floor(i / width)]);
  const obs = new Frame(spotNames(labels.length), { domain: categorical(labels) });
  return new AnnData({ obs, obsm: { spatial: Dense.fromRows(places, "float64") } });
}

/** How many connected pieces the communities of a graph fall into. */
export function countPieces(graph: Pick<Csr, "indptr" | "indices">, labels: ArrayLike<number>): number {
  const reached = new Set<number>();
  let pieces = 0;
  for (let start = 0; start < labels.length; start++) {
    if (reached.has(start)) continue;
    pieces++;
    const stack = [start];
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      if (reached.has(i)) continue;
      reached.add(i);
      for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) {
        if (labels[graph.indices[p]!] === labels[i]) stack.push(graph.indices[p]!);
      }
    }
  }
  return pieces;
}

/** A graph with all weights multiplied. */
export function scaled(graph: Csr, factor: number): Csr {
  const { shape, indptr, indices } = graph;
  return new Csr({
    shape,
    indptr,
    indices,
    data: Float64Array.from(graph.data as Float32Array, (value) => factor * value),
  });
}
