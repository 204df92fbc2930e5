import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Csr } from "../data/csr.ts";
import type { EdgeStructure } from "./edge_structure.ts";
import { type SparsePattern, transposedPattern } from "./transposed_pattern.ts";

/** The edges of an undirected graph, each once. */
export interface UndirectedEdges {
  /** Where they lie: by their smaller node, the loop of each node first, then the larger neighbours rising. */
  readonly structure: EdgeStructure;
  /** The weight of each edge in the matrix they come from; 0 for a loop that it does not store. */
  readonly weights: Float32Array;
}

/**
 * Makes the structure of an undirected graph whose weights are learned: one for each edge, shared by both directions, and
 * one for the loop of each node.
 *
 * @param adjacency `nObs × nObs`, an entry `(i, j)` stored wherever `(j, i)` is; weights are taken from `i ≤ j`.
 * @returns The structure, and the weights to start from.
 * @throws {WeftError} `Misaligned` unless it is square; `Corrupt` when an edge is stored in one direction only, or twice.
 *
 * @example
 * ```ts
 * import { undirectedEdges } from "weft/engine";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const data = new Float32Array([0.5, 0.5]);
 * const edge = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 1, 2]), indices: new Int32Array([1, 0]), data });
 * const { structure, weights } = undirectedEdges(edge);
 * assert.equal(structure.nValues, 3);
 * assert.deepEqual([...weights], [0, 0.5, 0]);
 * ```
 */
export function undirectedEdges(adjacency: Csr): UndirectedEdges {
  const { nRows, nCols, data } = adjacency;
  checkLength(nCols, nRows, "columns of the adjacency", "its rows");
  // Transposed twice, the entries of each row rise.
  const turned = transposedPattern(adjacency);
  const { indptr, indices, places } = transposedPattern(turned);
  const starts = new Int32Array(nRows + 1);
  const targets: number[] = [], weights: number[] = [];
  let loops = 0, above = 0;
  for (let i = 0; i < nRows; i++) {
    const loopAt = targets.push(i) - 1;
    weights.push(0);
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const j = indices[p]!;
      if (p > indptr[i]! && indices[p - 1] === j) throw corrupt(`entry (${i}, ${j}) stored twice`);
      if (j < i) continue;
      const weight = Number(data[turned.places[places[p]!]!]);
      if (j === i) {
        weights[loopAt] = weight;
        loops++;
      } else {
        above++;
        targets.push(j);
        weights.push(weight);
      }
    }
    starts[i + 1] = targets.length;
  }
  const entries = { nRows, nCols, indptr: starts, indices: Int32Array.from(targets) };
  const full = bothDirections(entries);
  if (2 * above + loops !== adjacency.nnz || !holds(full, { nRows, nCols, indptr, indices })) {
    throw corrupt("an edge stored in one direction only");
  }
  const structure = { nRows, nCols, nValues: targets.length, undirected: true, entries, forward: full, backward: full };
  return { structure: Object.freeze(structure), weights: Float32Array.from(weights) };
}

/** Every edge seen from both its ends, with the number of the edge. */
function bothDirections(entries: SparsePattern): SparsePattern & { readonly places: Int32Array } {
  const { nRows, nCols, indptr } = entries;
  const below = transposedPattern(entries);
  const starts = new Int32Array(nRows + 1);
  // A node's own loop is in both halves, and counts once.
  for (let i = 0; i < nRows; i++) starts[i + 1] = below.indptr[i + 1]! + indptr[i + 1]! - (i + 1);
  const indices = new Int32Array(starts[nRows]!), places = new Int32Array(starts[nRows]!);
  for (let i = 0; i < nRows; i++) {
    let at = starts[i]!;
    for (let p = below.indptr[i]!; p < below.indptr[i + 1]!; p++, at++) {
      indices[at] = below.indices[p]!;
      places[at] = below.places[p]!;
    }
    for (let p = indptr[i]! + 1; p < indptr[i + 1]!; p++, at++) {
      indices[at] = entries.indices[p]!;
      places[at] = p;
    }
  }
  return { nRows, nCols, indptr: starts, indices, places };
}

/** Whether the entries of `part`, rows rising, are among those of `whole`. */
function holds(whole: SparsePattern, part: SparsePattern): boolean {
  for (let i = 0; i < part.nRows; i++) {
    let at = whole.indptr[i]!;
    for (let p = part.indptr[i]!; p < part.indptr[i + 1]!; p++, at++) {
      while (at < whole.indptr[i + 1]! && whole.indices[at]! < part.indices[p]!) at++;
      if (at === whole.indptr[i + 1] || whole.indices[at] !== part.indices[p]) return false;
    }
  }
  return true;
}

function corrupt(found: string): WeftError {
  return new WeftError("Corrupt", {
    expected: "an undirected graph, each edge stored once in each direction",
    found,
    next: "Make it one with symmetrize().",
  });
}
