import assert from "node:assert/strict";

import type { ErrorTag } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";

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
