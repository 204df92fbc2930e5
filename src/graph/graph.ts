import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import { transposeSlices } from "../data/compressed.ts";
import { Csr } from "../data/csr.ts";
import type { NumberArray } from "../data/dtype.ts";
import { sortRowsInPlace } from "./sort_rows.ts";
import { type Components, weakComponents } from "./weak_components.ts";

/** The edges of a {@linkcode Graph} as three columns of one length. */
export interface Edges {
  /** Node each edge leaves. */
  readonly sources: Int32Array;
  /** Node each edge reaches. */
  readonly targets: Int32Array;
  /** Weight of each edge. */
  readonly weights: NumberArray;
}

/**
 * A weighted, directed graph on numbered nodes: a square {@linkcode Csr} whose row `i` lists the neighbours of node
 * `i`, sorted, and the questions one asks of it. Immutable.
 *
 * An undirected graph stores every edge in both directions.
 *
 * @example
 * ```ts
 * import { Graph } from "weft/graph";
 * import assert from "node:assert/strict";
 *
 * const path = Graph.fromEdges({ nNodes: 4, sources: [0, 1], targets: [1, 2] });
 * assert.equal(path.nEdges, 2);
 * assert.equal(path.isUndirected, false);
 * assert.deepEqual([...path.degrees()], [1, 1, 0, 0]);
 * assert.deepEqual([...path.components().labels], [0, 0, 0, 1]);
 * assert.deepEqual([...path.transpose().neighbors(1)], [0]);
 * ```
 */
export class Graph {
  /** Tells the kinds of object that show themselves apart. */
  readonly kind = "graph";
  /** The weights, `nNodes × nNodes`; the columns of each row rise. */
  readonly adjacency: Csr;

  /**
   * The graph of a square matrix.
   *
   * @param adjacency Square; row `i` holds the edges that leave node `i`. Kept, not copied, when its rows are sorted.
   * @throws {WeftError} `Misaligned` when the matrix is not square, `Unsupported` when it holds 64-bit integers.
   */
  constructor(adjacency: Csr) {
    if (adjacency.nRows !== adjacency.nCols) {
      throw new WeftError("Misaligned", {
        expected: "a square matrix for a graph",
        found: `${adjacency.nRows} × ${adjacency.nCols}`,
      });
    }
    if (typeof adjacency.data[0] === "bigint") {
      throw new WeftError("Unsupported", { expected: "weights that are numbers", found: adjacency.dtype });
    }
    this.adjacency = sorted(adjacency);
    Object.freeze(this);
  }

  /**
   * A graph from a list of edges; weights are 1 (float32) when left out.
   *
   * @throws {WeftError} `Corrupt` when a node is out of range, `Misaligned` when the columns differ in length.
   */
  static fromEdges(
    { nNodes, sources, targets, weights }: {
      readonly nNodes: number;
      readonly sources: ArrayLike<number>;
      readonly targets: ArrayLike<number>;
      readonly weights?: NumberArray;
    },
  ): Graph {
    const data = weights ?? new Float32Array(sources.length).fill(1);
    const indptr = new Int32Array(nNodes + 1);
    for (let e = 0; e < sources.length; e++) indptr[checkNode(sources[e]!, nNodes) + 1]!++;
    for (let i = 0; i < nNodes; i++) indptr[i + 1]! += indptr[i]!;
    const next = indptr.slice(0, nNodes);
    const indices = new Int32Array(targets.length);
    const values = data.slice();
    for (let e = 0; e < sources.length; e++) {
      const at = next[sources[e]!]!++;
      indices[at] = targets[e]!;
      values[at] = data[e]!;
    }
    return new Graph(new Csr({ shape: [nNodes, nNodes], indptr, indices, data: values }));
  }

  /** Number of nodes. */
  get nNodes(): number {
    return this.adjacency.nRows;
  }

  /** Number of directed edges stored: both directions of an undirected edge count. */
  get nEdges(): number {
    return this.adjacency.nnz;
  }

  /** Whether every edge is there in the other direction too, with the same weight. */
  get isUndirected(): boolean {
    const { indptr, indices, data } = this.adjacency;
    const other = this.transpose().adjacency;
    return indptr.every((from, i) => from === other.indptr[i]) &&
      indices.every((j, p) => j === other.indices[p] && data[p] === other.data[p]);
  }

  /** Whether a node is its own neighbour. */
  get hasSelfLoops(): boolean {
    const { indptr, indices } = this.adjacency;
    for (let i = 0; i < this.nNodes; i++) {
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) if (indices[p] === i) return true;
    }
    return false;
  }

  /** Nodes that node `i` points to, rising; a view that shares memory. */
  neighbors(i: number): Int32Array {
    return this.adjacency.indices.subarray(this.adjacency.indptr[i], this.adjacency.indptr[i + 1]);
  }

  /** Weights of the edges that leave node `i`, in the order of {@linkcode neighbors}; a view that shares memory. */
  weights(i: number): NumberArray {
    return this.adjacency.data.subarray(this.adjacency.indptr[i], this.adjacency.indptr[i + 1]) as NumberArray;
  }

  /** Number of edges that leave each node; `transpose().degrees()` counts those that reach it. */
  degrees(): Int32Array {
    const { indptr } = this.adjacency;
    return Int32Array.from({ length: this.nNodes }, (_, i) => indptr[i + 1]! - indptr[i]!);
  }

  /** The connected components, edges taken in both directions; numbered by their smallest node. */
  components(): Components {
    return weakComponents(this.adjacency);
  }

  /** The graph with every edge turned round. */
  transpose(): Graph {
    const { adjacency, nNodes } = this;
    const parts = transposeSlices(adjacency, adjacency.dtype, nNodes);
    return new Graph(new Csr({ ...parts, shape: adjacency.shape, dtype: adjacency.dtype }));
  }

  /** All edges, by source and then by target. */
  edges(): Edges {
    const { indptr, indices, data } = this.adjacency;
    const sources = new Int32Array(this.nEdges);
    for (let i = 0; i < this.nNodes; i++) sources.fill(i, indptr[i], indptr[i + 1]);
    return { sources, targets: indices.slice(), weights: data.slice() as NumberArray };
  }

  /** Its size, in words. */
  toString(): string {
    const count = (n: number) => n.toLocaleString("en-US");
    return `Graph of ${count(this.nNodes)} nodes and ${count(this.nEdges)} directed edges`;
  }

  /** What a notebook shows: how many neighbours nodes have, and what hangs together. */
  [DISPLAY](): DisplayBundle {
    return displayBundle(this.kind, this);
  }

  /**
   * Makes sure that no edge is stored twice and that every weight is finite and not negative.
   *
   * @returns The graph itself, so that the call can stand in a chain.
   * @throws {WeftError} `Duplicate` or `BadValues`, naming the first edge that is wrong and how many are.
   */
  validate(): this {
    const { indptr, indices, data } = this.adjacency;
    const twice: string[] = [];
    const bad: string[] = [];
    for (let i = 0; i < this.nNodes; i++) {
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        if (p > indptr[i]! && indices[p] === indices[p - 1]) twice.push(`${i} → ${indices[p]}`);
        const weight = Number(data[p]);
        if (!(weight >= 0 && weight < Infinity)) bad.push(`${weight} on ${i} → ${indices[p]}`);
      }
    }
    if (twice.length) {
      throw new WeftError("Duplicate", {
        expected: "every edge to be stored once",
        found: `${twice.length} stored again, first ${twice[0]}`,
      });
    }
    if (bad.length) {
      throw new WeftError("BadValues", {
        expected: "edge weights to be finite and not negative",
        found: `${bad.length} that are not, first ${bad[0]}`,
      });
    }
    return this;
  }
}

function checkNode(node: number, nNodes: number): number {
  if (Number.isInteger(node) && node >= 0 && node < nNodes) return node;
  throw new WeftError("Corrupt", { expected: `nodes from 0 to ${nNodes - 1}`, found: show(node) });
}

function sorted(csr: Csr): Csr {
  const { indptr, indices } = csr;
  for (let i = 0; i < csr.nRows; i++) {
    for (let p = indptr[i]! + 1; p < indptr[i + 1]!; p++) {
      if (indices[p]! >= indices[p - 1]!) continue;
      const parts = { indptr, indices: indices.slice(), data: csr.data.slice() as NumberArray };
      sortRowsInPlace(parts);
      return new Csr({ ...parts, shape: csr.shape, dtype: csr.dtype });
    }
  }
  return csr;
}
